package dev.commonground.crew;

import dev.commonground.AgentMemory;
import dev.commonground.MemoryLog;
import dev.commonground.Step;
import dev.commonground.crew.event.CrewEvent;
import dev.commonground.langgraph4j.GraphMemory;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bsc.langgraph4j.RunnableConfig;

/**
 * A task of a crew. It becomes several graph nodes: {@link BriefNode} reads the memory. {@link RunNode} asks the model and
 * holds the writes of the agent back. {@link CheckNode} accepts or refuses the answer. {@link ReviewNode} waits for a
 * person, if the task has a review. {@link CommitNode} commits the writes. Nothing of a refused answer is remembered, and
 * each node can run again after a crash.
 */
record Assignment(Crew crew, Task task) {

    String name() {
        return task.name();
    }

    String agent() {
        return task.agent().name();
    }

    boolean manages() {
        return task.equals(crew.plan().manager());
    }

    /** Returns whether the answer ends with a block of findings. */
    boolean learns() {
        return crew.remembers() && task.learning() == Task.Learning.FROM_OUTPUT;
    }

    /** Returns the key of the current round of the task in the state. A manager may have a task done in several rounds. */
    String job(CrewState state) {
        int round = manages() ? state.delegations().size() + 1 : state.delegated(name());
        return new TaskRound(name(), Math.max(1, round)).key();
    }

    /** Returns the key of the current attempt. */
    String attemptKey(CrewState state) {
        return CrewState.attempt(job(state), attempt(state));
    }

    int attempt(CrewState state) {
        return state.attempt(job(state));
    }

    /** Returns the place of the task in the run: its position in the plan, or in the sequence of delegations. */
    int place(CrewState state) {
        if (crew.plan().manager() == null) {
            return crew.plan().position(task);
        }
        int hops = state.delegations().size();
        return manages() ? 2 * hops + 1 : 2 * hops;
    }

    /** Returns the memory of the agent, within a node; empty in a crew without a memory. */
    Optional<AgentMemory> memory(RunnableConfig config) {
        return crew.remembers() ? Optional.of(GraphMemory.memory(config)) : Optional.empty();
    }

    /** Returns the step of the memory, within a node; empty in a crew without a memory. */
    Optional<Step> step(RunnableConfig config) {
        return crew.remembers() ? Optional.of(GraphMemory.step(config)) : Optional.empty();
    }

    /** Returns the shared memories. Private memories do not bind others, and the reasons of a refusal would reveal them. */
    static List<Memory> shared(AgentMemory memory) {
        return memory.list().stream()
                .filter(one -> !(one.scope() instanceof Scope.Agent))
                .toList();
    }

    /** Returns the shared memories that an answer must respect: what nobody confirmed does not bind. */
    static List<Memory> binding(AgentMemory memory) {
        MemoryLog log = memory.log();
        return shared(memory).stream()
                .filter(one -> one.kind().binding() && log.provenance(one).confirmed())
                .toList();
    }

    EventRecorder recorder(CrewState state, int attempt, String step) {
        return new EventRecorder(crew, state.run(), EventRecorder.place(place(state), attempt, step));
    }

    CrewEvent.TaskStarted started(CrewState state, Instant at) {
        int of = crew.plan().manager() == null ? crew.plan().tasks().size() : 0;
        return new CrewEvent.TaskStarted(at, name(), agent(), place(state), of);
    }
}
