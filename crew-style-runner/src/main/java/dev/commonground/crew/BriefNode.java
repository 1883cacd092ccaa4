package dev.commonground.crew;

import dev.commonground.AgentMemory;
import dev.commonground.briefing.Briefing;
import dev.commonground.briefing.BriefingRequest;
import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.MemoryRef;
import dev.commonground.memory.Memory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.action.NodeActionWithConfig;

/** Tells a task's agent what the team knows. The briefing stays in the state, for every attempt. */
record BriefNode(Assignment assignment) implements NodeActionWithConfig<CrewState> {

    /** A crew gives its agents their tasks, so none of them has to know all that was done to do nothing twice. */
    private static final int NEWEST_WORK = 5;

    static final String SKIP = "skip";
    static final String DO = "do";

    @Override
    public Map<String, Object> apply(CrewState state, RunnableConfig config) {
        Recorder log = assignment.recorder(state, 0, Recorder.BRIEF);
        log.tell(at -> assignment.started(state, at));
        String job = assignment.job(state);
        Map<String, Object> update = new LinkedHashMap<>();
        List<Memory> known = assignment.memory(config).map(Assignment::shared).orElse(List.of());
        if (!assignment.task().condition().test(known)) {
            log.tell(at -> new CrewEvent.TaskSkipped(at, assignment.name(), assignment.agent()));
            update.put(CrewState.SKIPPED, Map.of(job, "skipped"));
        } else {
            assignment.memory(config).ifPresent(memory -> brief(memory, state, job, log, update));
        }
        update.put(CrewState.EVENTS, log.events());
        return update;
    }

    private void brief(AgentMemory memory, CrewState state, String job, Recorder log, Map<String, Object> update) {
        Briefing briefing = memory.brief(BriefingRequest.builder()
                .work(work(state))
                .budget(assignment.crew().briefingBudget())
                .done(NEWEST_WORK)
                .build());
        log.tell(at -> new CrewEvent.Briefed(
                at,
                assignment.name(),
                assignment.agent(),
                briefing.memories().stream()
                        .sorted(Memory.BY_KIND)
                        .map(MemoryRef::to)
                        .toList(),
                briefing.conflicts().size(),
                briefing.omitted(),
                briefing.tokens(),
                state.rounds().size()));
        update.put(CrewState.BRIEFINGS, Map.of(job, briefing.text()));
        update.put(CrewState.SHOWN, Map.of(job, ids(briefing)));
    }

    private String work(CrewState state) {
        Task task = assignment.task();
        return Placeholders.fill(task.description() + "\n" + task.expectedOutput(), state.inputs());
    }

    private static String ids(Briefing briefing) {
        return briefing.memories().stream().map(memory -> memory.id().value()).collect(Collectors.joining("\n"));
    }

    /** Returns where to go after the briefing. */
    String next(CrewState state) {
        return state.skipped(assignment.job(state)) ? SKIP : DO;
    }
}
