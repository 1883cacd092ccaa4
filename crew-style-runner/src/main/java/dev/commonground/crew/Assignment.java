package dev.commonground.crew;

import dev.commonground.AgentMemory;
import dev.commonground.crew.event.CrewEvent;
import dev.commonground.langgraph4j.GraphMemory;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bsc.langgraph4j.RunnableConfig;

/**
 * A task at its place in a crew. It becomes nodes of a graph: {@link BriefNode} reads, {@link RunNode} asks the model and
 * holds its writes back, {@link CheckNode} decides, {@link CommitNode} writes; between the last two a person may look at
 * the answer in {@link ReviewNode}. So nothing is remembered of an answer that was refused, and each node can run again
 * after a crash.
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

    /** Returns whether what the agent learned is read from its answer. */
    boolean learns() {
        return crew.remembers() && task.learning() == Task.Learning.FROM_OUTPUT;
    }

    /** Returns the key of what stands in the state about the task: a manager may have a task done more than once. */
    String job(CrewState state) {
        int round = manages() ? state.delegations().size() + 1 : state.delegated(name());
        return new Job(name(), Math.max(1, round)).key();
    }

    /** Returns the key of the attempt that is under way. */
    String attemptKey(CrewState state) {
        return CrewState.attempt(job(state), attempt(state));
    }

    int attempt(CrewState state) {
        return state.attempt(job(state));
    }

    /** Returns where in the run the task stands: its place in the plan, or among what the manager gave out. */
    int place(CrewState state) {
        if (crew.plan().manager() == null) {
            return crew.plan().position(task);
        }
        int hops = state.delegations().size();
        return manages() ? 2 * hops + 1 : 2 * hops;
    }

    /** Returns the memory in the hands of the agent, in a node; empty in a crew without memory. */
    Optional<AgentMemory> memory(RunnableConfig config) {
        return crew.remembers() ? Optional.of(GraphMemory.memory(config)) : Optional.empty();
    }

    /** Returns what the team knows; an agent's own notes are nobody else's rules, and would be told in reasons. */
    static List<Memory> shared(AgentMemory memory) {
        return memory.list().stream()
                .filter(one -> !(one.scope() instanceof Scope.Agent))
                .toList();
    }

    Recorder recorder(CrewState state, int attempt, String step) {
        return new Recorder(crew, state.run(), Recorder.place(place(state), attempt, step));
    }

    CrewEvent.TaskStarted started(CrewState state, Instant at) {
        int of = crew.plan().manager() == null ? crew.plan().tasks().size() : 0;
        return new CrewEvent.TaskStarted(at, name(), agent(), place(state), of);
    }
}
