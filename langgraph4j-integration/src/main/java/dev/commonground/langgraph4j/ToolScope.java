package dev.commonground.langgraph4j;

import dev.commonground.AgentMemory;
import dev.commonground.memory.Memory;
import dev.langchain4j.invocation.InvocationContext;
import java.util.Collection;
import java.util.function.Consumer;

/** Knows whose memory a call of a model, or of the service around it, works on, from what the model can neither see nor set. */
@FunctionalInterface
interface ToolScope {

    /**
     * Returns the memory for one call.
     *
     * @throws IllegalStateException if the call belongs to no task
     */
    Hand of(InvocationContext context);

    /**
     * The memory in the hands of the agent whose model makes a call.
     *
     * @param memory the memory
     * @param shown takes note of what the model was shown, for later turns
     */
    record Hand(AgentMemory memory, Consumer<Collection<Memory>> shown) {

        /** Notes that the model was shown these memories, so that what it writes may take their place. */
        void show(Collection<Memory> memories) {
            memory.shown(memories.stream().map(Memory::id).toList());
            shown.accept(memories);
        }
    }
}
