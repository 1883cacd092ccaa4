package dev.commonground.crew;

import static java.util.Objects.requireNonNull;

import dev.commonground.SharedMemory;
import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.CrewListener;
import dev.commonground.crew.event.Timeline;
import dev.commonground.crew.model.Journal;
import dev.commonground.memory.Memory;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.GraphStateException;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.jspecify.annotations.Nullable;

/**
 * Agents that work through tasks and share what they learn.
 *
 * <pre>{@code
 * try (SharedMemory memory = SharedMemory.open(Path.of("memory.db"))) {
 *     Crew crew = Crew.builder("proposal").tasks(research, draft, review).memory(memory).build();
 *     CrewResult result = crew.kickoff(Run.id("task_q3_proposal").user("acme").input("client", "acme"));
 * }
 * }</pre>
 *
 * <p>Each task is briefed with what the team knows, asked for an answer, checked by its guardrails, and only then is
 * what its agent wrote remembered. A run that stopped, for whatever reason, goes on with {@link #resume}: its
 * checkpoints lie beside the memories, in the same file.
 *
 * <p>Immutable; thread-safe if its agents' models and tools are. Several runs of different ids may go on at once.
 */
public final class Crew {

    private final String name;
    private final Plan plan;
    private final Process process;
    private final @Nullable SharedMemory memory;
    private final Settings settings;
    private final Broadcast broadcast;
    private final CrewRunner runner;

    private record Settings(
            int briefingBudget, int maxHops, Predicate<Memory> promotes, boolean journal, Clock clock) {}

    private Crew(Builder builder, Plan plan) {
        this.name = Checked.name("a crew", builder.name);
        this.plan = plan;
        this.process = builder.process;
        this.memory = builder.memory;
        this.settings =
                new Settings(builder.briefingBudget, builder.maxHops, builder.promotes, builder.journal, builder.clock);
        this.broadcast = new Broadcast(builder.listeners);
        PlanCheck.of(name, plan, memory != null);
        this.runner = new CrewRunner(this, memory);
    }

    /** Starts a crew called {@code name}, which works through its tasks in sequence. */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /** Returns what it is called. */
    public String name() {
        return name;
    }

    /** Returns its tasks in order, a manager's last. */
    public List<Task> tasks() {
        return plan.all();
    }

    /** Returns in which order it works through them. */
    public Process process() {
        return process;
    }

    /**
     * Goes through all tasks, or as far as the first answer that a person is to look at.
     *
     * @throws IllegalArgumentException if a {@code {placeholder}} has no input
     * @throws IllegalStateException if a run of that id has begun before
     * @throws dev.commonground.crew.model.ModelCallException if a model does not answer
     * @throws dev.commonground.crew.model.IterationLimitException if an agent only asks for tools
     * @throws HopLimitException if a manager only delegates
     * @throws GuardrailFailedException if an answer is refused once more than its task may be retried
     * @throws dev.commonground.briefing.BriefingTooLongException if what binds an agent exceeds the budget
     */
    public CrewResult kickoff(Run run) {
        return runner.kickoff(requireNonNull(run, "run"));
    }

    /**
     * Goes on with a run that stopped, from its last checkpoint; what was done is not done again. Returns the result of
     * a run that is finished. Throws what {@link #kickoff} does.
     *
     * @throws IllegalArgumentException if no run of that id has begun, or another crew began it
     */
    public CrewResult resume(String run) {
        return runner.resume(requireNonNull(run, "run"));
    }

    /**
     * Goes through all tasks for each run, several at once; each has a memory of its own. One that stops does not stop the
     * others.
     *
     * @return how each ended, in the order given
     */
    public List<RunOutcome> kickoffAll(List<Run> runs) {
        return runner.kickoffAll(List.copyOf(runs));
    }

    /**
     * Accepts the answer that {@code run} waits with, as it stands, and goes on.
     *
     * @throws IllegalStateException if the run does not wait for a review
     */
    public CrewResult approve(String run) {
        return runner.review(run, pending -> Review.approved(pending.text()));
    }

