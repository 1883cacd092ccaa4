package dev.commonground.langgraph4j;

import dev.commonground.memory.Cursor;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.action.AsyncNodeActionWithConfig;
import org.bsc.langgraph4j.hook.NodeHook;
import org.bsc.langgraph4j.state.AgentState;

/**
 * Attaches the memory where no action can be replaced: to compiled sub-graphs, which inherit the scope, and to parallel
 * steps. All branches of a parallel step read at the same cursor. The join moves the tip of the thread, a branch never
 * does.
 *
 * @param <S> the graph's state
 */
final class GraphHook<S extends AgentState> implements NodeHook.WrapCall<S> {

    private static final String PARALLEL = "__PARALLEL__(";

    private final AttachedGraph<S> attached;

    GraphHook(AttachedGraph<S> attached) {
        this.attached = attached;
    }

    @Override
    public CompletableFuture<Map<String, Object>> applyWrap(
            String node, S state, RunnableConfig config, AsyncNodeActionWithConfig<S> action) {
        RunnableConfig inherited = GraphScope.of(config, state.data()).handedDown(config);
        if (node.startsWith(PARALLEL)) {
            return parallel(node, state, inherited, action);
        }
        return attached.isCompiledSubGraph(node)
                ? action.apply(atBeginning(node, state, inherited), inherited)
                : action.apply(state, inherited);
    }

    private S atBeginning(String node, S state, RunnableConfig config) {
        Cursor cursor = attached.startOfSubGraph(node, state.data(), config).cursor();
        return cursor.isEmpty() ? state : exactlyAt(cursor, state);
    }

    /** A compiled sub-graph with its own saver would merge the cursor with the cursor of its last run. */
    private S exactlyAt(Cursor cursor, S state) {
        Map<String, Object> data = new HashMap<>(state.data());
        data.put(GraphMemory.CURSOR, CursorChannel.exactly(cursor));
        return attached.state(data);
    }

    private CompletableFuture<Map<String, Object>> parallel(
            String node, S state, RunnableConfig config, AsyncNodeActionWithConfig<S> action) {
        String source = node.substring(PARALLEL.length(), node.length() - 1);
        ParallelStep step = new ParallelStep(attached.startOfBranches(node, source, state.data(), config));
        return step.run((pinned, branches) -> action.apply(exactlyAt(pinned, state), branches.handedDown(config))
                .thenApply(result -> joined(result, step, pinned.merge(branches.commits()))));
    }

    /** The channel has merged the cursors of these branches; without a channel, a repeated step counts twice. */
    private Map<String, Object> joined(Map<String, Object> result, ParallelStep step, Cursor collected) {
        Cursor accepted = attached.hasChannel() ? CursorChannel.in(result) : collected;
        Map<String, Object> joined = NodeView.strip(result);
        joined.put(GraphMemory.CURSOR, step.join(accepted));
        return joined;
    }
}
