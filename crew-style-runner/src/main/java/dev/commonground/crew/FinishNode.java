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

/** Ends a run: judges its result by what the team knows, and promotes what should outlive it. */
record FinishNode(Crew crew) implements NodeActionWithConfig<CrewState> {

    @Override
    public Map<String, Object> apply(CrewState state, RunnableConfig config) {
        Optional<AgentMemory> memory = crew.remembers() ? Optional.of(GraphMemory.memory(config)) : Optional.empty();
        List<Memory> known = memory.map(Assignment::shared).orElse(List.of());
        String text = crew.result(state);
        Recorder log = new Recorder(crew, state.run(), Recorder.RUN_FINISHED);
        log.keep(new CrewEvent.RunFinished(
                crew.clock().instant(),
                state.run(),
                attempts(state),
                text,
                Ending.judged(known, text),
                memory.map(Ending::conflicts).orElse(List.of()),
                Ending.questions(known),
                memory.filter(own -> state.user().isPresent())
                        .map(own -> promoted(own, known))
                        .orElse(List.of())));
        return Map.of(CrewState.EVENTS, log.events());
    }

    private static int attempts(CrewState state) {
        return state.rounds().keySet().stream().mapToInt(state::attempt).sum();
    }

    private List<String> promoted(AgentMemory memory, List<Memory> known) {
        List<String> promoted = new ArrayList<>();
        for (Memory one : known) {
            if (one.scope() instanceof Scope.Task && crew.promotes().test(one)) {
                memory.promote(one.id());
                promoted.add(MemoryRef.to(one).label());
            }
        }
        return promoted;
    }
}
