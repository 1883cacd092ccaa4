package dev.commonground.crew;

import static java.util.Objects.requireNonNull;

import dev.commonground.SharedMemory;
import dev.commonground.Step;
import dev.commonground.StepRequest;
import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.CrewListener;
import dev.commonground.crew.event.Timeline;
import dev.commonground.crew.model.Journal;
import dev.commonground.memory.Memory;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.jspecify.annotations.Nullable;

/**
 * A team of agents that performs tasks and shares one memory.
 *
 * <pre>{@code
 * try (SharedMemory memory = SharedMemory.open(Path.of("memory.db"))) {
 *     Crew crew = Crew.builder("proposal").tasks(research, draft, review).memory(memory).build();
 *     CrewResult result = crew.kickoff(Run.id("task_q3_proposal").user("acme").input("client", "acme"));
 * }
 * }</pre>
 *
 * <p>Each task has four steps. The agent is briefed with the memories of the team. It answers. The guardrails check the
 * answer. Only after they accept it, the memories that the agent wrote are committed. A run that stopped for any reason
 * continues with {@link #resume}: its checkpoints are stored in the same file as the memories.
 *
 * <p>Immutable. A crew is thread-safe if the models and tools of its agents are; runs with different ids may proceed at
 * the same time.
 */
public final class Crew {

    private final String name;
    private final Plan plan;
    private final Process process;
    private final @Nullable SharedMemory memory;
    private final CrewSettings settings;
    private final Broadcast broadcast;
    private final CrewRunner runner;

    private Crew(Builder builder, Plan plan) {
        this.name = Checked.name("a crew", builder.name);
        this.plan = plan;
        this.process = builder.process;
        this.memory = builder.memory;
        this.settings = builder.settings.checkedFor(name);
        this.broadcast = new Broadcast(builder.listeners);
        PlanCheck.of(name, plan, memory != null);
        this.runner = new CrewRunner(this, memory);
    }

    /** Returns a builder for a crew called {@code name}. */
    public static Builder builder(String name) {
        return new Builder(requireNonNull(name, "name"));
    }

    /** Returns the name of the crew. */
    public String name() {
        return name;
    }

    /** Returns the tasks in their order; the task of a manager is the last. */
    public List<Task> tasks() {
        return plan.all();
    }

    /** Returns the order in which the crew performs its tasks. */
    public Process process() {
        return process;
    }

    /**
     * Performs all tasks, or those up to the first answer that a person must review.
     *
     * @throws IllegalArgumentException if a {@code {placeholder}} has no input, if nothing asks for an input, or if an input
     *     does not fit into the name of an output file
     * @throws IllegalStateException if a run with this id already exists; if a guardrail fails; or if the run is under way,
     *     in this or another process
     * @throws dev.commonground.crew.model.ModelCallException if a model does not answer
     * @throws dev.commonground.crew.model.IterationLimitException if an agent reaches its maximum of model calls
     * @throws HopLimitException if a manager reaches its maximum of delegations
     * @throws GuardrailFailedException if an answer is refused and its task has no retry left
     * @throws dev.commonground.memory.MemoryException.BriefingTooLong if none of the binding memories fits the briefing
     *     budget
     */
    public CrewResult kickoff(Run run) {
        return runner.kickoff(requireNonNull(run, "run"));
    }

    /**
     * Continues a stopped run from its last checkpoint, or returns the result of a finished run. Completed steps, answered
     * model calls and tool calls that returned are not repeated. A tool call that a crash interrupted is repeated only if the
     * tool is {@link dev.commonground.crew.model.Idempotent}; otherwise the listeners receive a
     * {@link dev.commonground.crew.event.CrewEvent.ToolInterrupted}. Throws the same exceptions as {@link #kickoff}.
     *
     * @throws IllegalArgumentException if no run has this id, or if the run belongs to another crew or to one with other
     *     tasks, agents or another process
     * @throws IllegalStateException if the run waits for a review, or if it is under way in this or another process. A run
     *     whose process was killed can be resumed at once on the same host, and after 10 seconds on another
     */
    public CrewResult resume(String run) {
        return runner.resume(requireNonNull(run, "run"));
    }

    /**
     * Performs all tasks for each run, several runs at a time. Each run has its own memory. A run that stops, even with an
     * {@link Error}, does not affect the others. An interrupt of the calling thread stops all runs; the thread stays
     * interrupted.
     *
     * @return the outcome of each run, in the given order
     */
    public List<RunOutcome> kickoffAll(List<Run> runs) {
        return runner.kickoffAll(List.copyOf(requireNonNull(runs, "runs")));
    }

    /**
     * Approves the answer that {@code run} waits with, and continues the run.
     *
     * @param person the id of the reviewer, 1 to 256 characters without control characters
     * @throws IllegalArgumentException as {@link #resume} does
     * @throws IllegalStateException if the run does not wait for a review, or if it is under way
     */
    public CrewResult approve(String run, String person) {
        requireNonNull(run, "run");
        return runner.review(run, Review.approved(requireNonNull(person, "person")));
    }

