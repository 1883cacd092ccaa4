package dev.commonground.crew;

import dev.commonground.Step;
import dev.commonground.crew.event.CrewEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.action.NodeActionWithConfig;

/**
 * Writes an accepted answer to its file, commits the writes that were held back, and remembers the finished task, unless a
 * person's replacement is remembered already.
 */
record CommitNode(Assignment assignment) implements NodeActionWithConfig<CrewState> {

    @Override
    public Map<String, Object> apply(CrewState state, RunnableConfig config) {
        String job = assignment.job(state);
        int attempt = state.attempt(job);
        String key = CrewState.attempt(job, attempt);
        EventRecorder log = assignment.recorder(state, attempt, EventRecorder.COMMIT);
        String text = state.rounds().getOrDefault(job, "");
        OutputFile.of(assignment.task(), state.inputs()).ifPresent(file -> file.write(text));
        OutcomeEvents outcomes = new OutcomeEvents(assignment.task(), attempt, log);
        int memories = assignment
                .step(config)
                .map(step -> commit(step, state, key, text, outcomes))
                .orElse(0);
        int version = state.rounds().size();
        log.tell(at -> new CrewEvent.TaskFinished(
                at, assignment.name(), assignment.agent(), attempt, text, version, memories));
        return update(key, text, log);
    }

    private static Map<String, Object> update(String key, String text, EventRecorder log) {
        Map<String, Object> update = new LinkedHashMap<>();
        update.put(CrewChannels.EVENTS, log.events());
        update.put(CrewChannels.HELD_BACK, Map.of(key, ""));
        update.put(CrewChannels.ANSWERS, Map.of(key, text));
        return update;
    }

    /** Commits the writes of the accepted attempt, and returns the number of shared memories. */
    private int commit(Step step, CrewState state, String key, String text, OutcomeEvents outcomes) {
        outcomes.tellAll(step.release(state.heldBack(key)));
        if (state.replacedBy(key).isEmpty()) {
            outcomes.tell(new FinishedTask(assignment.task(), state.inputs(), text).rememberIn(step.memory()));
        }
        return Assignment.shared(step.memory()).size();
    }
}
