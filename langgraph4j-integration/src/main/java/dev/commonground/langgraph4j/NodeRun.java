package dev.commonground.langgraph4j;

import dev.commonground.AgentMemory;
import dev.commonground.Step;
import dev.commonground.briefing.BriefingRequest;
import dev.commonground.event.MemoryEvent.Observation;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.bsc.langgraph4j.RunnableConfig;
import org.jspecify.annotations.Nullable;

/**
 * One run of a node or of a conditional edge. Its step begins on the first access to the memory, so an edge that only
 * routes costs nothing.
 *
 * <p>Thread-safe, because tools may run on several threads.
 */
final class NodeRun implements StreamEnd.Reader {

    static final String KEY = "memory.run";

    private final NodeStart start;
    private final ShownMemories shown;
    private final StartedGraphs startedGraphs;
    private volatile RunsUnderWay.StepVisit visit = RunsUnderWay.none();
    private volatile Observation observation = Observation.NONE;
    private @Nullable Step step;
    private @Nullable Cursor committed;
    private @Nullable String token;
    private @Nullable String offer;

    NodeRun(NodeStart start, ShownMemories shown) {
        this.start = start;
        this.shown = shown;
        this.startedGraphs = new StartedGraphs(
                start.memory(), start.scope().task(), start.collector(), () -> step().cursor(), () -> observation);
    }

    /** Returns the run that a node's config belongs to. */
    static Optional<NodeRun> of(RunnableConfig config) {
        return config.metadata(KEY).filter(NodeRun.class::isInstance).map(NodeRun.class::cast);
    }

    /** Returns the node's config for its action: the action finds this run, and so do the graphs that it starts. */
    RunnableConfig carriedBy(RunnableConfig config) {
        return startedGraphs.handedDown(config.updateMetadata(Map.of(KEY, this)));
    }

    /** Returns the text that stands for this run in the state, until the run ends. */
    synchronized String token() {
        if (token == null) {
            token = RunTokens.add(this);
        }
        return token;
    }

    /** Makes the token invalid. */
    synchronized void endToken() {
        if (token != null) {
            RunTokens.remove(token);
        }
    }

    GraphScope scope() {
        return start.scope();
    }

    StartedGraphs startedGraphs() {
        return startedGraphs;
    }

    /** Returns whether a cursor in a graph's state comes from this run. */
    boolean hasSent(Cursor cursor) {
        return !cursor.isEmpty() && cursor.runs().equals(step().cursor().runs());
    }

    /**
     * Begins the step now. A node begins immediately, because its run hides an abandoned future even if it reads
     * nothing.
     *
     * @throws IllegalStateException if another invocation of the thread is under way
     */
    synchronized void begin() {
        step();
    }

    /** Returns the step, which begins now unless it has begun before. */
    synchronized Step step() {
        if (step == null) {
            Cursor cursor = start.cursor();
            visit = start.enter(cursor);
            observation = start.observe();
            step = begun(cursor);
            markShown(step, shown.ids());
        }
        return step;
    }

    private Step begun(Cursor cursor) {
        try {
            return start.begin(cursor, observation);
        } catch (RuntimeException | Error e) {
            visit.giveUp();
            observation.end(e);
            throw e;
        }
    }

    AgentMemory memory() {
        return step().memory();
    }

    /** Returns whether the run has something to commit: its own step, or steps of the graphs that it started. */
    synchronized boolean hasBegun() {
        return step != null;
    }

    /**
     * Returns the briefing that every node is offered. Most nodes do not read it, so it is made for the first reader, holds
     * no findings, and shows nothing to the agent.
     */
    synchronized String offer() {
        if (offer == null) {
            offer = step().onlooker()
                    .brief(BriefingRequest.builder()
                            .budget(Integer.MAX_VALUE)
                            .findings(0)
                            .build())
                    .text();
        }
        return offer;
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

    /** Returns whether the run is in a branch of a parallel step. */
    boolean inBranch() {
        return start.collector() instanceof Branches;
    }

    /** Graphs that start while the node's stream is read belong to the node. */
    @Override
    public <T> T reading(Supplier<T> element) {
        visit.reading(true);
        try {
            return during(element);
        } finally {
            visit.reading(false);
        }
    }

    /** Runs {@code body} so that the AI services that it calls on this thread, and the observer, find this run. */
    <T> T during(Supplier<T> body) {
        Runnable leave = observation.enter();
        try {
            return ManagedParameters.during(this, body);
        } finally {
            leave.run();
        }
    }

    /** Returns the result of {@code body}; if it fails, at once or later, the run ends without a commit. */
    <T> CompletableFuture<T> orGiveUp(Supplier<CompletableFuture<T>> body) {
        return RunsUnderWay.orGiveUp(body, this::giveUp);
    }

    /** Ends the run without a commit. */
    @Override
    public synchronized void giveUp(Throwable failure) {
        if (committed == null) {
            visit.giveUp();
        }
        endToken();
        observation.end(failure);
    }

    /** Commits the writes, and adds the cursor that sees them to the result of a node or an edge. */
    void commitTo(Map<String, Object> result) {
        result.put(GraphMemory.CURSOR, start.text(commit()));
        shown.into(result);
    }

    private synchronized Cursor commit() {
        if (committed == null) {
            Step ending = step();
            ending.accept(startedGraphs.commits());
            committed = ended(ending.commit());
        }
        return committed;
    }

    private Cursor ended(Cursor cursor) {
        List<CommitCollector.Committer> writers = new ArrayList<>(startedGraphs.writers());
        if (start.collector() != null) {
            writers.add(start.writer());
        }
        Cursor end = start.accept(writers, cursor, observation);
        visit.leave(end);
        endToken();
        observation.end(null);
        return end;
    }
}
