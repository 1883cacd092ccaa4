package dev.commonground.crew;

import dev.commonground.crew.check.Answer;
import dev.commonground.crew.check.Guardrail;
import dev.commonground.crew.check.Guardrails;
import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.model.FindingsBlock;
import dev.commonground.memory.Memory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.action.NodeActionWithConfig;

/** Runs the guardrails of a task, and accepts its answer or starts another attempt. */
record CheckNode(Assignment assignment) implements NodeActionWithConfig<CrewState> {

    static final String RETRY = "retry";
    static final String ACCEPTED = "accepted";

    /**
     * {@inheritDoc}
     *
     * @throws GuardrailFailedException if the answer is refused and no retry is left; the check leaves no trace in the
     *     state, so a crew with more retries can resume from here
     */
    @Override
    public Map<String, Object> apply(CrewState state, RunnableConfig config) {
        Task task = assignment.task();
        String job = assignment.job(state);
        int attempt = state.attempt(job);
        EventRecorder log = assignment.recorder(state, attempt, EventRecorder.CHECK);
        String text = state.answer(CrewState.attempt(job, attempt));
        List<String> refusals =
                refusals(new Answer(task.name(), assignment.agent(), attempt, text, binding(config)), log);
        if (refusals.isEmpty()) {
            return Map.of(CrewChannels.OUTPUTS, Map.of(job, text), CrewChannels.EVENTS, log.events());
        }
        if (attempt > task.maxRetries()) {
            throw new GuardrailFailedException(task.name(), assignment.agent(), attempt, refusals);
        }
        log.tell(at -> new CrewEvent.Retried(at, task.name(), assignment.agent(), attempt + 1));
        return refused(job, attempt, refusals, log);
    }

    private List<Memory> binding(RunnableConfig config) {
        return assignment.memory(config).map(Assignment::binding).orElse(List.of());
    }

    /** Returns the update of the state after a refused attempt: the reasons, no held back writes, and no output. */
    static Map<String, Object> refused(String job, int attempt, List<String> refusals, EventRecorder log) {
        String key = CrewState.attempt(job, attempt);
        Map<String, Object> update = new LinkedHashMap<>();
        update.put(CrewChannels.REFUSALS, Map.of(key, String.join("\n", refusals)));
        update.put(CrewChannels.HELD_BACK, Map.of(key, ""));
        update.put(CrewChannels.OUTPUTS, Map.of(job, ""));
        update.put(CrewChannels.EVENTS, log.events());
        return update;
    }

    private List<String> refusals(Answer answer, EventRecorder log) {
        List<String> all = new ArrayList<>();
        for (Guardrail guardrail : guardrails(answer)) {
            GuardrailCheck check = new GuardrailCheck(guardrail, answer);
            List<String> refusals = check.refusals();
            log.tell(at ->
                    new CrewEvent.Checked(at, answer.task(), answer.agent(), answer.attempt(), check.name(), refusals));
            all.addAll(refusals);
        }
        return all;
    }

    /** Returns the guardrails of the task, after those for the form of the answer. */
    private List<Guardrail> guardrails(Answer answer) {
        List<Guardrail> guardrails = new ArrayList<>();
        String problem = FindingsBlock.read(answer.text()).problem();
        if (problem != null && assignment.crew().remembers()) {
            guardrails.add(Guardrails.of("findings", unreadable -> List.of(problem)));
        }
        if (assignment.manages() && DelegateBlock.isIn(answer.text())) {
            guardrails.add(Guardrails.of("delegation", unreadable -> List.of(unreadableDelegation())));
        }
        Class<?> type = assignment.task().outputType();
        if (type != null) {
            guardrails.add(Guardrails.of(
                    type.getSimpleName(), typed -> TypedOutput.of(type).refusals(typed.text())));
        }
        guardrails.addAll(assignment.task().guardrails());
        return guardrails;
    }

    private String unreadableDelegation() {
        return "the delegate block is not a JSON object that names one of the tasks %s, and the only block of your answer: write it in the form you were given"
                .formatted(assignment.crew().plan().tasks().stream()
                        .map(Task::name)
                        .toList());
    }

    /** Returns the edge to follow after the check or the review. */
    String next(CrewState state) {
        return state.rounds().containsKey(assignment.job(state)) ? ACCEPTED : RETRY;
    }
}
