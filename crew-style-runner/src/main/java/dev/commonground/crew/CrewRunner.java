package dev.commonground.crew;

import dev.commonground.SharedMemory;
import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.Timeline;
import dev.commonground.crew.model.RuleBasedModel;
import dev.commonground.langgraph4j.GraphMemory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.GraphInput;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.checkpoint.BaseCheckpointSaver;
import org.bsc.langgraph4j.checkpoint.MemorySaver;
import org.bsc.langgraph4j.state.StateSnapshot;
import org.jspecify.annotations.Nullable;

/** Begins runs of a crew and goes on with them. */
final class CrewRunner {

    private static final int RUNS_AT_ONCE = 8;

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
        return new CrewGraph(crew, graphMemory).build();
    }

    CrewResult kickoff(Run run) {
        Map<String, Object> input = input(run);
        CompiledGraph<CrewState> graph = compiled();
        RunnableConfig config = config(run.id(), run.user());
        graph.stateOf(config).map(this::standing).ifPresent(last -> {
            throw new IllegalStateException(last.begun());
        });
        crew.tell(run.id(), new CrewState(input).events().get(0));
        return go(graph, GraphInput.args(input), config, false);
    }

    List<RunOutcome> kickoffAll(List<Run> runs) {
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, Math.min(RUNS_AT_ONCE, runs.size())));
        try {
            List<Future<RunOutcome>> outcomes =
                    runs.stream().map(run -> threads.submit(() -> outcome(run))).toList();
            return outcomes.stream().map(Waiting::forResult).toList();
        } finally {
            threads.shutdown();
        }
    }

    private RunOutcome outcome(Run run) {
        try {
            return new RunOutcome.Ended(run.id(), kickoff(run));
        } catch (RuntimeException e) { // the other runs have nothing to do with it
            return new RunOutcome.Stopped(run.id(), e);
        }
    }

    CrewResult resume(String run) {
        CompiledGraph<CrewState> graph = compiled();
        Standing last = begun(graph, run);
        requireSameTasks(run, last.state());
        if (last.finished()) {
            return last.result(true);
        }
        last.pending().ifPresent(review -> {
            throw new IllegalStateException(
                    "Run %s waits for a review of the answer to %s: approve(\"%s\") or refuse(\"%s\", ...) goes on with it"
                            .formatted(run, review.task(), run, run));
        });
        CrewEvent resumed = new CrewEvent.RunResumed(crew.clock().instant(), run, crew.name(), last.next());
        keep(graph, last, resumed, Map.of());
        crew.tell(run, resumed);
        return go(graph, GraphInput.resume(), config(run, last.state().user().orElse(null)), true);
    }

    CrewResult review(String run, Function<CrewResult.PendingReview, String> decision) {
        CompiledGraph<CrewState> graph = compiled();
        Standing last = begun(graph, run);
        requireSameTasks(run, last.state());
        CrewResult.PendingReview pending = last.pending()
                .orElseThrow(() -> new IllegalStateException(
                        "Run %s waits for no review: resume(\"%s\") tells how far it has come".formatted(run, run)));
        CrewEvent resumed =
                new CrewEvent.RunResumed(crew.clock().instant(), run, crew.name(), CrewGraph.REVIEW + pending.task());
        Assignment assignment = new Assignment(crew, last.task(pending.task()));
        keep(
                graph,
                last,
                resumed,
                Map.of(CrewState.REVIEWS, Map.of(assignment.attemptKey(last.state()), decision.apply(pending))));
        crew.tell(run, resumed);
        return go(graph, GraphInput.resume(), config(run, last.state().user().orElse(null)), true);
    }

    private Standing standing(StateSnapshot<CrewState> last) {
        return new Standing(crew, memory, last.state(), Objects.requireNonNullElse(last.next(), ""));
    }

    private Standing begun(CompiledGraph<CrewState> graph, String run) {
        return graph.stateOf(config(run, null))
                .map(this::standing)
                .orElseThrow(() -> new IllegalArgumentException(
                        "No run %s has begun here: begin it with kickoff(Run.id(\"%s\"))".formatted(run, run)));
    }

    /** Records in the run's state what happens between its nodes. */
    private void keep(CompiledGraph<CrewState> graph, Standing last, CrewEvent event, Map<String, Object> update) {
        String run = last.state().run();
        Recorder log = new Recorder(
                crew, run, Recorder.BETWEEN + ".%04d".formatted(last.state().recorded(Recorder.BETWEEN)));
        log.keep(event);
        Map<String, Object> changes = new LinkedHashMap<>(update);
        changes.put(CrewState.EVENTS, log.events());
        Checkpoints.update(graph, config(run, null), changes);
    }

    Crew.Progress progress(String run) {
        return compiled()
                .stateOf(config(run, null))
                .map(this::standing)
                .map(Standing::progress)
                .orElse(Crew.Progress.NOT_BEGUN);
    }

    Timeline timeline(String run) {
        return new Timeline(begun(compiled(), run).state().events());
    }

    private void requireSameTasks(String run, CrewState state) {
        List<String> begunWith = state.tasks();
        List<String> names = crew.plan().names();
        if (!begunWith.equals(names)) {
            throw new IllegalArgumentException(
                    "Run %s began with the tasks %s, but crew %s has %s: resume it with the crew that began it"
                            .formatted(run, begunWith, crew.name(), names));
        }
    }

    private CrewResult go(CompiledGraph<CrewState> graph, GraphInput input, RunnableConfig config, boolean resumed) {
        ScheduledExecutorService silence =
                crew.broadcast().listenTo(config.threadId().orElse(""));
        try (Branching branching = new Branching(crew.plan())) {
            graph.invoke(input, branching.in(config));
        } catch (RuntimeException e) {
            RuntimeException stopped = Waiting.unwrapped(e);
            tellStopped(graph, config, stopped);
            throw stopped;
        } finally {
            silence.shutdownNow();
        }
        Standing last = standing(graph.getState(config));
        CrewResult result = last.result(resumed);
        result.timeline().all(CrewEvent.RunFinished.class).forEach(end -> crew.tell(result.run(), end));
        last.pending()
                .ifPresent(review -> crew.tell(
                        result.run(),
                        new CrewEvent.ReviewAwaited(
                                crew.clock().instant(),
                                result.run(),
                                review.task(),
                                review.agent(),
                                review.attempt())));
        return result;
    }

    private void tellStopped(CompiledGraph<CrewState> graph, RunnableConfig config, RuntimeException stopped) {
        String run = config.threadId().orElse("");
        CrewEvent event = new CrewEvent.RunStopped(crew.clock().instant(), run, String.valueOf(stopped.getMessage()));
        try {
            graph.stateOf(config).map(this::standing).ifPresent(last -> keep(graph, last, event, Map.of()));
            crew.tell(run, event);
        } catch (RuntimeException e) { // what stopped the run matters more
            stopped.addSuppressed(e);
        }
    }

    private CompiledGraph<CrewState> compiled() {
        return crew.compile(CompileConfig.builder()
                .checkpointSaver(checkpoints)
                .graphId(crew.name())
                .build());
    }

    Map<String, Object> input(Run run) {
        Placeholders.requireAll(crew.tasks(), run.inputs());
        Recorder log = new Recorder(crew, run.id(), Recorder.RUN_STARTED);
        log.keep(new CrewEvent.RunStarted(
                crew.clock().instant(), run.id(), crew.name(), crew.plan().planned(), crew.remembers(), ruleBased()));
        Map<String, Object> input = new LinkedHashMap<>();
        input.put(CrewState.RUN, run.id());
        input.put(CrewState.TASKS, String.join("\n", crew.plan().names()));
        input.put(CrewState.INPUTS, run.inputs());
        input.put(CrewState.EVENTS, log.events());
        Optional.ofNullable(run.user()).ifPresent(user -> input.put(CrewState.USER, user));
        return input;
    }

    private List<String> ruleBased() {
        return crew.tasks().stream()
                .map(Task::agent)
                .filter(agent -> agent.model() instanceof RuleBasedModel)
                .map(Agent::name)
                .distinct()
                .toList();
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
