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
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.checkpoint.BaseCheckpointSaver;
import org.bsc.langgraph4j.checkpoint.MemorySaver;
import org.bsc.langgraph4j.state.StateSnapshot;
import org.jspecify.annotations.Nullable;

/** The graph of a crew with the checkpoints of its runs, and how far each has come by its last one. */
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
        return crew.compile(CompileConfig.builder()
                .checkpointSaver(saver)
                .graphId(crew.name())
                .build());
    }

    RunnableConfig config(String run, @Nullable String user) {
        RunnableConfig.Builder config = graphMemory == null ? RunnableConfig.builder() : GraphMemory.config(run);
        config.threadId(run);
        if (graphMemory != null && user != null) {
            config.putMetadata(GraphMemory.USER, user);
        }
        return config.build();
    }

    /** Returns where the run stands; empty if it has not begun. */
    Optional<LastCheckpoint> last(CompiledGraph<CrewState> graph, String run) {
        return graph.stateOf(config(run, null)).map(this::last);
    }

    /**
     * Returns where the run stands.
     *
     * @throws IllegalArgumentException if it has not begun
     */
    LastCheckpoint begun(CompiledGraph<CrewState> graph, String run) {
        return last(graph, run)
                .orElseThrow(() -> new IllegalArgumentException(
                        "No run %s has begun here: begin it with kickoff(Run.id(\"%s\"))".formatted(run, run)));
    }

    private LastCheckpoint last(StateSnapshot<CrewState> last) {
        return new LastCheckpoint(crew, memory, last.state(), Objects.requireNonNullElse(last.next(), ""));
    }

    /** Records in the run's state what happens between its nodes. */
    void keep(CompiledGraph<CrewState> graph, LastCheckpoint last, CrewEvent event, Map<String, Object> update) {
        String run = last.state().run();
        Recorder log = new Recorder(
                crew, run, Recorder.BETWEEN + ".%04d".formatted(last.state().recorded(Recorder.BETWEEN)));
        log.keep(event);
        Map<String, Object> changes = new LinkedHashMap<>(update);
        changes.put(CrewState.EVENTS, log.events());
        update(graph, run, changes);
    }

    private void update(CompiledGraph<CrewState> graph, String run, Map<String, Object> changes) {
        try {
            var unused = graph.updateState(config(run, null), changes);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) { // the graph declares any
            throw new IllegalStateException("The state of run %s cannot be changed".formatted(run), e);
        }
    }
}
