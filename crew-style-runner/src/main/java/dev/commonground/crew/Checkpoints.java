package dev.commonground.crew;

import dev.commonground.SharedMemory;
import dev.commonground.crew.event.CrewEvent;
import dev.commonground.langgraph4j.GraphMemory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.GraphStateException;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.checkpoint.BaseCheckpointSaver;
import org.bsc.langgraph4j.checkpoint.MemorySaver;
import org.jspecify.annotations.Nullable;

/** The compiled graph of a crew and the checkpoints of its runs. */
final class Checkpoints {

    private final Crew crew;
    private final @Nullable SharedMemory memory;
    private final @Nullable GraphMemory graphMemory;
    private final BaseCheckpointSaver saver;

    Checkpoints(Crew crew, @Nullable SharedMemory memory) {
        this.crew = crew;
        this.memory = memory;
        this.graphMemory = memory == null ? null : GraphMemory.over(memory);
        this.saver = graphMemory == null ? new MemorySaver() : graphMemory.checkpoints(graph().getStateSerializer());
    }

    StateGraph<CrewState> graph() {
        return new CrewGraph(crew, graphMemory).build();
    }

    CompiledGraph<CrewState> compiled() {
        return compile(CompileConfig.builder()
                .checkpointSaver(saver)
                .graphId(crew.name())
                .build());
    }

    CompiledGraph<CrewState> compile(CompileConfig settings) {
        Plan plan = crew.plan();
        int rounds = plan.manager() == null ? 1 : crew.settings().maxHops() + 1;
        try {
            return graph().compile(CompileConfig.builder(settings)
                    .recursionLimit(Math.max(settings.recursionLimit(), plan.steps(rounds)))
                    .interruptBefore(CrewGraph.reviews(plan))
                    .build());
        } catch (GraphStateException e) {
            throw new IllegalStateException(
                    "The graph of crew %s cannot be compiled with this config".formatted(crew.name()), e);
        }
    }

    RunnableConfig config(String run, @Nullable String user) {
        RunnableConfig.Builder config = graphMemory == null ? RunnableConfig.builder() : GraphMemory.config(run);
        config.threadId(run);
        if (graphMemory != null && user != null) {
            config.putMetadata(GraphMemory.USER, user);
        }
        return config.build();
    }

    /** Returns a config with which no checkpoint is stored once another has continued the run. */
    RunnableConfig exclusive(String run, @Nullable String user) {
        return GraphMemory.exclusive(RunnableConfig.builder(config(run, user))).build();
    }

    /** Returns the last checkpoint of the run of {@code config}; empty if there is no such run. */
    Optional<LastCheckpoint> last(CompiledGraph<CrewState> graph, RunnableConfig config) {
        return graph.stateOf(config)
                .map(last -> new LastCheckpoint(
                        crew, memory, last.state(), Objects.requireNonNullElse(last.next(), ""), config));
    }

    /**
     * Returns the last checkpoint of the run of {@code config}.
     *
     * @throws IllegalArgumentException if there is no such run
     */
    LastCheckpoint begun(CompiledGraph<CrewState> graph, RunnableConfig config) {
        return last(graph, config).orElseThrow(() -> {
            String run = config.threadId().orElse("");
            return new IllegalArgumentException(
                    "There is no run %s: start it with kickoff(Run.id(\"%s\"))".formatted(run, run));
        });
    }

    /** Stores an event that happened between two nodes in the state of the run, together with an update. */
    void keep(CompiledGraph<CrewState> graph, LastCheckpoint last, CrewEvent event, Map<String, Object> update) {
        String run = last.state().run();
        EventRecorder log = new EventRecorder(
                crew,
                run,
                EventRecorder.BETWEEN + ".%04d".formatted(last.state().recorded(EventRecorder.BETWEEN)));
        log.keep(event);
        Map<String, Object> changes = new LinkedHashMap<>(update);
        changes.merge(CrewChannels.EVENTS, log.events(), Checkpoints::both);
        update(graph, last, changes);
    }

    private static Object both(Object events, Object more) {
        Map<Object, Object> both = new LinkedHashMap<>((Map<?, ?>) events);
        both.putAll((Map<?, ?>) more);
        return both;
    }

    private void update(CompiledGraph<CrewState> graph, LastCheckpoint last, Map<String, Object> changes) {
        try {
            var unused = graph.updateState(last.config(), changes);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) { // the graph declares any
            throw new IllegalStateException(
                    "The state of run %s cannot be changed"
                            .formatted(last.state().run()),
                    e);
        }
    }
}
