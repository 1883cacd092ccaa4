package dev.commonground.crew.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event of a run. No event contains the text of a private memory. */
public sealed interface CrewEvent {

    /** Returns the time of the event. */
    Instant at();

    /**
     * A task and its place in the crew.
     *
     * @param task the name of the task
     * @param agent the name of its agent
     * @param stage the number of its stage, from 1; the tasks of one stage run in parallel; 0 if a manager decides
     */
    record Planned(String task, String agent, int stage) {
        public Planned {
            requireNonNull(task, "task");
            requireNonNull(agent, "agent");
        }
    }

    /**
     * A run started.
     *
     * @param run the id of the run
     * @param crew the name of the crew
     * @param tasks the tasks, in their order
     * @param memory whether the agents share a memory
     * @param ruleBased the agents without a language model
     */
    record RunStarted(Instant at, String run, String crew, List<Planned> tasks, boolean memory, List<String> ruleBased)
            implements CrewEvent {
        public RunStarted {
            requireNonNull(at, "at");
            requireNonNull(run, "run");
            requireNonNull(crew, "crew");
            tasks = List.copyOf(requireNonNull(tasks, "tasks"));
            ruleBased = List.copyOf(requireNonNull(ruleBased, "ruleBased"));
        }

        /** Returns whether no agent of the crew had a language model. */
        public boolean withoutLanguageModel() {
            return tasks.stream().map(Planned::agent).allMatch(ruleBased::contains);
        }
    }

    /** A run resumed from its last checkpoint at the graph node {@code next}. */
    record RunResumed(Instant at, String run, String crew, String next) implements CrewEvent {
        public RunResumed {
            requireNonNull(at, "at");
            requireNonNull(run, "run");
            requireNonNull(crew, "crew");
            requireNonNull(next, "next");
        }
    }

    /** A task started: number {@code position} of {@code of} tasks, or of 0 if a manager decides. */
    record TaskStarted(Instant at, String task, String agent, int position, int of) implements CrewEvent {
        public TaskStarted {
            requireNonNull(at, "at");
            requireNonNull(task, "task");
            requireNonNull(agent, "agent");
        }
    }

    /** A task was skipped because its condition did not hold. */
    record TaskSkipped(Instant at, String task, String agent) implements CrewEvent {
        public TaskSkipped {
            requireNonNull(at, "at");
            requireNonNull(task, "task");
            requireNonNull(agent, "agent");
        }
    }

    /**
     * An agent was briefed with the memories of the team.
     *
     * @param shown the memories in the briefing
     * @param conflicts the number of keys with conflicting values
     * @param omitted the number of memories that the budget left out
     * @param tokens the estimated tokens of the briefing
     * @param version the number of answers committed to the memory before
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
            requireNonNull(at, "at");
            requireNonNull(task, "task");
            requireNonNull(agent, "agent");
            shown = List.copyOf(requireNonNull(shown, "shown"));
        }
    }

    /**
     * A model responded. The token counts are those of the response, or 0 if it has none.
     *
     * @param model the name of the model in the response; empty if it has none
     * @param fromJournal whether the journal provided the response, because an interrupted attempt had made the call
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
            implements CrewEvent {
        public ModelCalled {
            requireNonNull(at, "at");
            requireNonNull(task, "task");
            requireNonNull(agent, "agent");
            requireNonNull(model, "model");
        }
    }

    /**
     * An agent called a tool.
     *
     * @param arguments the beginning of the arguments, on one line; empty for the tools of the memory
     * @param characters the length of the result
     */
    record ToolCalled(Instant at, String task, String agent, int attempt, String tool, String arguments, int characters)
            implements CrewEvent {
        public ToolCalled {
            requireNonNull(at, "at");
            requireNonNull(task, "task");
            requireNonNull(agent, "agent");
            requireNonNull(tool, "tool");
            requireNonNull(arguments, "arguments");
        }
    }

    /**
     * A crash interrupted a tool call, and it is unknown whether the call took effect. The resumed run does not repeat it.
     *
     * @param arguments the beginning of the arguments on one line
     */
    record ToolInterrupted(Instant at, String task, String agent, int attempt, String tool, String arguments)
            implements CrewEvent {
        public ToolInterrupted {
            requireNonNull(at, "at");
            requireNonNull(task, "task");
            requireNonNull(agent, "agent");
            requireNonNull(tool, "tool");
            requireNonNull(arguments, "arguments");
        }
    }

    /** An agent recalled memories by a tool. */
    record Recalled(Instant at, String task, String agent, int attempt, List<MemoryRef> shown) implements CrewEvent {
        public Recalled {
            requireNonNull(at, "at");
            requireNonNull(task, "task");
            requireNonNull(agent, "agent");
            shown = List.copyOf(requireNonNull(shown, "shown"));
        }
    }

    /**
     * An agent answered. The checks of the answer follow.
     *
     * @param tokens the estimated tokens of the whole conversation with the model
     */
    record Answered(Instant at, String task, String agent, int attempt, String text, int tokens) implements CrewEvent {
        public Answered {
            requireNonNull(at, "at");
            requireNonNull(task, "task");
            requireNonNull(agent, "agent");
            requireNonNull(text, "text");
        }
    }

    /**
     * A manager delegated a task.
     *
     * @param hop the number of the delegation, from 1
     * @param to the name of the delegated task
     */
    record Delegated(Instant at, String task, String agent, int hop, String to, String instructions)
            implements CrewEvent {
        public Delegated {
            requireNonNull(at, "at");
            requireNonNull(task, "task");
            requireNonNull(agent, "agent");
            requireNonNull(to, "to");
            requireNonNull(instructions, "instructions");
        }
    }

