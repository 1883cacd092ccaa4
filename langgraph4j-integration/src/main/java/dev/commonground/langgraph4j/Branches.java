package dev.commonground.langgraph4j;

import dev.commonground.memory.Cursor;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bsc.langgraph4j.RunnableConfig;
import org.jspecify.annotations.Nullable;

/**
 * Collects the commits of the branches of one parallel step, for their join.
 *
 * <p>Thread-safe, because branches may run on an executor.
 */
final class Branches {

    private static final String KEY = "memory.branches";

    private final String node;
    private final int depth;
    private final @Nullable Branches around;
    private final NavigableSet<String> agents = new TreeSet<>();
    private Cursor joined;

    /**
     * Begins the branches of a parallel step.
     *
     * @param config the parallel step's config
     * @param pinned the cursor that all branches read at
     */
    Branches(RunnableConfig config, Cursor pinned) {
        this.node = config.nodeId();
        this.depth = config.graphPath().elementCount();
        this.around = around(config).orElse(null);
        this.joined = pinned;
    }

    /** Returns the parallel step that contains a config, directly or through compiled sub-graphs. */
    static Optional<Branches> around(RunnableConfig config) {
        return config.metadata(KEY)
                .filter(Branches.class::isInstance)
                .map(Branches.class::cast)
                .filter(branches -> branches.enclose(config));
    }

    /** A node may start another graph with its own config; that graph is not a branch. */
    private boolean enclose(RunnableConfig config) {
        return config.nodeId().equals(node) || config.graphPath().elementCount() > depth;
    }

    /** Returns {@code config} for use in the branches. */
    RunnableConfig handedDown(RunnableConfig config) {
        return config.updateMetadata(Map.of(KEY, this));
    }

    synchronized void committed(String agent, Cursor cursor) {
        agents.add(agent);
        joined = joined.merge(cursor);
        if (around != null) {
            around.committed(agent, cursor);
        }
    }

    synchronized Cursor joined() {
        return joined;
    }

    synchronized Set<String> agents() {
        return new TreeSet<>(agents);
    }
}
