package dev.commonground.crew;

import static java.util.Objects.requireNonNull;

import dev.commonground.SharedMemory;
import dev.commonground.crew.event.CrewListener;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
    private final List<Task> tasks;
    private final Process process;
    private final @Nullable SharedMemory memory;
    private final int briefingBudget;
    private final CrewListener listener;
    private final Clock clock;
    private final CrewRunner runner;

    private Crew(Builder builder) {
        this.name = Checked.name("a crew", builder.name);
        this.tasks = List.copyOf(builder.tasks);
        this.process = builder.process;
        this.memory = builder.memory;
        this.briefingBudget = builder.briefingBudget;
        List<CrewListener> listeners = List.copyOf(builder.listeners);
        this.listener = event -> listeners.forEach(one -> one.on(event));
        this.clock = builder.clock;
        checkTasks();
        this.runner = new CrewRunner(this, memory);
    }

    private void checkTasks() {
        if (tasks.isEmpty()) {
            throw new IllegalArgumentException("Crew %s has no task: add at least one with tasks(...)".formatted(name));
        }
        Set<String> before = new HashSet<>();
        for (Task task : tasks) {
            checkTools(task.agent());
            for (Task context : task.context()) {
                if (!before.contains(context.name())) {
                    throw new IllegalArgumentException(
                            "Task %s asks for the answer of %s, which does not come before it in crew %s: change the order"
                                    .formatted(task.name(), context.name(), name));
                }
            }
            if (!before.add(task.name())) {
                throw new IllegalArgumentException(
                        "Two tasks of crew %s are called %s: rename one".formatted(name, task.name()));
            }
        }
    }

    private void checkTools(Agent agent) {
        Set<String> taken = new TreeSet<>(Toolbox.of(agent.tools()).names());
        taken.retainAll(Toolbox.MEMORY);
        if (memory != null && !taken.isEmpty()) {
            throw new IllegalArgumentException(
                    "Agent %s brings tools called %s, which the memory's tools are called: rename them with @Tool(name = ...)"
                            .formatted(agent.name(), taken));
        }
    }

    /** Starts a crew called {@code name}, which works through its tasks in sequence. */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /** Returns what it is called. */
    public String name() {
        return name;
    }

    /** Returns its tasks, in order. */
    public List<Task> tasks() {
        return tasks;
    }

    /** Returns in which order it works through them. */
    public Process process() {
        return process;
    }

    /**
     * Goes through all tasks.
     *
     * @throws IllegalArgumentException if a {@code {placeholder}} has no input
     * @throws IllegalStateException if a run of that id has begun before
     * @throws ModelCallException if a model does not answer
     * @throws IterationLimitException if an agent only asks for tools
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

    /** How far a run has come. */
    public enum Progress {
        /** No run of that id has begun. */
        NOT_BEGUN,
        /** It stopped, or is still going on, before its end: {@link #resume} goes on with it. */
        UNFINISHED,
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
        int steps = Math.max(settings.recursionLimit(), CrewGraph.steps(tasks));
        try {
            return graph().compile(CompileConfig.builder(settings)
                    .recursionLimit(steps)
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
        return runner.config(run.id(), run.user());
    }

    boolean remembers() {
        return memory != null;
    }

    int briefingBudget() {
        return briefingBudget;
    }

    CrewListener listener() {
        return listener;
    }

    Clock clock() {
        return clock;
    }

    /** Builds a {@link Crew}; every setter returns this builder. Not thread-safe. */
    public static final class Builder {

        private final String name;
        private final List<Task> tasks = new ArrayList<>();
        private final List<CrewListener> listeners = new ArrayList<>();
        private Process process = Process.SEQUENTIAL;
        private @Nullable SharedMemory memory;
        private boolean memoryDecided;
        private int briefingBudget = 2_000;
        private Clock clock = Clock.systemUTC();

        private Builder(String name) {
            this.name = name;
        }

        /** Adds tasks, in the order in which they are done. */
        public Builder tasks(Task... tasks) {
            this.tasks.addAll(List.of(tasks));
            return this;
        }

        /** Sets in which order tasks are done; {@link Process#SEQUENTIAL} unless told otherwise. */
        public Builder process(Process process) {
            this.process = requireNonNull(process, "process");
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
         *     before it, if an agent's tool has the name of a memory tool, or if nothing was said about memory
         */
        public Crew build() {
            if (!memoryDecided) {
                throw new IllegalArgumentException(
                        "Crew %s was told nothing about its memory: pass one with memory(...), or say withoutMemory()"
                                .formatted(name));
            }
            return new Crew(this);
        }
    }
}
