package dev.commonground.crew;

import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.internal.Uninterrupted;
import java.util.Map;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.GraphInput;
import org.bsc.langgraph4j.RunnableConfig;

/** Runs the graph of a crew until it ends, waits for a review or fails, and publishes the events around it. */
final class RunExecution {

    private final Crew crew;
    private final Checkpoints checkpoints;

    RunExecution(Crew crew, Checkpoints checkpoints) {
        this.crew = crew;
        this.checkpoints = checkpoints;
    }

    CrewResult start(CompiledGraph<CrewState> graph, Map<String, Object> input, RunnableConfig config) {
        return execute(graph, GraphInput.args(input), config, false);
    }

    /** Continues a run at the node {@code next}, after {@code update} of its state. */
    CrewResult resume(CompiledGraph<CrewState> graph, LastCheckpoint last, String next, Map<String, Object> update) {
        String run = last.state().run();
        CrewEvent resumed = new CrewEvent.RunResumed(crew.clock().instant(), run, crew.name(), next);
        checkpoints.keep(graph, last, resumed, update);
        crew.tell(run, resumed);
        return execute(graph, GraphInput.resume(), last.config(), true);
    }

    private CrewResult execute(
            CompiledGraph<CrewState> graph, GraphInput input, RunnableConfig config, boolean resumed) {
        String run = config.threadId().orElse("");
        Runnable silence = crew.broadcast().listenTo(run);
        try {
            invoke(graph, input, config, run);
        } catch (RuntimeException e) {
            RuntimeException stopped = NodeFailure.unwrapped(e);
            Uninterrupted.run(() -> tellStopped(graph, config, stopped));
            throw stopped;
        } finally {
            silence.run();
        }
        return ended(checkpoints.begun(graph, config), resumed);
    }

    private void invoke(CompiledGraph<CrewState> graph, GraphInput input, RunnableConfig config, String run) {
        RunnableConfig threads = new BranchThreads(crew.plan()).in(config);
        crew.observe(run)
                .ifPresentOrElse(
                        observed -> observed.during(() -> graph.invoke(input, observed.carriedBy(threads))),
                        () -> graph.invoke(input, threads));
    }

    private CrewResult ended(LastCheckpoint last, boolean resumed) {
        CrewResult result = last.result(resumed);
        result.timeline().all(CrewEvent.RunFinished.class).forEach(end -> crew.tell(result.run(), end));
        last.pending().ifPresent(review -> crew.tell(result.run(), awaited(result.run(), review)));
        return result;
    }

    private CrewEvent awaited(String run, CrewResult.PendingReview review) {
        return new CrewEvent.ReviewAwaited(
                crew.clock().instant(), run, review.task(), review.agent(), review.attempt());
    }

    private void tellStopped(CompiledGraph<CrewState> graph, RunnableConfig config, RuntimeException stopped) {
        String run = config.threadId().orElse("");
        CrewEvent event = new CrewEvent.RunStopped(crew.clock().instant(), run, String.valueOf(stopped.getMessage()));
        try {
            checkpoints.last(graph, config).ifPresent(last -> checkpoints.keep(graph, last, event, Map.of()));
            crew.tell(run, event);
        } catch (RuntimeException e) { // the caller needs the first failure
            stopped.addSuppressed(e);
        }
    }
}
