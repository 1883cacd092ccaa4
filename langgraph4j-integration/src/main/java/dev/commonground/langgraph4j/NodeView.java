package dev.commonground.langgraph4j;

import dev.commonground.MemoryLog;
import dev.commonground.briefing.Briefing;
import dev.commonground.briefing.BriefingRequest;
import dev.commonground.recall.Match;
import dev.commonground.recall.RecallRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.bsc.langgraph4j.state.AgentState;
import org.jspecify.annotations.Nullable;

/**
 * The state as one node sees it, with the memories that were recalled and the briefing that was made for this node
 * only. The view adds only strings, because LangGraph4j may copy the view of a streaming node.
 *
 * @param <S> the graph's state
 */
final class NodeView<S extends AgentState> {

    /** The state key of the token of the run that can be asked for a briefing. */
    static final String OFFER = "memory.offer";

    private static final Set<String> RESERVED = Set.of(
            GraphMemory.RECALLED, GraphMemory.BRIEFING, OFFER, GraphMemory.CURSOR, ShownMemories.KEY, NodeRun.KEY);

    private final AttachedGraph<S> attached;
    private final String node;

    NodeView(AttachedGraph<S> attached, String node) {
        this.attached = attached;
        this.node = node;
    }

    S of(S state, NodeRun run) {
        Map<String, Object> view = new HashMap<>(state.data());
        Function<S, String> query = attached.policy().recalls().get(node);
        if (query != null) {
            view.put(GraphMemory.RECALLED, recalled(run, returned("recallBefore", query.apply(state))));
        }
        Optional<AgentPrompt> prompt =
                attached.prebuilt().isModel(node) ? AgentPrompt.in(state.data()) : Optional.empty();
        Function<S, String> work = attached.policy().briefings().get(node);
        if (work != null) {
            Briefing briefing = brief(run, returned("briefBefore", work.apply(state)));
            view.put(GraphMemory.BRIEFING, briefing.text());
            prompt.ifPresent(messages -> show(briefing, messages, run, view));
        } else if (attached.policy().briefsEveryNode()) {
            prompt.ifPresentOrElse(
                    messages -> show(brief(run, messages.work()), messages, run, view),
                    () -> view.put(OFFER, run.token()));
        }
        return attached.state(view);
    }

    private String returned(String policy, @Nullable String text) {
        return AttachPolicy.requireReturned(text, policy, node);
    }

    private static void show(Briefing briefing, AgentPrompt messages, NodeRun run, Map<String, Object> view) {
        messages.briefed(briefing, view);
        run.showLater(briefing.memories());
    }

    private static List<String> recalled(NodeRun run, String query) {
        if (query.codePoints().noneMatch(Character::isLetterOrDigit)) {
            return new ArrayList<>();
        }
        return rendered(
                run.memory().recall(RecallRequest.builder(query).build()),
                run.memory().log());
    }

    /**
     * Returns a quoted note on one line for each match that is not held back, in a list that every serializer supports.
     *
     * @param log says where memories come from
     */
    static List<String> rendered(List<Match> matches, MemoryLog log) {
        return new ArrayList<>(matches.stream()
                .map(Match::memory)
                .filter(memory -> !log.provenance(memory).heldBack())
                .map(memory -> ToolAnswer.note(memory, log.provenance(memory).text()))
                .toList());
    }

    private Briefing brief(NodeRun run, String work) {
        return run.memory()
                .brief(BriefingRequest.builder()
                        .work(work)
                        .budget(attached.policy().budget())
                        .build());
    }

    /** Returns what the memory has added to a node's result. */
    static Map<String, Object> addedTo(Map<String, Object> result) {
        Map<String, Object> added = new HashMap<>(result);
        added.keySet().retainAll(RESERVED);
        return added;
    }

    /** Returns a node's result without the keys that only the memory may set. */
    static Map<String, Object> strip(Map<String, Object> result) {
        Map<String, Object> stripped = new HashMap<>(result);
        stripped.keySet().removeAll(RESERVED);
        return stripped;
    }
}
