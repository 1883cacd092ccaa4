package dev.commonground.langgraph4j;

import dev.commonground.SharedMemory;
import dev.commonground.event.MemoryEvent.Observation;
import dev.commonground.memory.Cursor;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bsc.langgraph4j.RunnableConfig;
import org.jspecify.annotations.Nullable;

/**
 * Collects what steps of a run commit until a later step of the run accepts it. Until then, no other reader sees it.
 *
 * <p>Thread-safe, because the steps may run on several threads.
 */
abstract class CommitCollector {

    private static final String KEY = "memory.commits";

    /** An author whose commits may include private notes. */
    record Committer(String agent, @Nullable String user) {}

    private final SharedMemory memory;
    private final String task;
    private final int depth;
    private final Set<Committer> writers = new LinkedHashSet<>();
    private Cursor commits = Cursor.EMPTY;

    /**
     * Creates a collector for steps on one task.
     *
     * @param around the collector of the step that will accept the commits, or null
     */
    CommitCollector(SharedMemory memory, String task, @Nullable CommitCollector around) {
        this.memory = memory;
        this.task = task;
        this.depth = around == null ? 0 : around.depth + 1;
    }

    /**
     * Returns the innermost collector for a graph that works on {@code task}. A node's config carries it; a graph with a
     * config of its own finds the collector of the node that starts it on the same thread.
     */
    static Optional<CommitCollector> around(RunnableConfig config, SharedMemory memory, String task) {
        Optional<CommitCollector> carried = carriedBy(config);
        Optional<CommitCollector> running = ManagedParameters.current().map(NodeRun::startedGraphs);
        return List.of(carried, running).stream()
                .flatMap(Optional::stream)
                .filter(collector -> collector.memory.equals(memory) && collector.task.equals(task))
                .reduce((left, right) -> right.depth > left.depth ? right : left);
    }

    /** Returns the collector that a config carries. */
    static Optional<CommitCollector> carriedBy(RunnableConfig config) {
        return config.metadata(KEY).filter(CommitCollector.class::isInstance).map(CommitCollector.class::cast);
    }

    /** Returns {@code config} for the steps whose commits are collected. */
    RunnableConfig handedDown(RunnableConfig config) {
        return GraphRun.inside(this::observation, config.updateMetadata(Map.of(KEY, this)));
    }

    /**
     * Returns the cursor at which a step begins.
     *
     * @param given the cursor in the state of the step's graph
     * @param entry whether a graph begins with this step
     */
    abstract Cursor beginning(Cursor given, boolean entry);

    /** Returns the operation that the steps are part of, for the observer of the memory. */
    abstract Observation observation();

    /** Returns the text of a step's cursor for the state of its graph. */
    abstract String text(Cursor cursor);

    /** Adds what a step has committed, and what it has accepted itself. */
    synchronized void add(Collection<Committer> authors, Cursor cursor) {
        writers.addAll(authors);
        commits = commits.merge(cursor);
    }

    /** Returns the cursor that sees everything collected; {@link Cursor#EMPTY} if nothing was. */
    synchronized Cursor commits() {
        return commits;
    }

    /** Returns the authors of everything collected. */
    synchronized List<Committer> writers() {
        return List.copyOf(writers);
    }
}