    /**
     * Replaces the answer that {@code run} waits with by {@code text}, and continues the run. The text is the person's work:
     * the memory of the finished task has the person as its author. The guardrails do not check it.
     *
     * @param person the id of the reviewer, 1 to 256 characters without control characters
     * @param text the whole answer; never blank
     * @throws IllegalArgumentException as {@link #resume} does
     * @throws IllegalStateException if the run does not wait for a review, or if it is under way
     */
    public CrewResult approve(String run, String person, String text) {
        requireNonNull(run, "run");
        return runner.review(run, Review.replaced(requireNonNull(person, "person"), requireNonNull(text, "text")));
    }

    /**
     * Refuses the answer that {@code run} waits with. The agent tries again with the same briefing.
     *
     * @param person the id of the reviewer, 1 to 256 characters without control characters
     * @param reasons what to improve; at least one, none blank
     * @throws IllegalArgumentException as {@link #resume} does
     * @throws IllegalStateException if the run does not wait for a review, or if it is under way
     */
    public CrewResult refuse(String run, String person, List<String> reasons) {
        requireNonNull(run, "run");
        return runner.review(run, Review.refused(requireNonNull(person, "person"), requireNonNull(reasons, "reasons")));
    }

    /**
     * Returns the events of a run so far. The run may be finished, stopped or in progress.
     *
     * @throws IllegalArgumentException if no run has this id
     */
    public Timeline timeline(String run) {
        return runner.timeline(requireNonNull(run, "run"));
    }

    /** The progress of a run. */
    public enum Progress {
        /** No run has this id. */
        NOT_BEGUN,
        /** The run stopped or is in progress; {@link #resume} continues a stopped run. */
        UNFINISHED,
        /** The run waits until an answer is {@linkplain #approve approved} or {@linkplain #refuse refused}. */
        AWAITING_REVIEW,
        /** The run is finished; {@link #resume} returns its result again. */
        FINISHED
    }

    /**
     * Returns the progress of the run with the id {@code run}.
     *
     * @throws IllegalArgumentException if the run belongs to another crew or to one with other tasks, agents or another
     *     process
     */
    public Progress progress(String run) {
        return runner.progress(requireNonNull(run, "run"));
    }

    /** Returns a new graph of the crew, attached to its memory, for a diagram or as a part of another graph. */
    public StateGraph<CrewState> graph() {
        return runner.graph();
    }

    /**
     * Compiles the graph, to be run directly with LangGraph4j: with {@link #input} as the input and {@link #config} as the
     * config. A recursion limit that is too low for the crew is raised. Listeners receive the events of the nodes, but not
     * those of the start and the end of the run.
     */
    public CompiledGraph<CrewState> compile(CompileConfig settings) {
        return runner.compile(requireNonNull(settings, "settings"));
    }

    /**
     * Returns the input with which a graph of {@link #compile} begins {@code run}.
     *
     * @throws IllegalArgumentException if a {@code {placeholder}} has no input, if nothing asks for an input, or if an input
     *     does not fit into the name of an output file
     */
    public Map<String, Object> input(Run run) {
        return runner.input(requireNonNull(run, "run"));
    }

    /** Returns the config with which a graph of {@link #compile} runs {@code run}. */
    public RunnableConfig config(Run run) {
        return runner.config(requireNonNull(run, "run"));
    }

    boolean remembers() {
        return memory != null;
    }

    Plan plan() {
        return plan;
    }

    CrewSettings settings() {
        return settings;
    }

    Clock clock() {
        return settings.clock();
    }

    Journal journal(String run) {
        return memory == null || !settings.journal() ? Journal.none() : Journal.of(memory.blobs(), run);
    }

    /** Begins the observation of a run; empty in a crew without a memory. */
    Optional<RunObservation> observe(String run) {
        return Optional.ofNullable(memory).map(shared -> RunObservation.begin(shared, name, run));
    }

    /** Begins a step of the memory; empty in a crew without a memory. */
    Optional<Step> begin(StepRequest request) {
        return Optional.ofNullable(memory).map(shared -> shared.begin(request));
    }

    LongTexts texts() {
        return memory == null ? LongTexts.none() : LongTexts.on(memory.blobs());
    }

    void tell(String run, CrewEvent event) {
        broadcast.tell(run, event);
    }

    Broadcast broadcast() {
        return broadcast;
    }

    /** Returns the result: the answer of the last task that was not skipped. */
    String result(CrewState state) {
        return plan.all().stream()
                .map(task -> state.outputs().getOrDefault(task.name(), ""))
                .filter(text -> !text.isEmpty())
                .reduce("", (before, later) -> later);
    }

    /** Builds a {@link Crew}. Every setter returns this builder. Not thread-safe. */
    public static final class Builder {

