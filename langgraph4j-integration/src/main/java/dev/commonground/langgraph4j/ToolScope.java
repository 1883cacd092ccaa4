package dev.commonground.langgraph4j;

import dev.commonground.AgentMemory;
import dev.commonground.memory.Memory;
import dev.langchain4j.invocation.InvocationContext;
import java.util.Collection;
import java.util.function.Consumer;

/** Determines which memory a model's call works on, from data that the model can neither see nor set. */
@FunctionalInterface
interface ToolScope {

    /**
     * Returns the caller and its memory.
     *
     * @throws IllegalStateException if the call belongs to no task
     */
    Caller of(InvocationContext context);

    /**
     * The agent that makes a call through its model.
     *
     * @param memory the agent's memory
     * @param shown receives the memories that the model was shown
     */
    record Caller(AgentMemory memory, Consumer<Collection<Memory>> shown) {

        /** Returns the caller in a node or a conditional edge. */
        static Caller in(NodeRun run) {
            return new Caller(run.memory(), run::show);
        }

        /**
         * Returns a caller outside of graphs. Only its memory carries the shown memories from call to call.
         */
        static Caller outsideGraph(AgentMemory memory) {
            return new Caller(
                    memory,
                    memories ->
                            memory.log().shown(memories.stream().map(Memory::id).toList()));
        }

        /** Records that the model was shown these memories, so that its writes may supersede them. */
        void show(Collection<Memory> memories) {
            shown.accept(memories);
        }
    }
}
