package dev.commonground.crew;

import dev.commonground.AgentMemory;
import dev.commonground.memory.MemoryId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.action.NodeActionWithConfig;

/** Asks a task's agent for an answer, and keeps it with what the agent wants remembered. */
record RunNode(Assignment assignment) implements NodeActionWithConfig<CrewState> {

    @Override
    public Map<String, Object> apply(CrewState state, RunnableConfig config) {
        String task = assignment.name();
        int attempt = state.attempt(task);
        Recorder log = assignment.recorder(attempt, Recorder.RUN);
        Optional<AgentMemory> memory = assignment.memory(config);
        memory.ifPresent(
                own -> own.shown(state.shown(task).stream().map(MemoryId::new).toList()));
        Turn turn = new Turn(assignment.task(), attempt, memory.orElse(null), log);
        String answer = turn.answer(prompt(state, attempt));
        String key = CrewState.attempt(task, attempt);
        Map<String, Object> update = new LinkedHashMap<>();
        update.put(CrewState.ANSWERS, Map.of(key, answer));
        memory.ifPresent(own -> update.put(CrewState.HELD_BACK, Map.of(key, own.holdBack())));
        update.put(CrewState.EVENTS, log.events());
        return update;
    }

    private Prompt prompt(CrewState state, int attempt) {
        Task task = assignment.task();
        Prompt prompt = new Prompt(state.inputs()).task(task);
        if (assignment.crew().remembers()) {
            prompt.briefing(state.briefing(task.name()));
        }
        task.context()
                .forEach(before -> prompt.context(before.name(), state.outputs().getOrDefault(before.name(), "")));
        if (attempt > 1) {
            prompt.refused(state.refusals(task.name(), attempt - 1), state.answer(task.name(), attempt - 1));
        }
        return prompt;
    }
}
