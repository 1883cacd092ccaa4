package dev.commonground.crew;

import static org.bsc.langgraph4j.StateGraph.END;

import dev.commonground.SharedMemory;
import dev.commonground.TaskMemory;
import dev.commonground.crew.check.Verdict;
import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.Timeline;
import dev.commonground.langgraph4j.GraphMemory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.GraphInput;
import org.bsc.langgraph4j.GraphRunnerException;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.checkpoint.BaseCheckpointSaver;
import org.bsc.langgraph4j.checkpoint.MemorySaver;
import org.bsc.langgraph4j.state.StateSnapshot;
import org.jspecify.annotations.Nullable;

/** Begins runs of a crew and goes on with them. */
final class CrewRunner {

    private final Crew crew;
    private final @Nullable SharedMemory memory;
    private final @Nullable GraphMemory graphMemory;
    private final BaseCheckpointSaver checkpoints;

    CrewRunner(Crew crew, @Nullable SharedMemory memory) {
        this.crew = crew;
        this.memory = memory;
        this.graphMemory = memory == null ? null : GraphMemory.over(memory);
        this.checkpoints =
                graphMemory == null ? new MemorySaver() : graphMemory.checkpoints(graph().getStateSerializer());
    }

    StateGraph<CrewState> graph() {
        return CrewGraph.of(crew, graphMemory);
    }

    CrewResult kickoff(Run run) {
        Map<String, Object> input = input(run);
        CompiledGraph<CrewState> graph = compiled();
        RunnableConfig config = config(run.id(), run.user());
        graph.stateOf(config).ifPresent(last -> {
            throw new IllegalStateException(begun(run.id(), last));
        });
        crew.listener().on(new CrewState(input).events().get(0));
        return go(graph, GraphInput.args(input), config, false);
    }

    private static String begun(String run, StateSnapshot<CrewState> last) {
        return finished(last)
                ? "Run %s is finished: resume(\"%s\") returns its result again; for a new run pass another id"
                        .formatted(run, run)
                : "Run %s has begun and stands before %s: go on with resume(\"%s\"), or pass another id for a new run"
                        .formatted(run, last.next(), run);
    }

    CrewResult resume(String run) {
        CompiledGraph<CrewState> graph = compiled();
        StateSnapshot<CrewState> last = graph.stateOf(config(run, null))
                .orElseThrow(() -> new IllegalArgumentException(
                        "No run %s has begun here: begin it with kickoff(Run.id(\"%s\"))".formatted(run, run)));
        requireSameTasks(run, last.state());
        if (finished(last)) {
            return result(last.state(), true);
        }
        crew.listener()
                .on(new CrewEvent.RunResumed(
                        crew.clock().instant(), run, crew.name(), Objects.requireNonNullElse(last.next(), "")));
        RunnableConfig config = config(run, last.state().user().orElse(null));
        return go(graph, GraphInput.resume(), config, true);
    }

    Crew.Progress progress(String run) {
        return compiled()
                .stateOf(config(run, null))
                .map(last -> finished(last) ? Crew.Progress.FINISHED : Crew.Progress.UNFINISHED)
                .orElse(Crew.Progress.NOT_BEGUN);
    }

    private void requireSameTasks(String run, CrewState state) {
        List<String> begunWith = state.tasks();
        if (!begunWith.equals(names())) {
            throw new IllegalArgumentException(
                    "Run %s began with the tasks %s, but crew %s has %s: resume it with the crew that began it"
                            .formatted(run, begunWith, crew.name(), names()));
        }
    }

    private static boolean finished(StateSnapshot<CrewState> last) {
        return END.equals(last.next());
    }

    private CrewResult go(CompiledGraph<CrewState> graph, GraphInput input, RunnableConfig config, boolean resumed) {
        CrewState end;
        try {
            end = graph.invoke(input, config)
                    .orElseThrow(() -> new IllegalStateException(
                            "The graph of crew %s ended without a state".formatted(crew.name())));
        } catch (RuntimeException e) {
            RuntimeException stopped = unwrapped(e);
            tellStopped(config.threadId().orElse(""), stopped);
            throw stopped;
        }
        CrewResult result = result(end, resumed);
        result.timeline().all(CrewEvent.RunFinished.class).forEach(crew.listener()::on);
        return result;
    }

    private void tellStopped(String run, RuntimeException stopped) {
        try {
            crew.listener()
                    .on(new CrewEvent.RunStopped(crew.clock().instant(), run, String.valueOf(stopped.getMessage())));
        } catch (RuntimeException e) { // what stopped the run matters more
            stopped.addSuppressed(e);
        }
    }

    /** The graph wraps what a node threw in exceptions of its own; a caller wants the node's. */
    private static RuntimeException unwrapped(RuntimeException thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null && wraps(cause)) {
            cause = cause.getCause();
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException unchecked ? unchecked : thrown;
    }

    private static boolean wraps(Throwable thrown) {
        return thrown instanceof CompletionException
                || thrown instanceof ExecutionException
                || thrown instanceof GraphRunnerException
                || thrown.getClass() == RuntimeException.class;
    }

    private CrewResult result(CrewState state, boolean resumed) {
        List<TaskOutput> outputs = crew.tasks().stream()
                .map(task -> new TaskOutput(
                        task.name(),
                        task.agent().name(),
                        state.outputs().getOrDefault(task.name(), ""),
                        state.attempt(task.name())))
                .toList();
        String text = outputs.get(outputs.size() - 1).text();
        return new CrewResult(state.run(), outputs, verdict(state, text), new Timeline(state.events()), resumed);
    }

    private Verdict verdict(CrewState state, String text) {
        if (memory == null) {
            return new Verdict(List.of());
        }
        Task last = crew.tasks().get(crew.tasks().size() - 1);
        TaskMemory task = memory.task(state.run());
        TaskMemory whole = state.user().map(task::forUser).orElse(task);
        return Verdict.of(CheckNode.binding(whole.agent(last.agent().name())), text);
    }

    private CompiledGraph<CrewState> compiled() {
        return crew.compile(CompileConfig.builder()
                .checkpointSaver(checkpoints)
                .graphId(crew.name())
                .build());
    }

    Map<String, Object> input(Run run) {
        Placeholders.requireAll(crew.tasks(), run.inputs());
        Recorder log = new Recorder(crew.listener(), crew.clock(), 0, 0, Recorder.BRIEF);
        log.keep(
                Recorder.RUN_STARTED,
                at -> new CrewEvent.RunStarted(at, run.id(), crew.name(), names(), crew.remembers()));
        Map<String, Object> input = new LinkedHashMap<>();
        input.put(CrewState.RUN, run.id());
        input.put(CrewState.TASKS, String.join("\n", names()));
        input.put(CrewState.INPUTS, run.inputs());
        input.put(CrewState.EVENTS, log.events());
        Optional.ofNullable(run.user()).ifPresent(user -> input.put(CrewState.USER, user));
        return input;
    }

    private List<String> names() {
        return crew.tasks().stream().map(Task::name).toList();
    }

    RunnableConfig config(String run, @Nullable String user) {
        RunnableConfig.Builder config = graphMemory == null ? RunnableConfig.builder() : GraphMemory.config(run);
        config.threadId(run);
        if (graphMemory != null && user != null) {
            config.putMetadata(GraphMemory.USER, user);
        }
        return config.build();
    }
}
