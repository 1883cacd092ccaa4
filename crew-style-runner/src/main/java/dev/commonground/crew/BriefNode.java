package dev.commonground.crew;

import dev.commonground.AgentMemory;
import dev.commonground.briefing.Briefing;
import dev.commonground.briefing.BriefingRequest;
import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.MemoryRef;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.action.NodeActionWithConfig;

/** Tells a task's agent what the team knows. The briefing stays in the state, for every attempt. */
record BriefNode(Assignment assignment) implements NodeActionWithConfig<CrewState> {

    @Override
    public Map<String, Object> apply(CrewState state, RunnableConfig config) {
        Recorder log = assignment.recorder(0, Recorder.BRIEF);
        log.tell(at -> new CrewEvent.TaskStarted(
                at,
                assignment.name(),
                assignment.agent(),
                assignment.position(),
                assignment.crew().tasks().size()));
        Map<String, Object> update = new LinkedHashMap<>();
        assignment.memory(config).ifPresent(memory -> {
            Briefing briefing = briefing(memory, state);
            log.tell(at -> new CrewEvent.Briefed(
                    at,
                    assignment.name(),
                    assignment.agent(),
                    briefing.memories().stream().map(MemoryRef::to).toList(),
                    briefing.conflicts().size(),
                    briefing.omitted(),
                    briefing.tokens()));
            update.put(CrewState.BRIEFINGS, Map.of(assignment.name(), briefing.text()));
            update.put(CrewState.SHOWN, Map.of(assignment.name(), ids(briefing)));
        });
        update.put(CrewState.EVENTS, log.events());
        return update;
    }

    private Briefing briefing(AgentMemory memory, CrewState state) {
        Task task = assignment.task();
        return memory.brief(BriefingRequest.builder()
                .work(Placeholders.fill(task.description() + "\n" + task.expectedOutput(), state.inputs()))
                .budget(assignment.crew().briefingBudget())
                .build());
    }

    private static String ids(Briefing briefing) {
        return briefing.memories().stream().map(memory -> memory.id().value()).collect(Collectors.joining("\n"));
    }
}
