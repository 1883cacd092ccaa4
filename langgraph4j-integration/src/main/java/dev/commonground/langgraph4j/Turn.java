package dev.commonground.langgraph4j;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.Step;
import dev.commonground.StepRequest;
import dev.commonground.log.Cursor;
import java.util.Optional;
import org.bsc.langgraph4j.RunnableConfig;
import org.jspecify.annotations.Nullable;

/**
 * One node or conditional edge at work on the memory. It begins when somebody first asks for the memory, so an edge that
 * only routes costs nothing.
 *
 * <p>Thread-safe: tools may run on several threads.
 */
final class Turn {

    static final String KEY = "memory.turn";

    private final SharedMemory memory;
    private final StepRequest request;
    private final ShownMemories shown;
    private final @Nullable Branches branches;
    private @Nullable Step step;
    private @Nullable Cursor committed;

    Turn(SharedMemory memory, StepRequest request, ShownMemories shown, @Nullable Branches branches) {
        this.memory = memory;
        this.request = request;
        this.shown = shown;
        this.branches = branches;
    }

    /** Returns the turn that a node's config belongs to. */
    static Optional<Turn> of(RunnableConfig config) {
        return config.metadata(KEY).filter(Turn.class::isInstance).map(Turn.class::cast);
    }

    /** Begins now, for a node: that it runs takes an abandoned future out of sight, even if it asks for nothing. */
    synchronized void begin() {
        begun();
    }

    synchronized AgentMemory memory() {
        return begun().memory();
    }

    private Step begun() {
        if (step == null) {
            step = memory.begin(request);
            step.memory().shown(shown.ids());
        }
        return step;
    }

    synchronized boolean hasBegun() {
        return step != null;
    }

    /** Returns the memory for somebody who may look or not, so that what is read there counts as shown to nobody. */
    synchronized AgentMemory onlooker() {
        return begun().onlooker();
    }

    /** Returns what was shown to the agent's model, for the agent's later turns. */
    ShownMemories shown() {
        return shown;
    }

    /** Returns whether siblings run beside it. */
    boolean inBranch() {
        return branches != null;
    }

    /** Commits what was written and returns the cursor that sees it; a second call changes nothing. */
    synchronized Cursor commit() {
        if (committed == null) {
            committed = begun().commit();
            if (branches != null) {
                branches.committed(request.author().name(), committed);
            }
        }
        return committed;
    }
}
