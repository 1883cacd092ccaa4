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
import java.util.function.Function;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.jspecify.annotations.Nullable;

/** Starts, resumes and reviews the runs of a crew. */
final class CrewRunner {

    private static final int RUNS_AT_ONCE = 8;

    private final Crew crew;
    private final Checkpoints checkpoints;
    private final RunExecution execution;

    CrewRunner(Crew crew, @Nullable SharedMemory memory) {
        this.crew = crew;
        this.checkpoints = new Checkpoints(crew, memory);
        this.execution = new RunExecution(crew, checkpoints);
    }

    StateGraph<CrewState> graph() {
        return checkpoints.graph();
    }

    CompiledGraph<CrewState> compile(CompileConfig settings) {
        return checkpoints.compile(settings);
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
        return execution.start(graph, input, config(run));
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
        } catch (RuntimeException e) { // the other runs continue
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
                    "Run %s waits for a review of the answer to %s: continue it with approve(\"%s\") or refuse(\"%s\", ...)"
                            .formatted(run, review.task(), run, run));
        });
        return execution.resume(graph, last, last.next(), Map.of());
    }

    CrewResult review(String run, Function<CrewResult.PendingReview, String> decision) {
        CompiledGraph<CrewState> graph = checkpoints.compiled();
        LastCheckpoint last = checkpoints.begun(graph, run);
        requireSameTasks(run, last.state());
        CrewResult.PendingReview pending = last.pending()
                .orElseThrow(() -> new IllegalStateException(
                        "Run %s does not wait for a review: call progress(\"%s\") to see how far it is"
                                .formatted(run, run)));
        Assignment assignment = new Assignment(crew, last.task(pending.task()));
        return execution.resume(
                graph,
                last,
                CrewGraph.REVIEW + pending.task(),
                Map.of(CrewChannels.REVIEWS, Map.of(assignment.attemptKey(last.state()), decision.apply(pending))));
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
                    "Run %s has the tasks %s, but crew %s has %s: resume the run with the crew that started it"
                            .formatted(run, begunWith, crew.name(), names));
        }
    }

    Map<String, Object> input(Run run) {
        Placeholders.requireAll(crew.tasks(), run.inputs());
        EventRecorder log = new EventRecorder(crew, run.id(), EventRecorder.RUN_STARTED);
        log.keep(new CrewEvent.RunStarted(
                crew.clock().instant(), run.id(), crew.name(), crew.plan().planned(), crew.remembers(), ruleBased()));
        Map<String, Object> input = new LinkedHashMap<>();
        input.put(CrewChannels.RUN, run.id());
        input.put(CrewChannels.TASKS, String.join("\n", crew.plan().names()));
        input.put(CrewChannels.INPUTS, run.inputs());
        input.put(CrewChannels.EVENTS, log.events());
        Optional.ofNullable(run.user()).ifPresent(user -> input.put(CrewChannels.USER, user));
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