    /** A guardrail checked an answer; it accepts the answer if there are no refusals. */
    record Checked(Instant at, String task, String agent, int attempt, String guardrail, List<String> refusals)
            implements CrewEvent {
        public Checked {
            requireNonNull(at, "at");
            requireNonNull(task, "task");
            requireNonNull(agent, "agent");
            requireNonNull(guardrail, "guardrail");
            refusals = List.copyOf(requireNonNull(refusals, "refusals"));
        }

        /** Returns whether the guardrail accepts the answer. */
        public boolean accepted() {
            return refusals.isEmpty();
        }
    }

    /**
     * A person reviewed an answer.
     *
     * @param agent the agent that gave the answer
     * @param person the reviewer
     * @param refusals why the answer was refused; empty if it was approved or replaced
     * @param text the text of the person that replaces the answer, or null
     */
    record Reviewed(
            Instant at,
            String task,
            String agent,
            int attempt,
            String person,
            List<String> refusals,
            @Nullable String text)
            implements CrewEvent {
        public Reviewed {
            requireNonNull(at, "at");
            requireNonNull(task, "task");
            requireNonNull(agent, "agent");
            requireNonNull(person, "person");
            refusals = List.copyOf(requireNonNull(refusals, "refusals"));
        }
    }

    /** An answer was refused, and the attempt {@code next} starts with the same briefing. */
    record Retried(Instant at, String task, String agent, int next) implements CrewEvent {
        public Retried {
            requireNonNull(at, "at");
            requireNonNull(task, "task");
            requireNonNull(agent, "agent");
        }
    }

    /**
     * A write of an agent was committed to the memory, after its answer was accepted.
     *
     * @param agent the author: the agent, or the person who replaced its answer
     * @param outcome the effect of the write
     * @param others the memories that it supersedes or that are in conflict with it
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
            requireNonNull(at, "at");
            requireNonNull(task, "task");
            requireNonNull(agent, "agent");
            requireNonNull(memory, "memory");
            requireNonNull(outcome, "outcome");
            others = List.copyOf(requireNonNull(others, "others"));
        }
    }

    /** The effect of a write. */
    enum Outcome {
        /** The memory is new. */
        ADDED,
        /** The team knew the memory already. */
        ALREADY_KNOWN,
        /** The memory supersedes others. */
        SUPERSEDED,
        /** The memory conflicts with others; all of them are kept. */
        IN_CONFLICT,
        /** The memory was forgotten. */
        FORGOTTEN
    }

    /**
     * A task is done.
     *
     * @param text the accepted answer
     * @param version the number of answers committed to the memory, this one included, as the agent sees it
     * @param memories the number of memories of the team
     */
    record TaskFinished(Instant at, String task, String agent, int attempts, String text, int version, int memories)
            implements CrewEvent {
        public TaskFinished {
            requireNonNull(at, "at");
            requireNonNull(task, "task");
            requireNonNull(agent, "agent");
            requireNonNull(text, "text");
        }
    }

    /**
     * All tasks of a parallel group are done, and their memories are visible to all agents.
     *
     * @param version the number of answers committed to the memory
     * @param memories the number of memories of the team
     * @param conflicts the conflicts between the memories
     */
    record Joined(Instant at, List<String> tasks, int version, int memories, List<Disagreement> conflicts)
            implements CrewEvent {
        public Joined {
            requireNonNull(at, "at");
            tasks = List.copyOf(requireNonNull(tasks, "tasks"));
            conflicts = List.copyOf(requireNonNull(conflicts, "conflicts"));
        }
    }

    /** Conflicting values of one key, each with its authors. */
    record Disagreement(String key, List<String> sides) {
        public Disagreement {
            requireNonNull(key, "key");
            sides = List.copyOf(requireNonNull(sides, "sides"));
        }
    }

    /**
     * The check of the result against one binding memory.
     *
     * @param label the key and value of the memory, or its text
     * @param quote the evidence of the memory, or its text
     * @param authors the authors of the memory
     * @param result MET, VIOLATED or UNCHECKED
     * @param reason the reason for the result
     */
    record Judged(String label, String quote, String authors, String result, String reason) {
        public Judged {
            requireNonNull(label, "label");
            requireNonNull(quote, "quote");
            requireNonNull(authors, "authors");
            requireNonNull(result, "result");
            requireNonNull(reason, "reason");
        }
    }

    /**
     * A run is finished.
     *
     * @param text the result
     * @param constraints the checks of the result against the binding memories
     * @param conflicts the conflicts that are still open
     * @param questions the questions that are still open
     * @param promoted the memories that were promoted to the memory of the user
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
            requireNonNull(at, "at");
            requireNonNull(run, "run");
            requireNonNull(text, "text");
            constraints = List.copyOf(requireNonNull(constraints, "constraints"));
            conflicts = List.copyOf(requireNonNull(conflicts, "conflicts"));
            questions = List.copyOf(requireNonNull(questions, "questions"));
            promoted = List.copyOf(requireNonNull(promoted, "promoted"));
        }
    }

    /** A run waits for a review of the answer to {@code task}. */
    record ReviewAwaited(Instant at, String run, String task, String agent, int attempt) implements CrewEvent {
        public ReviewAwaited {
            requireNonNull(at, "at");
            requireNonNull(run, "run");
            requireNonNull(task, "task");
            requireNonNull(agent, "agent");
        }
    }

    /** A run stopped before its end and can be resumed; {@code reason} is the message of the exception. */
    record RunStopped(Instant at, String run, String reason) implements CrewEvent {
        public RunStopped {
            requireNonNull(at, "at");
            requireNonNull(run, "run");
            requireNonNull(reason, "reason");
        }
    }
}
