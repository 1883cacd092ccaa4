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

/** Asks a task's guardrails, and decides whether its answer is accepted or asked for again. */
record CheckNode(Assignment assignment) implements NodeActionWithConfig<CrewState> {

    static final String RETRY = "retry";
    static final String ACCEPTED = "accepted";

    /**
     * {@inheritDoc}
     *
     * @throws GuardrailFailedException if the answer is refused and no retry is left; nothing is kept of the check then,
     *     so a crew with more retries can go on from here
     */
    @Override
    public Map<String, Object> apply(CrewState state, RunnableConfig config) {
        Task task = assignment.task();
        String job = assignment.job(state);
        int attempt = state.attempt(job);
        Recorder log = assignment.recorder(state, attempt, Recorder.CHECK);
        List<Memory> binding = assignment.memory(config).map(Assignment::shared).orElse(List.of()).stream()
                .filter(memory -> memory.kind().binding())
                .toList();
        String text = state.answer(CrewState.attempt(job, attempt));
        List<String> refusals = refusals(new Answer(task.name(), assignment.agent(), attempt, text, binding), log);
        if (refusals.isEmpty()) {
            return Map.of(CrewState.OUTPUTS, Map.of(job, text), CrewState.EVENTS, log.events());
        }
        if (attempt > task.maxRetries()) {
            throw new GuardrailFailedException(task.name(), assignment.agent(), attempt, refusals);
        }
        log.tell(at -> new CrewEvent.Retried(at, task.name(), assignment.agent(), attempt + 1));
        return refused(job, attempt, refusals, log);
    }

    /** What a refused attempt leaves in the state: why it was refused, nothing to remember, and no output. */
    static Map<String, Object> refused(String job, int attempt, List<String> refusals, Recorder log) {
        String key = CrewState.attempt(job, attempt);
        Map<String, Object> update = new LinkedHashMap<>();
        update.put(CrewState.REFUSALS, Map.of(key, String.join("\n", refusals)));
        update.put(CrewState.HELD_BACK, Map.of(key, ""));
        update.put(CrewState.OUTPUTS, Map.of(job, ""));
        update.put(CrewState.EVENTS, log.events());
        return update;
    }

    private List<String> refusals(Answer answer, Recorder log) {
        List<String> all = new ArrayList<>();
        for (Guardrail guardrail : guardrails(answer)) {
            List<String> refusals = guardrail.refusals(answer).stream()
                    .map(reason -> reason.replaceAll("\\s+", " ").strip())
                    .filter(reason -> !reason.isEmpty())
                    .toList();
            log.tell(at -> new CrewEvent.Checked(
                    at, answer.task(), answer.agent(), answer.attempt(), guardrail.name(), refusals));
            all.addAll(refusals);
        }
        return all;
    }

    /** Returns the task's guardrails, after those that the form of the answer calls for. */
    private List<Guardrail> guardrails(Answer answer) {
        List<Guardrail> guardrails = new ArrayList<>();
        if (!FindingsBlock.read(answer.text()).readable()) {
            guardrails.add(Guardrails.of(
                    "findings",
                    unreadable -> List.of(
                            "the findings block is no JSON array: write it as you were told, after your answer")));
        }
        if (assignment.manages() && DelegateBlock.isIn(answer.text())) {
            guardrails.add(Guardrails.of(
                    "delegation",
                    unreadable -> List.of(
                            "the delegate block is no JSON object that names one of the tasks %s: write it as you were told"
                                    .formatted(assignment.crew().plan().tasks().stream()
                                            .map(Task::name)
                                            .toList()))));
        }
        Class<?> type = assignment.task().outputType();
        if (type != null) {
            guardrails.add(Guardrails.of(
                    type.getSimpleName(), typed -> TypedOutput.of(type).refusals(typed.text())));
        }
        guardrails.addAll(assignment.task().guardrails());
        return guardrails;
    }

    /** Returns where to go after the check or the review. */
    String next(CrewState state) {
        return state.rounds().containsKey(assignment.job(state)) ? ACCEPTED : RETRY;
    }
}