    /**
     * Accepts {@code text} in the place of the answer that {@code run} waits with, and goes on.
     *
     * @throws IllegalStateException if the run does not wait for a review
     * @throws IllegalArgumentException if the text is blank
     */
    public CrewResult approve(String run, String text) {
        String checked = Checked.text("The approved answer", "text", text);
        return runner.review(run, pending -> Review.approved(checked));
    }

    /**
     * Refuses the answer that {@code run} waits with, so that its agent tries again with the same briefing.
     *
     * @param reasons what to do better; at least one
     * @throws IllegalStateException if the run does not wait for a review
     */
    public CrewResult refuse(String run, List<String> reasons) {
        if (reasons.isEmpty()) {
            throw new IllegalArgumentException("An answer is refused for a reason: say at least one");
        }
        return runner.review(run, pending -> Review.refused(reasons));
    }

    /**
     * Returns what happened in a run up to now, also one that stopped or is still going on.
     *
     * @throws IllegalArgumentException if no run of that id has begun
     */
    public Timeline timeline(String run) {
        return runner.timeline(requireNonNull(run, "run"));
    }

    /** How far a run has come. */
    public enum Progress {
        /** No run of that id has begun. */
        NOT_BEGUN,
        /** It stopped, or is still going on, before its end: {@link #resume} goes on with it. */
        UNFINISHED,
        /** It waits until somebody {@link #approve approves} or {@link #refuse refuses} an answer. */
        AWAITING_REVIEW,
        /** It is done: {@link #resume} returns its result again. */
        FINISHED
    }

    /** Returns how far the run called {@code run} has come. */
    public Progress progress(String run) {
        return runner.progress(requireNonNull(run, "run"));
    }

    /** Returns a new graph of the crew, attached to its memory; for a picture of it or a graph of your own. */
    public StateGraph<CrewState> graph() {
        return runner.graph();
    }

    /**
     * Compiles the graph, for LangGraph4j's own ways to run it: feed it {@link #input} under {@link #config}. A recursion
     * limit too low for the crew's tasks is raised. Listeners are told what happens in the nodes, not how the run begins
     * and ends.
     */
    public CompiledGraph<CrewState> compile(CompileConfig settings) {
        int rounds = plan.manager() == null ? 1 : maxHops() + 1;
        String[] reviews = plan.all().stream()
                .filter(task -> task.review() == Task.HumanReview.BEFORE_COMMIT)
                .map(task -> CrewGraph.REVIEW + task.name())
                .toArray(String[]::new);
        try {
            return graph().compile(CompileConfig.builder(settings)
                    .recursionLimit(Math.max(settings.recursionLimit(), plan.steps(rounds)))
                    .interruptBefore(reviews)
                    .build());
        } catch (GraphStateException e) {
            throw new IllegalStateException("The graph of crew %s cannot be compiled so".formatted(name), e);
        }
    }

    /**
     * Returns what a graph of {@link #compile} takes as input to begin a run.
     *
     * @throws IllegalArgumentException if a {@code {placeholder}} has no input
     */
    public Map<String, Object> input(Run run) {
        return runner.input(run);
    }

    /** Returns the config under which a graph of {@link #compile} must run. */
    public RunnableConfig config(Run run) {
        return runner.config(run);
    }

    boolean remembers() {
        return memory != null;
    }

    Plan plan() {
        return plan;
    }

    int briefingBudget() {
        return settings.briefingBudget();
    }

    int maxHops() {
        return settings.maxHops();
    }

    Predicate<Memory> promotes() {
        return settings.promotes();
    }

    Clock clock() {
        return settings.clock();
    }

    Journal journal(String run) {
        return memory == null || !settings.journal() ? Journal.none() : Journal.of(memory.shelf(), run);
    }

    LongTexts texts() {
        return memory == null ? LongTexts.none() : LongTexts.on(memory.shelf());
    }

    void tell(String run, CrewEvent event) {
        broadcast.tell(run, event);
    }

    Broadcast broadcast() {
        return broadcast;
    }

    /** Returns the answer that is the result: the last task's, or of those that were done the last. */
    String result(CrewState state) {
        return plan.all().stream()
                .map(task -> state.outputs().getOrDefault(task.name(), ""))
                .filter(text -> !text.isEmpty())
                .reduce("", (before, later) -> later);
    }

    /** Builds a {@link Crew}; every setter returns this builder. Not thread-safe. */
    public static final class Builder {

