package dev.commonground.crew;

import dev.commonground.SharedMemory;
import dev.commonground.event.MemoryEvent.Actor;
import dev.commonground.event.MemoryEvent.Observation;
import dev.commonground.event.MemoryEvent.Operation;
import dev.commonground.event.MemoryEvent.OperationType;
import dev.commonground.memory.Author;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.bsc.langgraph4j.RunnableConfig;
import org.jspecify.annotations.Nullable;

/**
 * A run of a crew, with its tasks under way, as the observer of the memory sees it. The config carries it to the nodes.
 *
 * <p>Thread-safe.
 */
final class RunObservation {

    private static final String KEY = "crew.observation";

    private final SharedMemory memory;
    private final String run;
    private final Observation observation;
    private final Map<String, Observation> tasks = new ConcurrentHashMap<>();

    private RunObservation(SharedMemory memory, String run, Observation observation) {
        this.memory = memory;
        this.run = run;
        this.observation = observation;
    }

    /** Begins the observation of a run. */
    static RunObservation begin(SharedMemory memory, String crew, String run) {
        Actor actor = new Actor(Author.agent(crew), run, null, run);
        return new RunObservation(memory, run, memory.observe(new Operation(OperationType.RUN, actor, null)));
    }

    /** Returns the run that a node belongs to; empty if nobody observes it. */
    static Optional<RunObservation> of(RunnableConfig config) {
        return config.metadata(KEY).filter(RunObservation.class::isInstance).map(RunObservation.class::cast);
    }

    /** Returns {@code config} for the nodes of the run. */
    RunnableConfig carriedBy(RunnableConfig config) {
        return config.updateMetadata(Map.of(KEY, this));
    }

    /** Returns the result of {@code body}, and ends the observation with it. */
    void during(Runnable body) {
        Runnable leave = observation.enter();
        try {
            body.run();
            end(null);
        } catch (RuntimeException | Error e) {
            end(e);
            throw e;
        } finally {
            leave.run();
        }
    }

    private void end(@Nullable Throwable failure) {
        tasks.keySet().forEach(task -> end(task, failure));
        observation.end(failure);
    }

    /**
     * Runs a node of a task, which begins with it unless it has begun before.
     *
     * @param around the operation around the node; {@link Observation#NONE} if it is the run
     */
    <T> T during(Task task, Observation around, Supplier<T> node) {
        Runnable leave = tasks.computeIfAbsent(
                        task.name(), name -> begun(task, around == Observation.NONE ? observation : around))
                .enter();
        try {
            return node.get();
        } finally {
            leave.run();
        }
    }

    private Observation begun(Task task, Observation within) {
        Actor actor = new Actor(Author.agent(task.agent().name()), run, task.name(), run);
        return memory.observe(new Operation(OperationType.TASK, actor, within));
    }

    /** Ends a task, unless it has ended. */
    void end(String task, @Nullable Throwable failure) {
        Observation ended = tasks.remove(task);
        if (ended != null) {
            ended.end(failure);
        }
    }
}
