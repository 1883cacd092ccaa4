package dev.commonground.crew;

import dev.commonground.Step;
import dev.commonground.StepRequest;
import dev.commonground.langgraph4j.GraphMemory;
import dev.commonground.memory.Cursor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A review as an update of a run's state. If a person replaced the answer, the finished task is the person's work: it is
 * committed under a cursor that only this update names, so nobody sees it before the update is stored.
 */
record ReviewDecision(Assignment assignment, CrewState state, Review review) {

    /** The node that a person's work belongs to; no task of a crew has a node of this name. */
    private static final String NODE = "__REVIEW__";

    /** The place of the events of a person's work, after those of the review. */
    private static final String PLACE = EventRecorder.REVIEW + ".person";

    Map<String, Object> update() {
        Map<String, Object> update = new LinkedHashMap<>();
        update.put(CrewChannels.REVIEWS, Map.of(assignment.attemptKey(state), review.write()));
        String text = review.text();
        Optional<Step> step =
                text == null ? Optional.empty() : assignment.crew().begin(request());
        if (text != null && step.isPresent()) {
            remember(step.get(), text, update);
        }
        return assignment.crew().texts().shelved(state.run(), update);
    }

    private StepRequest request() {
        return StepRequest.builder(state.run(), NODE, state.run())
                .user(state.user().orElse(null))
                .person(review.person())
                .cursor(state.<String>value(GraphMemory.CURSOR)
                        .map(Cursor::parse)
                        .orElse(Cursor.EMPTY))
                .place(StepRequest.Place.BRANCH)
                .build();
    }

    private void remember(Step step, String text, Map<String, Object> update) {
        int attempt = assignment.attempt(state);
        EventRecorder log = assignment.recorder(state, attempt, PLACE);
        new OutcomeEvents(assignment.name(), review.person(), attempt, log)
                .tell(new FinishedTask(assignment.task(), state.inputs(), text).rememberIn(step.memory()));
        update.put(GraphMemory.CURSOR, step.commit().toString());
        update.put(CrewChannels.EVENTS, log.events());
    }
}