        private final String name;
        private final List<List<Task>> stages = new ArrayList<>();
        private final List<CrewListener> listeners = new ArrayList<>();
        private Process process = Process.SEQUENTIAL;
        private @Nullable Task manager;
        private int maxHops = 20;
        private Predicate<Memory> promotes = memory -> false;
        private boolean journal = true;
        private @Nullable SharedMemory memory;
        private boolean memoryDecided;
        private int briefingBudget = 2_000;
        private Clock clock = Clock.systemUTC();

        private Builder(String name) {
            this.name = name;
        }

        /** Adds tasks, in the order in which they are done. */
        public Builder tasks(Task... tasks) {
            for (Task task : tasks) {
                stages.add(List.of(task));
            }
            return this;
        }

        /**
         * Adds tasks that are done side by side, after those before and before those after; their agents do not see what
         * the others of the group learn until all are done.
         */
        public Builder parallel(Task... tasks) {
            stages.add(List.of(tasks));
            return this;
        }

        /** Sets in which order tasks are done; {@link Process#SEQUENTIAL} unless told otherwise. */
        public Builder process(Process process) {
            this.process = requireNonNull(process, "process");
            return this;
        }

        /**
         * Lets the agent of {@code manager} decide which task is done next, for {@link Process#HIERARCHICAL}: it is told of
         * all tasks and their answers, and its own answer is the result. Every task is briefed from the memory, so a
         * manager need not pass on what it knows.
         */
        public Builder manager(Task manager) {
            this.manager = requireNonNull(manager, "manager");
            this.process = Process.HIERARCHICAL;
            return this;
        }

        /** Sets how often a manager may delegate; 20 unless told otherwise. */
        public Builder maxHops(int maxHops) {
            this.maxHops = maxHops;
            return this;
        }

        /**
         * Remembers about the user, when a run ends, what {@code outlives} accepts of what the team learned; nothing unless
         * told otherwise, and nothing of runs without a user.
         */
        public Builder promote(Predicate<Memory> outlives) {
            this.promotes = requireNonNull(outlives, "outlives");
            return this;
        }

        /**
         * Keeps no journal of model answers: what a crash or a failed sibling interrupts asks its model again from the
         * beginning of the attempt.
         */
        public Builder withoutJournal() {
            this.journal = false;
            return this;
        }

        /** Sets what the agents share; it also keeps the checkpoints, and stays open until its owner closes it. */
        public Builder memory(SharedMemory memory) {
            this.memory = requireNonNull(memory, "memory");
            this.memoryDecided = true;
            return this;
        }

        /**
         * Goes without memory, to see what it is good for: the same graph, but no briefing, no memory tools, nothing
         * remembered. Checkpoints live as long as the crew object, so a run can be resumed by it alone.
         */
        public Builder withoutMemory() {
            this.memory = null;
            this.memoryDecided = true;
            return this;
        }

        /** Sets the most tokens of a briefing; 2,000 unless told otherwise. */
        public Builder briefingBudget(int briefingBudget) {
            this.briefingBudget = briefingBudget;
            return this;
        }

        /** Adds somebody to be told what happens. */
        public Builder listener(CrewListener listener) {
            listeners.add(requireNonNull(listener, "listener"));
            return this;
        }

        /** Sets the clock that times the events; the system's in UTC unless told otherwise. */
        public Builder clock(Clock clock) {
            this.clock = requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Returns the finished crew.
         *
         * @throws IllegalArgumentException if it has no tasks or two of one name, if a task's context does not come
         *     before it, if an agent's tool has the name of one of the runner's, if a person is to review a task that is
         *     done side by side with others, if process and manager do not go together, or if nothing was said about memory
         */
        public Crew build() {
            if (!memoryDecided) {
                throw new IllegalArgumentException(
                        "Crew %s was told nothing about its memory: pass one with memory(...), or say withoutMemory()"
                                .formatted(name));
            }
            if ((process == Process.HIERARCHICAL) != (manager != null)) {
                throw new IllegalArgumentException(
                        "Crew %s is %s and has %s manager: a hierarchical crew has one, any other none"
                                .formatted(name, process, manager == null ? "no" : "a"));
            }
            return new Crew(this, plan());
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
