package dev.commonground.langgraph4j;

import dev.commonground.Step;
import dev.commonground.StepRequest;
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
        RunnableConfig inherited = GraphScope.of(config).handedDown(config);
        if (node.startsWith(PARALLEL)) {
            return parallel(node, state, inherited, action);
        }
        Cursor cursor = CursorChannel.in(state.data());
        return attached.isCompiledSubGraph(node) && !cursor.isEmpty()
                ? action.apply(exactlyAt(cursor, state), inherited)
                : action.apply(state, inherited);
    }

    /** A compiled sub-graph with its own saver would merge the cursor with the cursor of its last run. */
    private S exactlyAt(Cursor cursor, S state) {
        Map<String, Object> data = new HashMap<>(state.data());
        data.put(GraphMemory.CURSOR, CursorChannel.exactly(cursor));
        return attached.state(data);
    }

    private CompletableFuture<Map<String, Object>> parallel(
            String node, S state, RunnableConfig config, AsyncNodeActionWithConfig<S> action) {
        StepRequest.Place place =
                Branches.around(config).isPresent() ? StepRequest.Place.BRANCH : StepRequest.Place.SEQUENCE;
        String source = node.substring(PARALLEL.length(), node.length() - 1);
        String agent = attached.agent(source, GraphScope.of(config).subGraphs(config));
        Cursor pinned = attached.begin(node, agent, config, CursorChannel.in(state.data()), place)
                .cursor();
        Branches branches = new Branches(config, pinned);
        return action.apply(exactlyAt(pinned, state), branches.handedDown(config))
                .thenApply(result -> {
                    Map<String, Object> joined = NodeView.strip(result);
                    joined.put(
                            GraphMemory.CURSOR,
                            join(node, accepted(result, branches), branches, config, place)
                                    .toString());
                    return joined;
                });
    }

    /** The channel has merged the cursors of these branches; without a channel, a repeated step counts twice. */
    private Cursor accepted(Map<String, Object> result, Branches branches) {
        return attached.hasChannel() ? CursorChannel.in(result) : branches.joined();
    }

    /** Accepts the commits of the branches, which makes them visible to every reader. */
    private Cursor join(
            String node, Cursor accepted, Branches branches, RunnableConfig config, StepRequest.Place place) {
        Cursor joined = accepted;
        if (place == StepRequest.Place.SEQUENCE) {
            for (String agent : branches.agents()) {
                Step step = attached.begin(node, agent, config, joined, place);
                joined = step.commit();
            }
        }
        return joined;
    }
}
