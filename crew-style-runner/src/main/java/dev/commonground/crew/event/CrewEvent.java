package dev.commonground.crew.event;

import java.time.Instant;
import java.util.List;

/** Something that happened in a run. Texts that an agent keeps to itself stand in none of them. */
public sealed interface CrewEvent {

    /** Returns when it happened. */
    Instant at();

    /**
     * A run began.
     *
     * @param run the run's id
     * @param crew the crew's name
     * @param tasks the names of its tasks, in order
     * @param memory whether the agents share a memory
     */
    record RunStarted(Instant at, String run, String crew, List<String> tasks, boolean memory) implements CrewEvent {
        public RunStarted {
            tasks = List.copyOf(tasks);
        }
    }

    /** A run went on from its last checkpoint; {@code next} is the graph's node it goes on with. */
    record RunResumed(Instant at, String run, String crew, String next) implements CrewEvent {}

    /** A task's turn came: it is number {@code position} of {@code of}. */
    record TaskStarted(Instant at, String task, String agent, int position, int of) implements CrewEvent {}

    /**
     * An agent was told what the team knows.
     *
     * @param shown the memories it was shown
     * @param conflicts how many keys the team disagrees about
     * @param omitted how many memories the budget left no room for
     * @param tokens the estimated tokens of the briefing
     */
    record Briefed(Instant at, String task, String agent, List<MemoryRef> shown, int conflicts, int omitted, int tokens)
            implements CrewEvent {
        public Briefed {
            shown = List.copyOf(shown);
        }
    }

    /** A model answered; the tokens are what it reported, 0 if it reported none. */
    record ModelCalled(Instant at, String task, String agent, int attempt, int inputTokens, int outputTokens)
            implements CrewEvent {}

    /**
     * An agent used a tool.
     *
     * @param arguments the arguments as the model gave them, cut to one line; empty for the memory's own tools
     * @param characters how long the tool's result is
     */
    record ToolCalled(Instant at, String task, String agent, int attempt, String tool, String arguments, int characters)
            implements CrewEvent {}

    /** An agent asked the memory and was shown these. */
    record Recalled(Instant at, String task, String agent, int attempt, List<MemoryRef> shown) implements CrewEvent {
        public Recalled {
            shown = List.copyOf(shown);
        }
    }

    /** A guardrail was asked; it accepts an answer for which it has no refusals. */
    record Checked(Instant at, String task, String agent, int attempt, String guardrail, List<String> refusals)
            implements CrewEvent {
        public Checked {
            refusals = List.copyOf(refusals);
        }

        /** Returns whether the guardrail accepts the answer. */
        public boolean accepted() {
            return refusals.isEmpty();
        }
    }

    /** An answer was refused, and attempt {@code next} begins with the same briefing. */
    record Retried(Instant at, String task, String agent, int next) implements CrewEvent {}

    /**
     * A write of an agent is part of the memory, now that its answer was accepted.
     *
     * @param outcome what the write did
     * @param others the memories it took the place of or is in conflict with
     */
    record Remembered(
            Instant at,
            String task,
            String agent,
            int attempt,
            MemoryRef memory,
            Outcome outcome,
            List<MemoryRef> others)
            implements CrewEvent {
        public Remembered {
            others = List.copyOf(others);
        }
    }

    /** What a write did. */
    enum Outcome {
        /** The memory is new. */
        ADDED,
        /** It was known already. */
        ALREADY_KNOWN,
        /** It took the place of others. */
        SUPERSEDED,
        /** Others say something else, and all stand. */
        IN_CONFLICT,
        /** It was taken back. */
        FORGOTTEN
    }

    /** A task is done. */
    record TaskFinished(Instant at, String task, String agent, int attempts, int characters) implements CrewEvent {}

    /** A run is done. */
    record RunFinished(Instant at, String run, int attempts) implements CrewEvent {}

    /** A run stopped before its end; it can be resumed. {@code reason} is the message of what stopped it. */
    record RunStopped(Instant at, String run, String reason) implements CrewEvent {}
}
