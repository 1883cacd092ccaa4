package dev.commonground.crew;

import dev.commonground.crew.event.CrewEvent;
import dev.commonground.langgraph4j.GraphMemory;
import dev.commonground.memory.Memory;
import java.util.List;
import java.util.Map;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.action.NodeActionWithConfig;

/** Follows the tasks of a parallel group. From here on, all agents see their memories. */
record JoinNode(Crew crew, List<Task> tasks) implements NodeActionWithConfig<CrewState> {

    private static final int AFTER_EVERY_ATTEMPT = 9999;

    @Override
    public Map<String, Object> apply(CrewState state, RunnableConfig config) {
        int last = crew.plan().position(tasks.get(tasks.size() - 1));
        EventRecorder log = new EventRecorder(
                crew, state.run(), EventRecorder.place(last, AFTER_EVERY_ATTEMPT, EventRecorder.JOIN));
        List<Memory> known = crew.remembers() ? Assignment.shared(GraphMemory.memory(config)) : List.of();
        log.tell(at -> new CrewEvent.Joined(
                at,
                tasks.stream().map(Task::name).toList(),
                state.rounds().size(),
                known.size(),
                crew.remembers() ? TeamKnowledge.conflicts(GraphMemory.memory(config)) : List.of()));
        return Map.of(CrewChannels.EVENTS, log.events());
    }
}
