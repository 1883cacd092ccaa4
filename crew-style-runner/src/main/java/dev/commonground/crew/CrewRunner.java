package dev.commonground.crew;

import dev.commonground.SharedMemory;
import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.Timeline;
import dev.commonground.crew.model.RuleBasedModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.GraphInput;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.jspecify.annotations.Nullable;

/** Begins runs of a crew and goes on with them. */
final class CrewRunner {

    private static final int RUNS_AT_ONCE = 8;

    private final Crew crew;
    private final Checkpoints checkpoints;

    CrewRunner(Crew crew, @Nullable SharedMemory memory) {
        this.crew = crew;
        this.checkpoints = new Checkpoints(crew, memory);
    }

    StateGraph<CrewState> graph() {
        return checkpoints.graph();
    }

    RunnableConfig config(Run run) {
        return checkpoints.config(run.id(), run.user());
    }

    CrewResult kickoff(Run run) {
        Map<String, Object> input = input(run);
        CompiledGraph<CrewState> graph = checkpoints.compiled();
        checkpoints.last(graph, run.id()).ifPresent(last -> {
            throw new IllegalStateException(last.begun());
        });
        crew.tell(run.id(), new CrewState(input).events().get(0));
        return go(graph, GraphInput.args(input), config(run), false);
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
        CompiledGraph<CrewState> graph = checkpoints.compiled();
        LastCheckpoint last = checkpoints.begun(graph, run);
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
        checkpoints.keep(graph, last, resumed, Map.of());
        crew.tell(run, resumed);
        return go(
                graph,
                GraphInput.resume(),
                checkpoints.config(run, last.state().user().orElse(null)),
                true);
    }

    CrewResult review(String run, Function<CrewResult.PendingReview, String> decision) {
        CompiledGraph<CrewState> graph = checkpoints.compiled();
        LastCheckpoint last = checkpoints.begun(graph, run);
        requireSameTasks(run, last.state());
        CrewResult.PendingReview pending = last.pending()
                .orElseThrow(() -> new IllegalStateException(
                        "Run %s waits for no review: resume(\"%s\") tells how far it has come".formatted(run, run)));
        CrewEvent resumed =
                new CrewEvent.RunResumed(crew.clock().instant(), run, crew.name(), CrewGraph.REVIEW + pending.task());
        Assignment assignment = new Assignment(crew, last.task(pending.task()));
        checkpoints.keep(
                graph,
                last,
                resumed,
                Map.of(CrewState.REVIEWS, Map.of(assignment.attemptKey(last.state()), decision.apply(pending))));
        crew.tell(run, resumed);
        return go(
                graph,
                GraphInput.resume(),
                checkpoints.config(run, last.state().user().orElse(null)),
                true);
    }

    Crew.Progress progress(String run) {
        return checkpoints
                .last(checkpoints.compiled(), run)
                .map(LastCheckpoint::progress)
                .orElse(Crew.Progress.NOT_BEGUN);
    }

    Timeline timeline(String run) {
        return new Timeline(
                checkpoints.begun(checkpoints.compiled(), run).state().events());
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
        LastCheckpoint last = checkpoints.begun(graph, config.threadId().orElse(""));
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
            checkpoints.last(graph, run).ifPresent(last -> checkpoints.keep(graph, last, event, Map.of()));
            crew.tell(run, event);
        } catch (RuntimeException e) { // what stopped the run matters more
            stopped.addSuppressed(e);
        }
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
}
