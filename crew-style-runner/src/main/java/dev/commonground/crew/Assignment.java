package dev.commonground.crew;

import dev.commonground.AgentMemory;
import dev.commonground.langgraph4j.GraphMemory;
import java.util.Optional;
import org.bsc.langgraph4j.RunnableConfig;

/**
 * A task at its place in a crew. It becomes four nodes: {@link BriefNode} reads, {@link RunNode} asks the model and holds
 * its writes back, {@link CheckNode} decides, {@link CommitNode} writes. So nothing is remembered of an answer that was
 * refused, and each node can run again after a crash.
 *
 * @param position 1 for the first task
 */
record Assignment(Crew crew, Task task, int position) {

    String name() {
        return task.name();
    }

    String agent() {
        return task.agent().name();
    }

    boolean last() {
        return position == crew.tasks().size();
    }

    /** Returns the memory in the hands of the agent, in a node; empty in a crew without memory. */
    Optional<AgentMemory> memory(RunnableConfig config) {
        return crew.remembers() ? Optional.of(GraphMemory.memory(config)) : Optional.empty();
    }

    Recorder recorder(int attempt, String step) {
        return new Recorder(crew.listener(), crew.clock(), position, attempt, step);
    }
}
