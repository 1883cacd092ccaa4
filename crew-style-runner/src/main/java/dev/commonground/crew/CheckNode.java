package dev.commonground.crew;

import dev.commonground.AgentMemory;
import dev.commonground.crew.check.Answer;
import dev.commonground.crew.check.Guardrail;
import dev.commonground.crew.event.CrewEvent;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Scope;
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
        int attempt = state.attempt(task.name());
        Recorder log = assignment.recorder(attempt, Recorder.CHECK);
        List<Memory> binding = assignment.memory(config).map(CheckNode::binding).orElse(List.of());
        String text = state.answer(task.name(), attempt);
        List<String> refusals = refusals(new Answer(task.name(), assignment.agent(), attempt, text, binding), log);
        if (refusals.isEmpty()) {
            return Map.of(CrewState.OUTPUTS, Map.of(task.name(), text), CrewState.EVENTS, log.events());
        }
        if (attempt > task.maxRetries()) {
            throw new GuardrailFailedException(task.name(), assignment.agent(), attempt, refusals);
        }
        log.tell(at -> new CrewEvent.Retried(at, task.name(), assignment.agent(), attempt + 1));
        return refused(CrewState.attempt(task.name(), attempt), refusals, log);
    }

    private static Map<String, Object> refused(String attempt, List<String> refusals, Recorder log) {
        Map<String, Object> update = new LinkedHashMap<>();
        update.put(CrewState.REFUSALS, Map.of(attempt, String.join("\n", refusals)));
        update.put(CrewState.HELD_BACK, Map.of(attempt, ""));
        update.put(CrewState.EVENTS, log.events());
        return update;
    }

    /** What binds the team; an agent's own notes are nobody else's rules, and reasons made of them would be told. */
    static List<Memory> binding(AgentMemory memory) {
        return memory.list().stream()
                .filter(one -> one.kind().binding() && !(one.scope() instanceof Scope.Agent))
                .toList();
    }

    private List<String> refusals(Answer answer, Recorder log) {
        List<String> all = new ArrayList<>();
        for (Guardrail guardrail : assignment.task().guardrails()) {
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

    /** Returns where to go after the check. */
    String next(CrewState state) {
        return state.outputs().containsKey(assignment.name()) ? ACCEPTED : RETRY;
    }
}
