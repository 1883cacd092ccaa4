package dev.commonground.event;

import static java.util.Objects.requireNonNull;

import dev.commonground.briefing.Briefing;
import dev.commonground.memory.Author;
import dev.commonground.memory.WriteOutcome;
import dev.commonground.recall.Match;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event that a memory reports to its listeners. */
public sealed interface MemoryEvent {

    /** Returns the agent or person that read or wrote. */
    Actor actor();

    /**
     * The agent or person that reads or writes, and its place.
     *
     * @param author the agent or person
     * @param task the task, or null outside of one
     * @param node the graph node, or null outside a graph
     * @param thread the graph's thread id, or null outside a graph
     */
    record Actor(
            Author author,
            @Nullable String task,
            @Nullable String node,
            @Nullable String thread) {
        public Actor {
            requireNonNull(author, "author");
        }
    }

    /** Writes were committed; {@code outcomes} holds the outcome of each, in the order of the writes. */
    record Written(Actor actor, List<WriteOutcome> outcomes) implements MemoryEvent {
        public Written {
            requireNonNull(actor, "actor");
            outcomes = List.copyOf(requireNonNull(outcomes, "outcomes"));
        }
    }

    /** A recall was answered. */
    record Recalled(Actor actor, String query, List<Match> matches) implements MemoryEvent {
        public Recalled {
            requireNonNull(actor, "actor");
            requireNonNull(query, "query");
            matches = List.copyOf(requireNonNull(matches, "matches"));
        }
    }

    /** A briefing was composed. */
    record Briefed(Actor actor, Briefing briefing) implements MemoryEvent {
        public Briefed {
            requireNonNull(actor, "actor");
            requireNonNull(briefing, "briefing");
        }
    }

    /**
     * Receives every read and every committed write, on the thread that made it. An exception from a listener is logged and
     * changes nothing else.
     */
    @FunctionalInterface
    interface Listener {

        /** Receives an event. It may hold private memories: pass it to the application, not to another agent. */
        void on(MemoryEvent event);
    }
}
