package dev.commonground.langgraph4j;

import dev.commonground.StepRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bsc.langgraph4j.RunnableConfig;
import org.jspecify.annotations.Nullable;

/**
 * Which task, user and thread a graph runs for. Resolved once, at the root, and handed down in the config's metadata,
 * because compiled sub-graphs run under thread ids of their own.
 *
 * @param task the task
 * @param user the user whose memory is read beside it, or null
 * @param thread the root thread id
 * @param news whether it sees what others do after it began
 * @param depth how many elements of the graph path belong to the root itself
 */
record GraphScope(String task, @Nullable String user, String thread, StepRequest.News news, int depth) {

    private static final String KEY = "memory.scope";

    /**
     * Returns the scope of a run.
     *
     * @throws IllegalStateException if neither a task nor a thread id is set
     */
    static GraphScope of(RunnableConfig config) {
        return config.metadata(KEY)
                .filter(GraphScope.class::isInstance)
                .map(GraphScope.class::cast)
                .filter(scope -> scope.agreesWith(config))
                .orElseGet(() -> ofRoot(config));
    }

    /** A node may start another graph with its own config, on another task. */
    private boolean agreesWith(RunnableConfig config) {
        return text(config, GraphMemory.TASK).map(task::equals).orElse(true)
                && text(config, GraphMemory.USER).map(id -> id.equals(user)).orElse(true);
    }

    private static GraphScope ofRoot(RunnableConfig config) {
        String task = text(config, GraphMemory.TASK)
                .or(config::threadId)
                .orElseThrow(() -> new IllegalStateException(
                        "The graph runs without a task, so its memories would be lost: set a thread id, or the metadata %s, as GraphMemory.config(task) does"
                                .formatted(GraphMemory.TASK)));
        List<String> path = config.graphPath().elements();
        boolean named =
                path.size() == 1 && config.graphId().filter(path.get(0)::equals).isPresent();
        return new GraphScope(
                task,
                text(config, GraphMemory.USER).orElse(null),
                config.threadId().orElse(task),
                config.metadata(GraphMemory.PINNED).filter(Boolean.TRUE::equals).isPresent()
                        ? StepRequest.News.PINNED
                        : StepRequest.News.BETWEEN_STEPS,
                named ? 1 : 0);
    }

    private static Optional<String> text(RunnableConfig config, String key) {
        return config.metadata(key).map(Object::toString);
    }

    /** Returns {@code config} with this scope for everything that runs below. */
    RunnableConfig handedDown(RunnableConfig config) {
        return config.updateMetadata(Map.of(KEY, this));
    }

    /** Returns the compiled sub-graphs that a config is inside of, the outermost first. */
    List<String> subGraphs(RunnableConfig config) {
        List<String> path = config.graphPath().elements();
        return path.subList(Math.min(depth, path.size()), path.size());
    }

    /** Returns a node's name with the compiled sub-graphs it is inside of. */
    String inside(RunnableConfig config, String node) {
        List<String> path = new ArrayList<>(subGraphs(config));
        path.add(node);
        return String.join("/", path);
    }
}
