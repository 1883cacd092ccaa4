package dev.commonground.crew;

import dev.commonground.crew.event.CrewEvent;
import dev.commonground.langgraph4j.GraphMemory;
import dev.commonground.memory.Memory;
import java.util.List;
import java.util.Map;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.action.NodeActionWithConfig;

/** Comes after tasks that were done side by side: from here on they are part of what everybody knows. */
record JoinNode(Crew crew, List<Task> tasks) implements NodeActionWithConfig<CrewState> {

    private static final int AFTER_EVERY_ATTEMPT = 9999;

    @Override
    public Map<String, Object> apply(CrewState state, RunnableConfig config) {
        int last = crew.plan().position(tasks.get(tasks.size() - 1));
        Recorder log = new Recorder(crew, state.run(), Recorder.place(last, AFTER_EVERY_ATTEMPT, Recorder.JOIN));
        List<Memory> known = crew.remembers() ? Assignment.shared(GraphMemory.memory(config)) : List.of();
        log.tell(at -> new CrewEvent.Joined(
                at,
                tasks.stream().map(Task::name).toList(),
                state.rounds().size(),
                known.size(),
                crew.remembers() ? Ending.conflicts(GraphMemory.memory(config)) : List.of()));
        return Map.of(CrewState.EVENTS, log.events());
    }
}
