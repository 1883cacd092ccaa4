package dev.commonground.crew;

import dev.commonground.crew.event.CrewEvent;
import java.util.Map;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.action.NodeActionWithConfig;

/** Does what a person decided about an answer. The graph waits before this node until somebody has. */
record ReviewNode(Assignment assignment) implements NodeActionWithConfig<CrewState> {

    @Override
    public Map<String, Object> apply(CrewState state, RunnableConfig config) {
        String job = assignment.job(state);
        int attempt = state.attempt(job);
        Recorder log = assignment.recorder(state, attempt, Recorder.REVIEW);
        Review review = state.review(CrewState.attempt(job, attempt))
                .orElseThrow(() -> new IllegalStateException(
                        "Nobody has looked at the answer to %s: approve or refuse it".formatted(assignment.name())));
        log.tell(at -> new CrewEvent.Reviewed(at, assignment.name(), assignment.agent(), attempt, review.refusals()));
        if (review.refusals().isEmpty()) {
            return Map.of(CrewState.OUTPUTS, Map.of(job, review.text()), CrewState.EVENTS, log.events());
        }
        log.tell(at -> new CrewEvent.Retried(at, assignment.name(), assignment.agent(), attempt + 1));
        return CheckNode.refused(job, attempt, review.refusals(), log);
    }
}