        private final String name;
        private final List<List<Task>> stages = new ArrayList<>();
        private final List<CrewListener> listeners = new ArrayList<>();
        private Process process = Process.SEQUENTIAL;
        private @Nullable Task manager;
        private CrewSettings settings = CrewSettings.DEFAULT;
        private @Nullable SharedMemory memory;
        private boolean memoryDecided;

        private Builder(String name) {
            this.name = name;
        }

        /** Adds tasks in the order in which they run. */
        public Builder tasks(Task... tasks) {
            for (Task task : requireNonNull(tasks, "tasks")) {
                stages.add(List.of(task));
            }
            return this;
        }

        /**
         * Adds a group of tasks that run in parallel, after all tasks added before. The agents of the group do not see each
         * other's memories until the whole group is done.
         */
        public Builder parallel(Task... tasks) {
            stages.add(List.of(requireNonNull(tasks, "tasks")));
            return this;
        }

        /** Sets the order of the tasks. The default is {@link Process#SEQUENTIAL}. */
        public Builder process(Process process) {
            this.process = requireNonNull(process, "process");
            return this;
        }

        /**
         * Sets the task of the manager, whose agent decides which task runs next, and selects {@link Process#HIERARCHICAL}.
         * The manager sees all tasks and their answers, and its own answer is the result. Every task is briefed from the
         * memory, so the manager need not repeat known facts.
         */
        public Builder manager(Task manager) {
            this.manager = requireNonNull(manager, "manager");
            this.process = Process.HIERARCHICAL;
            return this;
        }

        /** Sets the maximum number of delegations by a manager, 1 to 1,000. The default is 20. */
        public Builder maxHops(int maxHops) {
            this.settings = settings.maxHops(maxHops);
            return this;
        }

        /**
         * Promotes the memories that {@code outlives} accepts to the memory of the user, at the end of a run with a user.
         * The default accepts nothing.
         */
        public Builder promote(Predicate<Memory> outlives) {
            this.settings = settings.promotes(requireNonNull(outlives, "outlives"));
            return this;
        }

        /**
         * Disables the journal of model responses and tool results. After a crash, an interrupted attempt repeats all its
         * model calls and tool calls.
         */
        public Builder withoutJournal() {
            this.settings = settings.withoutJournal();
            return this;
        }

        /** Sets the memory, which also stores the checkpoints. The crew does not close it. */
        public Builder memory(SharedMemory memory) {
            this.memory = requireNonNull(memory, "memory");
            this.memoryDecided = true;
            return this;
        }

        /**
         * Runs the same graph without a memory, for comparison: no briefings, no memory tools, nothing remembered. The
         * checkpoints live as long as the crew object, so only this object can resume a run.
         */
        public Builder withoutMemory() {
            this.memory = null;
            this.memoryDecided = true;
            return this;
        }

        /** Sets the maximum number of tokens in a briefing, at least 1. The default is 2,000. */
        public Builder briefingBudget(int briefingBudget) {
            this.settings = settings.briefingBudget(briefingBudget);
            return this;
        }

        /** Adds a listener that receives every event. */
        public Builder listener(CrewListener listener) {
            listeners.add(requireNonNull(listener, "listener"));
            return this;
        }

        /** Sets the clock that times the events. The default is the system clock in UTC. */
        public Builder clock(Clock clock) {
            this.settings = settings.clock(requireNonNull(clock, "clock"));
            return this;
        }

        /**
         * Returns the crew.
         *
         * @throws IllegalArgumentException if a limit is out of its range; if the crew has no task or two tasks of one name; if the context of a task comes
         *     after it; if a tool of an agent has the name of a tool of the runner; if a task of a parallel group has a
         *     human review; if process and manager contradict each other; or if neither {@link #memory} nor {@link
         *     #withoutMemory} was called
         */
        public Crew build() {
            if (!memoryDecided) {
                throw new IllegalArgumentException(
                        "Crew %s has no memory: set one with memory(...), or call withoutMemory()".formatted(name));
            }
            requireFittingManager();
            return new Crew(this, plan());
        }

        private void requireFittingManager() {
            if (process == Process.HIERARCHICAL && manager == null) {
                throw new IllegalArgumentException(
                        "Crew %s is HIERARCHICAL but has no manager: set one with manager(...)".formatted(name));
            }
            if (process != Process.HIERARCHICAL && manager != null) {
                throw new IllegalArgumentException(
                        "Crew %s has a manager but is %s: remove the call of process(...)".formatted(name, process));
            }
        }

        private Plan plan() {
            List<Task> tasks = stages.stream().flatMap(List::stream).toList();
            return switch (process) {
                case SEQUENTIAL -> new Plan(stages, null);
                case PARALLEL -> new Plan(List.of(tasks), null);
                case HIERARCHICAL -> new Plan(tasks.stream().map(List::of).toList(), manager);
            };
        }
    }
}
