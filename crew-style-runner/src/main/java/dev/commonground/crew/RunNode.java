package dev.commonground.crew;

import dev.commonground.AgentMemory;
import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.model.Journal;
import dev.commonground.memory.MemoryId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.action.NodeActionWithConfig;

/** Asks a task's agent for an answer, and keeps it with what the agent wants remembered. */
record RunNode(Assignment assignment) implements NodeActionWithConfig<CrewState> {

    static final String ANSWERED = "answered";

    @Override
    public Map<String, Object> apply(CrewState state, RunnableConfig config) {
        String job = assignment.job(state);
        int attempt = state.attempt(job);
        Recorder log = assignment.recorder(state, attempt, Recorder.RUN);
        Optional<AgentMemory> memory = assignment.memory(config);
        memory.ifPresent(
                own -> own.shown(state.shown(job).stream().map(MemoryId::new).toList()));
        Journal journal = assignment.crew().journal(state.run()).at(CrewState.attempt(job, attempt));
        Prompt prompt = new PromptOfTask(assignment, state).prompt();
        Turn.Result result = new Turn(assignment, attempt, prompt, memory.orElse(null), log).take(journal);
        Map<String, Object> update = new LinkedHashMap<>();
        if (result.delegation() != null) {
            delegate(state, result.delegation(), memory, new Outcomes(assignment.task(), attempt, log), log, update);
        } else {
            update.put(CrewState.ANSWERS, Map.of(CrewState.attempt(job, attempt), result.text()));
            memory.ifPresent(
                    own -> update.put(CrewState.HELD_BACK, Map.of(CrewState.attempt(job, attempt), own.holdBack())));
        }
        update.put(CrewState.EVENTS, log.events());
        return update;
    }

    /** What a manager wrote on the way is for whoever works next; nothing of it waits for a check. */
    private void delegate(
            CrewState state,
            Delegation delegation,
            Optional<AgentMemory> memory,
            Outcomes outcomes,
            Recorder log,
            Map<String, Object> update) {
        int hop = state.delegations().size() + 1;
        if (hop > assignment.crew().maxHops()) {
            throw new HopLimitException(assignment.agent(), assignment.crew().maxHops());
        }
        memory.ifPresent(own -> outcomes.tellAll(own.release(own.holdBack())));
        log.tell(at -> new CrewEvent.Delegated(
                at, assignment.name(), assignment.agent(), hop, delegation.task(), delegation.instructions()));
        update.put(CrewState.DELEGATIONS, Map.of("%04d".formatted(hop), delegation.write()));
    }

    /** Returns where to go after the turn of a manager: the task it gave out, or on with its answer. */
    String next(CrewState state) {
        return state.answer(assignment.attemptKey(state)).isEmpty()
                ? state.delegations().get(state.delegations().size() - 1).task()
                : ANSWERED;
    }
}
