package dev.commonground.crew;

import dev.commonground.AgentMemory;
import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.MemoryRef;
import dev.commonground.langgraph4j.GraphMemory;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.action.NodeActionWithConfig;

/** Ends a run: checks the result against the memories of the team and promotes the memories that outlive the run. */
record FinishNode(Crew crew) implements NodeActionWithConfig<CrewState> {

    @Override
    public Map<String, Object> apply(CrewState state, RunnableConfig config) {
        Optional<AgentMemory> memory = crew.remembers() ? Optional.of(GraphMemory.memory(config)) : Optional.empty();
        List<Memory> known = memory.map(Assignment::shared).orElse(List.of());
        String text = crew.result(state);
        List<String> promoted = memory.filter(own -> state.user().isPresent())
                .map(own -> promote(own, known))
                .orElse(List.of());
        EventRecorder log = new EventRecorder(crew, state.run(), EventRecorder.RUN_FINISHED);
        log.keep(new CrewEvent.RunFinished(
                crew.clock().instant(),
                state.run(),
                attempts(state),
                text,
                TeamKnowledge.judged(known, text),
                memory.map(TeamKnowledge::conflicts).orElse(List.of()),
                TeamKnowledge.questions(known),
                promoted));
        return Map.of(CrewChannels.EVENTS, log.events());
    }

    private static int attempts(CrewState state) {
        return state.rounds().keySet().stream().mapToInt(state::attempt).sum();
    }

    /** Promotes memories to the user, and returns their labels. */
    private List<String> promote(AgentMemory memory, List<Memory> known) {
        List<String> promoted = new ArrayList<>();
        for (Memory one : known) {
            if (one.scope() instanceof Scope.Task && crew.settings().promotes().test(one)) {
                memory.promote(one.id());
                promoted.add(MemoryRef.to(one).label());
            }
        }
        return promoted;
    }
}
