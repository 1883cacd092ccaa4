package dev.commonground.crew;

import dev.commonground.AgentMemory;
import dev.commonground.briefing.Briefing;
import dev.commonground.briefing.BriefingRequest;
import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.MemoryRef;
import dev.commonground.memory.Memory;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.action.NodeActionWithConfig;

/** Briefs the agent of a task. The state keeps the briefing for all attempts. */
record BriefNode(Assignment assignment) implements NodeActionWithConfig<CrewState> {

    static final String SKIP = "skip";
    static final String DO = "do";

    @Override
    public Map<String, Object> apply(CrewState state, RunnableConfig config) {
        EventRecorder log = assignment.recorder(state, 0, EventRecorder.BRIEF);
        log.tell(at -> assignment.started(state, at));
        String job = assignment.job(state);
        Map<String, Object> update = new LinkedHashMap<>();
        List<Memory> known = assignment.memory(config).map(Assignment::shared).orElse(List.of());
        if (!assignment.task().condition().test(known)) {
            log.tell(at -> new CrewEvent.TaskSkipped(at, assignment.name(), assignment.agent()));
            update.put(CrewChannels.SKIPPED, Map.of(job, "skipped"));
        } else {
            assignment.memory(config).ifPresent(memory -> brief(memory, state, job, log, update));
        }
        update.put(CrewChannels.EVENTS, log.events());
        return update;
    }

    private void brief(AgentMemory memory, CrewState state, String job, EventRecorder log, Map<String, Object> update) {
        Briefing briefing = memory.brief(BriefingRequest.builder()
                .work(work(state))
                .budget(assignment.crew().settings().briefingBudget())
                .build());
        log.tell(at -> briefed(briefing, state.rounds().size(), at));
        update.put(CrewChannels.BRIEFINGS, Map.of(job, briefing.text()));
        update.put(CrewChannels.SHOWN, Map.of(job, ids(briefing)));
    }

    private CrewEvent briefed(Briefing briefing, int version, Instant at) {
        return new CrewEvent.Briefed(
                at,
                assignment.name(),
                assignment.agent(),
                shown(briefing),
                briefing.conflicts().size(),
                briefing.omitted(),
                briefing.tokens(),
                version);
    }

    private static List<MemoryRef> shown(Briefing briefing) {
        return briefing.memories().stream()
                .sorted(Memory.BY_KIND)
                .map(MemoryRef::to)
                .toList();
    }

    private String work(CrewState state) {
        Task task = assignment.task();
        return Placeholders.fill(task.description() + "\n" + task.expectedOutput(), state.inputs());
    }

    private static String ids(Briefing briefing) {
        return briefing.memories().stream().map(memory -> memory.id().value()).collect(Collectors.joining("\n"));
    }

    /** Returns the edge to follow after the briefing. */
    String next(CrewState state) {
        return state.skipped(assignment.job(state)) ? SKIP : DO;
    }
}
