package dev.commonground.langgraph4j;

import dev.commonground.Step;
import dev.commonground.StepRequest;
import dev.commonground.log.Cursor;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.action.AsyncNodeActionWithConfig;
import org.bsc.langgraph4j.hook.NodeHook;
import org.bsc.langgraph4j.state.AgentState;

/**
 * Reaches what rewriting the nodes does not: compiled sub-graphs, which inherit the scope, and parallel steps. All
 * branches of a parallel step read as of the same moment; none moves the tip of the thread, their join does.
 *
 * @param <S> the graph's state
 */
final class GraphHook<S extends AgentState> implements NodeHook.WrapCall<S> {

    private static final String PARALLEL = "__PARALLEL__(";

    private final Attachment<S> attachment;

    GraphHook(Attachment<S> attachment) {
        this.attachment = attachment;
    }

    @Override
    public CompletableFuture<Map<String, Object>> applyWrap(
            String node, S state, RunnableConfig config, AsyncNodeActionWithConfig<S> action) {
        RunnableConfig inherited = GraphScope.of(config).handedDown(config);
        if (node.startsWith(PARALLEL)) {
            return parallel(node, state, inherited, action);
        }
        Cursor cursor = CursorChannel.in(state.data());
        return attachment.isCompiledSubGraph(node) && !cursor.isEmpty()
                ? action.apply(exactlyAt(cursor, state), inherited)
                : action.apply(state, inherited);
    }

    /** A compiled sub-graph with a saver of its own would merge the cursor with what its last run left there. */
    private S exactlyAt(Cursor cursor, S state) {
        Map<String, Object> data = new HashMap<>(state.data());
        data.put(GraphMemory.CURSOR, CursorChannel.exactly(cursor));
        return attachment.state(data);
    }

    private CompletableFuture<Map<String, Object>> parallel(
            String node, S state, RunnableConfig config, AsyncNodeActionWithConfig<S> action) {
        StepRequest.Place place =
                Branches.around(config).isPresent() ? StepRequest.Place.BRANCH : StepRequest.Place.SEQUENCE;
        String source = node.substring(PARALLEL.length(), node.length() - 1);
        String agent = attachment.agent(source, GraphScope.of(config).subGraphs(config));
        Cursor pinned = attachment
                .begin(node, agent, config, CursorChannel.in(state.data()), place)
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

    /** The channel has merged what these branches returned; without one, a step that was tried twice counts twice. */
    private Cursor accepted(Map<String, Object> result, Branches branches) {
        return attachment.hasChannel() ? CursorChannel.in(result) : branches.joined();
    }

    /** Accepts what the branches committed: from here on everybody sees it. */
    private Cursor join(
            String node, Cursor accepted, Branches branches, RunnableConfig config, StepRequest.Place place) {
        Cursor joined = accepted;
        if (place == StepRequest.Place.SEQUENCE) {
            for (String agent : branches.agents()) {
                Step step = attachment.begin(node, agent, config, joined, place);
                joined = step.commit();
            }
        }
        return joined;
    }
}
