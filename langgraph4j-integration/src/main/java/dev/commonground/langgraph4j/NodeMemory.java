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
 * A node's action with the memory around it. The node gets its view of the state. When the node has succeeded, its
 * writes are committed, and the new cursor is added to its result.
 *
 * @param <S> the graph's state
 */
final class NodeMemory<S extends AgentState> implements AsyncNodeActionWithConfig<S> {

    private final AttachedGraph<S> attached;
    private final String node;
    private final AsyncNodeActionWithConfig<S> action;
    private final NodeView<S> view;

    NodeMemory(AttachedGraph<S> attached, String node, AsyncNodeActionWithConfig<S> action) {
        this.attached = attached;
        this.node = node;
        this.action = action;
        this.view = new NodeView<>(attached, node);
    }

    @Override
    public CompletableFuture<Map<String, Object>> apply(S state, RunnableConfig config) {
        NodeRun run = attached.run(node, state.data(), config);
        run.begin();
        return run.orGiveUp(() -> run.during(() -> action.apply(view.of(state, run), run.carriedBy(config)))
                .thenCompose(result -> ended(state, run, result)));
    }

    private CompletableFuture<Map<String, Object>> ended(S state, NodeRun run, Map<String, Object> result) {
        if (!StreamEnd.isAhead(result)) {
            return CompletableFuture.completedFuture(committed(state, run, result));
        }
        return run.inBranch()
                ? StreamEnd.drain(result).thenApply(drained -> committed(state, run, drained))
                : CompletableFuture.completedFuture(
                        StreamEnd.await(NodeView.strip(result), run, last -> committed(state, run, last)));
    }

    private Map<String, Object> committed(S state, NodeRun run, Map<String, Object> result) {
        Map<String, Object> partial = NodeView.strip(result);
        if (attached.policy().remembers().containsKey(node)) {
            List<Draft> drafts = attached.policy().remembers().get(node).apply(state, partial);
            run.memory().rememberAll(AttachPolicy.requireReturned(drafts, "rememberAfter", node));
        }
        learn(state, run, partial);
        Map<String, Object> committed = new HashMap<>(partial);
        run.commitTo(committed);
        return committed;
    }

    private void learn(S state, NodeRun run, Map<String, Object> result) {
        if (attached.policy().learns().containsKey(node)) {
            LearnRequest request = AttachPolicy.requireReturned(
                    attached.policy().learns().get(node).apply(state, result), "learnAfter", node);
            if (!request.messages().isEmpty()) {
                run.memory().learn(request);
            }
        }
    }
}
