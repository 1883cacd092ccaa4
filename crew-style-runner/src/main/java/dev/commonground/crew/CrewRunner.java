package dev.commonground.crew;

import dev.commonground.SharedMemory;
import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.Timeline;
import dev.commonground.crew.model.RuleBasedModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.jspecify.annotations.Nullable;

/** Starts, resumes and reviews the runs of a crew. */
final class CrewRunner {

    private final Crew crew;
    private final Checkpoints checkpoints;
    private final RunExecution execution;
    private final RunLeases leases;
    private final RunRecords records;

    CrewRunner(Crew crew, @Nullable SharedMemory memory) {
        this.crew = crew;
        this.checkpoints = new Checkpoints(crew, memory);
        this.execution = new RunExecution(crew, checkpoints);
        this.leases = new RunLeases(memory == null ? null : memory.blobs(), RunLeases.BEAT);
        this.records = new RunRecords(memory == null ? null : memory.blobs());
    }

    StateGraph<CrewState> graph() {
        return checkpoints.graph();
    }

    CompiledGraph<CrewState> compile(CompileConfig settings) {
        return checkpoints.compile(settings);
    }

    RunnableConfig config(Run run) {
        records.attach(run.id(), run.user());
        return checkpoints.config(run.id(), run.user());
    }

    CrewResult kickoff(Run run) {
        Map<String, Object> input = input(run);
        CompiledGraph<CrewState> graph = checkpoints.compiled();
        requireNew(graph, checkpoints.config(run.id(), run.user()));
        records.attach(run.id(), run.user());
        return leases.holding(run.id(), () -> {
            RunnableConfig config = checkpoints.exclusive(run.id(), run.user());
            requireNew(graph, config);
            crew.tell(run.id(), new CrewState(input).events().get(0));
            return execution.start(graph, input, config);
        });
    }

    private void requireNew(CompiledGraph<CrewState> graph, RunnableConfig config) {
        checkpoints.last(graph, config).ifPresent(last -> {
            throw new IllegalStateException(last.begun());
        });
    }

    List<RunOutcome> kickoffAll(List<Run> runs) {
        return new ConcurrentRuns(runs, this::kickoff).outcomes();
    }

    CrewResult resume(String run) {
        return proceed(run, (graph, last) -> {
            last.pending().ifPresent(review -> {
                throw new IllegalStateException(
                        "Run %s waits for a review of the answer to %s: continue it with approve(\"%s\", person) or refuse(\"%s\", person, reasons)"
                                .formatted(run, review.task(), run, run));
            });
            return last.finished() ? last.result(true) : execution.resume(graph, last, last.next(), Map.of());
        });
    }

    CrewResult review(String run, Review review) {
        return proceed(run, (graph, last) -> {
            CrewResult.PendingReview pending = last.pending()
                    .orElseThrow(() -> new IllegalStateException(
                            "Run %s does not wait for a review: call progress(\"%s\") to see how far it is"
                                    .formatted(run, run)));
            Assignment assignment = new Assignment(crew, last.task(pending.task()));
            return execution.resume(
                    graph,
                    last,
                    CrewGraph.REVIEW + pending.task(),
                    new ReviewDecision(assignment, last.state(), review).update());
        });
    }

    /** Continues a run from its last checkpoint, under a lease: until the end, no other caller continues it. */
    private CrewResult proceed(
            String run, BiFunction<CompiledGraph<CrewState>, LastCheckpoint, CrewResult> continuation) {
        CompiledGraph<CrewState> graph = checkpoints.compiled();
        LastCheckpoint begun = checkpoints.begun(graph, checkpoints.config(run, null));
        begun.requireContinuable();
        records.attach(run, begun.state().user().orElse(null));
        return leases.holding(run, () -> {
            RunnableConfig config =
                    checkpoints.exclusive(run, begun.state().user().orElse(null));
            return continuation.apply(graph, checkpoints.begun(graph, config));
        });
    }

    Crew.Progress progress(String run) {
        return checkpoints
                .last(checkpoints.compiled(), checkpoints.config(run, null))
                .map(LastCheckpoint::progress)
                .orElse(Crew.Progress.NOT_BEGUN);
    }

    Timeline timeline(String run) {
        return new Timeline(checkpoints
                .begun(checkpoints.compiled(), checkpoints.config(run, null))
                .state()
                .events());
    }

    Map<String, Object> input(Run run) {
        Placeholders.requireAll(crew.tasks(), run.inputs());
        OutputFile.requireAll(crew.tasks(), run.inputs());
        EventRecorder log = new EventRecorder(crew, run.id(), EventRecorder.RUN_STARTED);
        log.keep(new CrewEvent.RunStarted(
                crew.clock().instant(), run.id(), crew.name(), crew.plan().planned(), crew.remembers(), ruleBased()));
        Map<String, Object> input = new LinkedHashMap<>();
        input.put(CrewChannels.RUN, run.id());
        input.put(CrewChannels.CREW, crew.name());
        input.put(CrewChannels.TASKS, String.join("\n", crew.plan().shape()));
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
