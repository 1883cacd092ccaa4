package dev.commonground.langgraph4j;

import dev.commonground.learning.LearnRequest;
import dev.commonground.memory.Draft;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.action.AsyncNodeActionWithConfig;
import org.bsc.langgraph4j.state.AgentState;

/**
 * A node's action with the memory around it: before, the node's view of the state; after, when the node has succeeded,
 * the commit of what it wrote, whose cursor goes into the node's result.
 *
 * @param <S> the graph's state
 */
final class NodeMemory<S extends AgentState> implements AsyncNodeActionWithConfig<S> {

    private final Attachment<S> attachment;
    private final String node;
    private final AsyncNodeActionWithConfig<S> action;
    private final NodeView<S> view;

    NodeMemory(Attachment<S> attachment, String node, AsyncNodeActionWithConfig<S> action) {
        this.attachment = attachment;
        this.node = node;
        this.action = action;
        this.view = new NodeView<>(attachment, node);
    }

    @Override
    public CompletableFuture<Map<String, Object>> apply(S state, RunnableConfig config) {
        Turn turn = attachment.turn(node, state.data(), config);
        turn.begin();
        S seen = view.of(state, turn);
        RunnableConfig carrying = config.updateMetadata(Map.of(Turn.KEY, turn));
        return ManagedParameters.during(turn, () -> action.apply(seen, carrying))
                .thenCompose(result -> ended(state, turn, result));
    }

    private CompletableFuture<Map<String, Object>> ended(S state, Turn turn, Map<String, Object> result) {
        if (!StreamEnd.isAhead(result)) {
            return CompletableFuture.completedFuture(committed(state, turn, result));
        }
        return turn.inBranch()
                ? StreamEnd.drain(result).thenApply(drained -> committed(state, turn, drained))
                : CompletableFuture.completedFuture(
                        StreamEnd.await(NodeView.strip(result), last -> committed(state, turn, last)));
    }

    private Map<String, Object> committed(S state, Turn turn, Map<String, Object> result) {
        Map<String, Object> partial = NodeView.strip(result);
        if (attachment.policy().remembers().containsKey(node)) {
            List<Draft> drafts = attachment.policy().remembers().get(node).apply(state, partial);
            turn.memory().rememberAll(drafts);
        }
        learn(state, turn, partial);
        Map<String, Object> committed = new HashMap<>(partial);
        committed.put(GraphMemory.CURSOR, turn.commit().toString());
        turn.shown().into(committed);
        return committed;
    }

    private void learn(S state, Turn turn, Map<String, Object> result) {
        if (attachment.policy().learns().containsKey(node)) {
            LearnRequest request = attachment.policy().learns().get(node).apply(state, result);
            if (!request.messages().isEmpty()) {
                turn.memory().learn(request);
            }
        }
    }
}
