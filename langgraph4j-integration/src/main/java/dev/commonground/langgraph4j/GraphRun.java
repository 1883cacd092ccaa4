package dev.commonground.langgraph4j;

import dev.commonground.SharedMemory;
import dev.commonground.event.MemoryEvent.Actor;
import dev.commonground.event.MemoryEvent.Observation;
import dev.commonground.event.MemoryEvent.Operation;
import dev.commonground.event.MemoryEvent.OperationType;
import dev.commonground.memory.Author;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bsc.langgraph4j.RunnableConfig;
import org.jspecify.annotations.Nullable;

/** A run of a graph, as the observer of the memory sees it. The config carries it to the nodes, on whatever threads they run. */
final class GraphRun {

    private static final String KEY = "memory.around";

    private final Observation observation;

    private GraphRun(Observation observation) {
        this.observation = observation;
    }

    /** Begins the observation of a run that is part of what the config carries, or of what the thread works on. */
    static GraphRun begin(SharedMemory memory, String graph, RunnableConfig config) {
        GraphScope scope = GraphScope.of(config, Map.of());
        Actor actor = new Actor(Author.agent(graph), scope.task(), null, scope.thread());
        return new GraphRun(memory.observe(
                new Operation(OperationType.RUN, actor, around(config).orElse(null))));
    }

    /** Returns the operation around the nodes that get {@code config}; empty if the config carries none. */
    static Optional<Observation> around(RunnableConfig config) {
        return config.metadata(KEY).filter(Supplier.class::isInstance).map(around ->
                (Observation) ((Supplier<?>) around).get());
    }

    /** Returns {@code config} for the nodes inside of an operation. */
    static RunnableConfig inside(Supplier<Observation> operation, RunnableConfig config) {
        return config.updateMetadata(Map.of(KEY, operation));
    }

    /** Returns the result of {@code body}, and ends the observation with it. */
    <T extends @Nullable Object> T during(RunnableConfig config, Function<RunnableConfig, T> body) {
        Runnable leave = observation.enter();
        try {
            T result = body.apply(inside(() -> observation, config));
            observation.end(null);
            return result;
        } catch (RuntimeException | Error e) {
            observation.end(e);
            throw e;
        } finally {
            leave.run();
        }
    }
}
