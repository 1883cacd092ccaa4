package dev.commonground.test;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions about a memory; they begin with the task, the user or the agent. Not thread-safe. */
public final class SharedMemoryAssert extends AbstractAssert<SharedMemoryAssert, SharedMemory> {

    private final SharedMemory memory;
    private final @Nullable MemoryRecorder recorder;

    SharedMemoryAssert(SharedMemory memory, @Nullable MemoryRecorder recorder) {
        super(memory, SharedMemoryAssert.class);
        this.memory = memory;
        this.recorder = recorder;
    }

    /** Goes on with the task called {@code id}. */
    public TaskMemoryAssert task(String id) {
        return new TaskMemoryAssert(memory, id, null, recorder);
    }

    /** Goes on with what is remembered about the user called {@code id}, as the user reads it. */
    public AgentMemoryAssert user(String id) {
        AgentMemory user = memory.user(id);
        return new AgentMemoryAssert(user, new MemoryView(memory, null, null, user.author()), recorder);
    }

    /** Goes on with the notes that the agent called {@code name} keeps across tasks. */
    public AgentMemoryAssert agent(String name) {
        AgentMemory agent = memory.agent(name);
        return new AgentMemoryAssert(agent, new MemoryView(memory, null, null, agent.author()), recorder);
    }
}
