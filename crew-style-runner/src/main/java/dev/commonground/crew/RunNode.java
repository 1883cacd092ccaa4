package dev.commonground.crew;

import dev.commonground.AgentMemory;
import dev.commonground.Step;
import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.model.Journal;
import dev.commonground.memory.MemoryId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.action.NodeActionWithConfig;

/** Asks the agent of a task for an answer, and stores the answer and the writes of the agent in the state. */
record RunNode(Assignment assignment) implements NodeActionWithConfig<CrewState> {

    static final String ANSWERED = "answered";

    @Override
    public Map<String, Object> apply(CrewState state, RunnableConfig config) {
        String job = assignment.job(state);
        int attempt = state.attempt(job);
        EventRecorder log = assignment.recorder(state, attempt, EventRecorder.RUN);
        Optional<Step> step = assignment.step(config);
        Attempt.Result result = take(state, attempt, step.map(Step::memory), log);
        Map<String, Object> update = new LinkedHashMap<>();
        if (result.delegation() != null) {
            delegate(state, result.delegation(), step, new OutcomeEvents(assignment.task(), attempt, log), log, update);
        } else {
            String key = CrewState.attempt(job, attempt);
            update.put(CrewChannels.ANSWERS, Map.of(key, result.text()));
            step.ifPresent(own -> update.put(CrewChannels.HELD_BACK, Map.of(key, own.holdBack())));
        }
        update.put(CrewChannels.EVENTS, log.events());
        return update;
    }

    private Attempt.Result take(CrewState state, int attempt, Optional<AgentMemory> memory, EventRecorder log) {
        String job = assignment.job(state);
        memory.ifPresent(own ->
                own.log().shown(state.shown(job).stream().map(MemoryId::new).toList()));
        Journal journal = assignment.crew().journal(state.run()).at(CrewState.attempt(job, attempt));
        Prompt prompt = new AttemptPrompt(assignment, state).prompt();
        return new Attempt(assignment, attempt, prompt, memory.orElse(null), log).take(journal);
    }

    /** Commits the writes of the manager at once: the next agent needs them, and no check follows. */
    private void delegate(
            CrewState state,
            Delegation delegation,
            Optional<Step> step,
            OutcomeEvents outcomes,
            EventRecorder log,
            Map<String, Object> update) {
        int hop = state.delegations().size() + 1;
        requireHop(hop);
        step.ifPresent(own -> outcomes.tellAll(own.release(own.holdBack())));
        log.tell(at -> new CrewEvent.Delegated(
                at, assignment.name(), assignment.agent(), hop, delegation.task(), delegation.instructions()));
        update.put(CrewChannels.DELEGATIONS, Map.of("%04d".formatted(hop), delegation.write()));
    }

    private void requireHop(int hop) {
        int max = assignment.crew().settings().maxHops();
        if (hop > max) {
            throw new HopLimitException(assignment.agent(), max);
        }
    }

    /** Returns the edge to follow after a call of the manager: to the delegated task, or to the check of its answer. */
    String next(CrewState state) {
        return state.answer(assignment.attemptKey(state)).isEmpty()
                ? state.delegations().get(state.delegations().size() - 1).task()
                : ANSWERED;
    }
}
