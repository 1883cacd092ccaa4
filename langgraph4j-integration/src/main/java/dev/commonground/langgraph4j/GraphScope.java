package dev.commonground.langgraph4j;

import dev.commonground.StepRequest;
import dev.commonground.memory.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bsc.langgraph4j.RunnableConfig;
import org.jspecify.annotations.Nullable;

/**
 * The task, user and thread that a graph runs for. The root resolves them once and passes them down in the config's
 * metadata, because compiled sub-graphs run under their own thread ids.
 *
 * @param task the task
 * @param user the user whose memory is also read, or null
 * @param thread the root thread id
 * @param news whether the run sees writes that others make after it began
 * @param depth the number of leading elements of the graph path that name the root
 */
record GraphScope(String task, @Nullable String user, String thread, StepRequest.News news, int depth) {

    private static final String KEY = "memory.scope";

    /**
     * Returns the scope of a run. A graph that a node starts without naming a task works on the node's task if it has no
     * thread id, or if it got the node's state.
     *
     * @throws IllegalStateException if neither a task nor a thread id is set
     */
    static GraphScope of(RunnableConfig config, Map<String, Object> data) {
        return config.metadata(KEY)
                .filter(GraphScope.class::isInstance)
                .map(GraphScope.class::cast)
                .filter(scope -> scope.agreesWith(config))
                .or(() -> ofStartingNode(config, data))
                .orElseGet(() -> ofRoot(config));
    }

    /**
     * Returns the task and the user whose memories the state of a run may quote. If the state has no cursor, the run may have no
     * memory, and only the config can name them.
     */
    static Stream<Scope> quoted(RunnableConfig config, Map<String, Object> data) {
        Optional<GraphScope> scope =
                data.containsKey(GraphMemory.CURSOR) ? Optional.of(of(config, data)) : Optional.empty();
        return Stream.concat(
                scope.map(GraphScope::task).or(() -> text(config, GraphMemory.TASK)).map(Scope::task).stream(),
                scope.map(GraphScope::user).or(() -> text(config, GraphMemory.USER)).map(Scope::user).stream());
    }

    private static Optional<GraphScope> ofStartingNode(RunnableConfig config, Map<String, Object> data) {
        return text(config, GraphMemory.TASK).isPresent()
                ? Optional.empty()
                : ManagedParameters.current()
                        .filter(node -> config.threadId().isEmpty() || node.hasSent(CursorChannel.in(data)))
                        .map(NodeRun::scope);
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
                        "The config has neither a thread id nor the metadata %s, so the graph's task is unknown: build it with GraphMemory.config(task)"
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

    /** Returns {@code config} with this scope, for the graphs below. */
    RunnableConfig handedDown(RunnableConfig config) {
        return config.updateMetadata(Map.of(KEY, this));
    }

    /** Returns the compiled sub-graphs that contain a config, the outermost first. */
    List<String> subGraphs(RunnableConfig config) {
        List<String> path = config.graphPath().elements();
        return path.subList(Math.min(depth, path.size()), path.size());
    }

    /** Returns a node's name, qualified by the compiled sub-graphs that contain it. */
    String inside(RunnableConfig config, String node) {
        List<String> path = new ArrayList<>(subGraphs(config));
        path.add(node);
        return String.join("/", path);
    }
}
