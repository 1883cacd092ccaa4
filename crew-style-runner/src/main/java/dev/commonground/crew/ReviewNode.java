package dev.commonground.crew;

import dev.commonground.crew.event.CrewEvent;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.action.NodeActionWithConfig;

/** Applies the decision of a person about an answer. The graph waits before this node for the decision. */
record ReviewNode(Assignment assignment) implements NodeActionWithConfig<CrewState> {

    @Override
    public Map<String, Object> apply(CrewState state, RunnableConfig config) {
        String job = assignment.job(state);
        int attempt = state.attempt(job);
        EventRecorder log = assignment.recorder(state, attempt, EventRecorder.REVIEW);
        Review review = review(state, CrewState.attempt(job, attempt));
        log.tell(at -> reviewed(at, attempt, review));
        if (review.refusals().isEmpty()) {
            String text =
                    Objects.requireNonNullElseGet(review.text(), () -> state.answer(CrewState.attempt(job, attempt)));
            return Map.of(CrewChannels.OUTPUTS, Map.of(job, text), CrewChannels.EVENTS, log.events());
        }
        log.tell(at -> new CrewEvent.Retried(at, assignment.name(), assignment.agent(), attempt + 1));
        return CheckNode.refused(job, attempt, review.refusals(), log);
    }

    private CrewEvent reviewed(Instant at, int attempt, Review review) {
        return new CrewEvent.Reviewed(
                at, assignment.name(), assignment.agent(), attempt, review.person(), review.refusals(), review.text());
    }

    private Review review(CrewState state, String attempt) {
        return state.review(attempt)
                .orElseThrow(() -> new IllegalStateException(
                        "The answer to %s has not been reviewed: approve or refuse it".formatted(assignment.name())));
    }
}
