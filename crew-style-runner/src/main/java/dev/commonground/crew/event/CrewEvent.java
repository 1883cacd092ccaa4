package dev.commonground.crew.event;

import java.time.Instant;
import java.util.List;

/** Something that happened in a run. Texts that an agent keeps to itself stand in none of them. */
public sealed interface CrewEvent {

    /** Returns when it happened. */
    Instant at();

    /**
     * A task at its place in a crew.
     *
     * @param task its name
     * @param agent who does it
     * @param stage the number of the stage, from 1; tasks of one stage are done side by side; 0 if a manager decides
     */
    record Planned(String task, String agent, int stage) {}

    /**
     * A run began.
     *
     * @param run the run's id
     * @param crew the crew's name
     * @param tasks its tasks, in order
     * @param memory whether the agents share a memory
     * @param ruleBased the agents that no language model answers for
     */
    record RunStarted(Instant at, String run, String crew, List<Planned> tasks, boolean memory, List<String> ruleBased)
            implements CrewEvent {
        public RunStarted {
            tasks = List.copyOf(tasks);
            ruleBased = List.copyOf(ruleBased);
        }

        /** Returns whether no agent of the crew had a language model. */
        public boolean withoutLanguageModel() {
            return tasks.stream().map(Planned::agent).allMatch(ruleBased::contains);
        }
    }

    /** A run went on from its last checkpoint; {@code next} is the graph's node it goes on with. */
    record RunResumed(Instant at, String run, String crew, String next) implements CrewEvent {}

    /** A task's turn came: it is number {@code position} of {@code of}, which is 0 if a manager decides. */
    record TaskStarted(Instant at, String task, String agent, int position, int of) implements CrewEvent {}

    /** A task was left out, because its condition did not hold. */
    record TaskSkipped(Instant at, String task, String agent) implements CrewEvent {}

    /**
     * An agent was told what the team knows.
     *
     * @param shown the memories it was shown
     * @param conflicts how many keys the team disagrees about
     * @param omitted how many memories the budget left no room for
     * @param tokens the estimated tokens of the briefing
     * @param version how many answers had been committed to the memory by then
     */
    record Briefed(
            Instant at,
            String task,
            String agent,
            List<MemoryRef> shown,
            int conflicts,
            int omitted,
            int tokens,
            int version)
            implements CrewEvent {
        public Briefed {
            shown = List.copyOf(shown);
        }
    }

    /**
     * A model answered; the tokens are what it reported, 0 if it reported none.
     *
     * @param model the name under which it answered; empty if it gave none
     * @param fromJournal whether the answer was paid for earlier, by an attempt that was interrupted
     */
    record ModelCalled(
            Instant at,
            String task,
            String agent,
            int attempt,
            String model,
            int inputTokens,
            int outputTokens,
            boolean fromJournal)
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

    /**
     * An agent answered; whether the answer is accepted is for the checks to say.
     *
     * @param tokens the estimated tokens of the whole conversation that led to it
     */
    record Answered(Instant at, String task, String agent, int attempt, String text, int tokens) implements CrewEvent {}

    /**
     * A manager gave a task to its agent.
     *
     * @param hop the number of the delegation, from 1
     * @param to the task
     */
    record Delegated(Instant at, String task, String agent, int hop, String to, String instructions)
            implements CrewEvent {}

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

    /** A person looked at an answer; it is approved if there are no refusals. */
    record Reviewed(Instant at, String task, String agent, int attempt, List<String> refusals) implements CrewEvent {
        public Reviewed {
            refusals = List.copyOf(refusals);
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

    /**
     * A task is done.
     *
     * @param text the accepted answer
     * @param version how many answers are committed to the memory with it, as its agent sees it
     * @param memories how many memories the team has then
     */
    record TaskFinished(Instant at, String task, String agent, int attempts, String text, int version, int memories)
            implements CrewEvent {}

    /**
     * Tasks that were done side by side are all done, and know of each other now.
     *
     * @param version how many answers are committed to the memory
     * @param memories how many memories the team has
     * @param conflicts what they disagree about
     */
    record Joined(Instant at, List<String> tasks, int version, int memories, List<Disagreement> conflicts)
            implements CrewEvent {
        public Joined {
            tasks = List.copyOf(tasks);
            conflicts = List.copyOf(conflicts);
        }
    }

    /** Memories that say different things of one key, each with its authors. */
    record Disagreement(String key, List<String> sides) {
        public Disagreement {
            sides = List.copyOf(sides);
        }
    }

    /**
     * What became of one memory that binds the result.
     *
     * @param label its key and value, or its text
     * @param quote the words it was taken from, or its text
     * @param authors who says so
     * @param result MET, VIOLATED or UNCHECKED
     * @param reason why, in words
     */
    record Judged(String label, String quote, String authors, String result, String reason) {}

    /**
     * A run is done.
     *
     * @param text the result
     * @param constraints what binds it
     * @param conflicts what the team disagrees about at the end
     * @param questions what nobody knows at the end
     * @param promoted what outlives the run, in the memory of the user
     */
    record RunFinished(
            Instant at,
            String run,
            int attempts,
            String text,
            List<Judged> constraints,
            List<Disagreement> conflicts,
            List<String> questions,
            List<String> promoted)
            implements CrewEvent {
        public RunFinished {
            constraints = List.copyOf(constraints);
            conflicts = List.copyOf(conflicts);
            questions = List.copyOf(questions);
            promoted = List.copyOf(promoted);
        }
    }

    /** A run waits for somebody to look at the answer to {@code task}. */
    record ReviewAwaited(Instant at, String run, String task, String agent, int attempt) implements CrewEvent {}

    /** A run stopped before its end; it can be resumed. {@code reason} is the message of what stopped it. */
    record RunStopped(Instant at, String run, String reason) implements CrewEvent {}
}
