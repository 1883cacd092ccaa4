package dev.commonground.langgraph4j;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.Step;
import dev.commonground.StepRequest;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.bsc.langgraph4j.RunnableConfig;
import org.jspecify.annotations.Nullable;

/**
 * One run of a node or of a conditional edge. Its step begins on the first access to the memory, so an edge that only
 * routes costs nothing.
 *
 * <p>Thread-safe, because tools may run on several threads.
 */
final class NodeRun {

    static final String KEY = "memory.run";

    private final SharedMemory memory;
    private final StepRequest request;
    private final ShownMemories shown;
    private final @Nullable Branches branches;
    private @Nullable Step step;
    private @Nullable Cursor committed;

    NodeRun(SharedMemory memory, StepRequest request, ShownMemories shown, @Nullable Branches branches) {
        this.memory = memory;
        this.request = request;
        this.shown = shown;
        this.branches = branches;
    }

    /** Returns the run that a node's config belongs to. */
    static Optional<NodeRun> of(RunnableConfig config) {
        return config.metadata(KEY).filter(NodeRun.class::isInstance).map(NodeRun.class::cast);
    }

    /**
     * Begins the step now. A node begins immediately, because its run hides an abandoned future even if it reads
     * nothing.
     */
    synchronized void begin() {
        step();
    }

    /** Returns the step, which begins now unless it has begun before. */
    synchronized Step step() {
        if (step == null) {
            step = memory.begin(request);
            markShown(step, shown.ids());
        }
        return step;
    }

    AgentMemory memory() {
        return step().memory();
    }

    synchronized boolean hasBegun() {
        return step != null;
    }

    /** Returns a read-only memory; reading there shows nothing to the agent. */
    AgentMemory onlooker() {
        return step().onlooker();
    }

    /** Records that the agent's model was shown these memories, for this run and for the agent's later runs. */
    void show(Collection<Memory> memories) {
        markShown(step(), memories.stream().map(Memory::id).toList());
        showLater(memories);
    }

    /** Records for the agent's later runs the memories that a read of this run has recorded already. */
    void showLater(Collection<Memory> memories) {
        shown.add(memories);
    }

    private static void markShown(Step step, Collection<MemoryId> ids) {
        step.memory().log().shown(ids);
    }

    /** Adds the memories that the agent's model was shown to the result of a node or an edge. */
    void putShown(Map<String, Object> partial) {
        shown.into(partial);
    }

    /** Returns whether the run is in a branch of a parallel step. */
    boolean inBranch() {
        return branches != null;
    }

    /** Commits the writes and returns the cursor that sees them. A second call returns the same cursor. */
    synchronized Cursor commit() {
        if (committed == null) {
            committed = step().commit();
            if (branches != null) {
                branches.committed(request.author().name(), committed);
            }
        }
        return committed;
    }
}
