package dev.commonground.event;

import static java.util.Objects.requireNonNull;

import dev.commonground.briefing.Briefing;
import dev.commonground.memory.Author;
import dev.commonground.memory.WriteOutcome;
import dev.commonground.recall.Match;
import java.util.List;
import java.util.function.Supplier;
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

    /** The operations that an {@link Observer} sees. */
    enum OperationType {
        /** A search by a question. */
        RECALL("search_memory"),
        /** A briefing. */
        BRIEF("search_memory"),
        /** A write of drafts without keys. */
        REMEMBER("create_memory"),
        /** A write of drafts with at least one key, which may supersede another value. */
        REMEMBER_KEYED("upsert_memory"),
        /** A conversation that is turned into memories. */
        LEARN("upsert_memory"),
        /** A write that supersedes, annotates or promotes a known memory. */
        REVISE("update_memory"),
        /** A write that forgets, withdraws or erases known memories. */
        FORGET("delete_memory"),
        /** A commit to the store, within a write or at the end of a step. */
        COMMIT(null),
        /** A graph's node, or a step of a graph with parallel branches: {@link Actor#node} has its name. */
        STEP(null),
        /** A crew's task: {@link Actor#node} has its name. */
        TASK("invoke_agent"),
        /** A crew's run: the author has the crew's name. */
        RUN("invoke_workflow");

        private final @Nullable String genAiName;

        OperationType(@Nullable String genAiName) {
            this.genAiName = genAiName;
        }

        /**
         * Returns the value of {@code gen_ai.operation.name} in OpenTelemetry's conventions for generative AI; null if they
         * have none.
         */
        public @Nullable String genAiName() {
            return genAiName;
        }
    }

    /**
     * An operation that begins.
     *
     * @param type what is done
     * @param actor the agent or person that does it
     * @param within the operation that it is part of, which may have begun on another thread; null if only the operation
     *     that the calling thread has entered can say so
     */
    record Operation(
            OperationType type, Actor actor, @Nullable Observation within) {
        public Operation {
            requireNonNull(type, "type");
            requireNonNull(actor, "actor");
        }
    }

    /** The figures of an operation that its events do not tell. */
    enum Figure {
        /** The statements that a recall ranked. */
        CANDIDATES,
        /** The best statements of a recall that its floor kept out. */
        BELOW_FLOOR,
        /** The entries that a commit appended. */
        ENTRIES,
        /** The calls of the model that learns. */
        MODEL_CALLS,
        /** The tokens that the model read while it learned. */
        INPUT_TOKENS,
        /** The tokens that the model wrote while it learned. */
        OUTPUT_TOKENS
    }

    /**
     * The present load of a memory.
     *
     * @param scopes the scopes on the heap
     * @param indexBytes the estimated bytes of heap that they occupy
     * @param coldScopes how often a scope was read from the store since the memory was opened, because it was not on the heap
     * @param queuedWrites the writes that wait for their turn in this process
     */
    record Vitals(int scopes, long indexBytes, long coldScopes, int queuedWrites) {}

    /**
     * Sees the operations of a memory from beginning to end, such as to trace and to measure them. Its methods run on the
     * threads of the operations, so they must be fast. An exception from an observer is logged and changes nothing else.
     *
     * <p>Implementations are thread-safe.
     */
    @FunctionalInterface
    interface Observer {

        /** Called when an operation begins, on its thread. */
        Observation begin(Operation operation);

        /**
         * Called once when a memory is opened. By default, does nothing.
         *
         * @param vitals returns the present load; it is fast and may be called at any time
         * @return is run when the memory is closed
         */
        default Runnable opened(Supplier<Vitals> vitals) {
            requireNonNull(vitals, "vitals");
            return () -> {};
        }
    }

    /**
     * An operation under way.
     *
     * <p>Implementations are thread-safe.
     */
    interface Observation {

        /** An observation that nobody sees. */
        Observation NONE = new Observation() {};

        /**
         * Makes the operation the one that this thread works on, until the returned action is run on the same thread. By
         * default, does nothing.
         */
        default Runnable enter() {
            return () -> {};
        }

        /** Receives what the operation read or wrote. It may hold private memories. By default, does nothing. */
        default void on(MemoryEvent event) {}

        /** Adds to a figure of the operation. By default, does nothing. */
        default void add(Figure figure, long amount) {}

        /**
         * Called once when the operation ends. By default, does nothing.
         *
         * @param failure what the operation throws, or null if it succeeds
         */
        default void end(@Nullable Throwable failure) {}
    }
}
