package dev.commonground;

import dev.commonground.briefing.Briefing;
import dev.commonground.memory.Author;
import dev.commonground.memory.WriteOutcome;
import dev.commonground.recall.Match;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that happened in a memory, as its listeners are told. */
public sealed interface MemoryEvent {

    /** Returns who read or wrote. */
    Actor actor();

    /**
     * Who reads or writes, and where.
     *
     * @param author the agent or person
     * @param task the task worked on, or null outside of one
     * @param node the graph node, or null outside a graph
     * @param thread the graph's thread id, or null outside a graph
     */
    record Actor(
            Author author,
            @Nullable String task,
            @Nullable String node,
            @Nullable String thread) {}

    /** Writes were committed; {@code outcomes} says what each did, in the order they were made. */
    record Written(Actor actor, List<WriteOutcome> outcomes) implements MemoryEvent {
        public Written {
            outcomes = List.copyOf(outcomes);
        }
    }

    /** A question was answered. */
    record Recalled(Actor actor, String query, List<Match> matches) implements MemoryEvent {
        public Recalled {
            matches = List.copyOf(matches);
        }
    }

    /** A briefing was given. */
    record Briefed(Actor actor, Briefing briefing) implements MemoryEvent {}
}
