package dev.commonground.langgraph4j;

import dev.commonground.briefing.Briefing;
import dev.commonground.briefing.BriefingRequest;
import dev.commonground.memory.Memory;
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

/**
 * What one node sees of the state: the state, and beside it what was recalled and briefed for this node alone. Only
 * strings go in, because LangGraph4j may copy the view of a streaming node.
 *
 * @param <S> the graph's state
 */
final class NodeView<S extends AgentState> {

    private static final Set<String> OURS =
            Set.of(GraphMemory.RECALLED, GraphMemory.BRIEFING, GraphMemory.CURSOR, ShownMemories.KEY, Turn.KEY);

    private final Attachment<S> attachment;
    private final String node;

    NodeView(Attachment<S> attachment, String node) {
        this.attachment = attachment;
        this.node = node;
    }

    S of(S state, Turn turn) {
        Map<String, Object> view = new HashMap<>(state.data());
        Function<S, String> query = attachment.policy().recalls().get(node);
        if (query != null) {
            view.put(GraphMemory.RECALLED, recalled(turn, query.apply(state)));
        }
        Optional<AgentPrompt> prompt =
                attachment.isModelOfPrebuilt(node) ? AgentPrompt.in(state.data()) : Optional.empty();
        Function<S, String> work = attachment.policy().briefings().get(node);
        if (work != null) {
            Briefing briefing = brief(turn, work.apply(state));
            view.put(GraphMemory.BRIEFING, briefing.text());
            prompt.ifPresent(messages -> show(briefing, messages, turn, view));
        } else if (attachment.policy().briefsEveryNode()) {
            prompt.ifPresentOrElse(
                    messages -> show(brief(turn, messages.work()), messages, turn, view),
                    () -> view.put(GraphMemory.BRIEFING, offered(turn)));
        }
        return attachment.state(view);
    }

    private static void show(Briefing briefing, AgentPrompt messages, Turn turn, Map<String, Object> view) {
        messages.briefed(briefing, view);
        turn.shown().add(briefing.memories());
    }

    private static List<String> recalled(Turn turn, String query) {
        if (query.codePoints().noneMatch(Character::isLetterOrDigit)) {
            return new ArrayList<>();
        }
        return rendered(turn.memory().recall(RecallRequest.builder(query).build()));
    }

    /** Returns one line for each match, in a list that every serializer can write. */
    static List<String> rendered(List<Match> matches) {
        return new ArrayList<>(
                matches.stream().map(Match::memory).map(Memory::toString).toList());
    }

    private Briefing brief(Turn turn, String work) {
        return turn.memory()
                .brief(BriefingRequest.builder()
                        .work(work)
                        .budget(attachment.policy().budget())
                        .build());
    }

    private static String offered(Turn turn) {
        return turn.onlooker()
                .brief(BriefingRequest.builder().budget(Integer.MAX_VALUE).build())
                .text();
    }

    /** Returns a node's result without what is the memory's to say. */
    static Map<String, Object> strip(Map<String, Object> result) {
        Map<String, Object> stripped = new HashMap<>(result);
        stripped.keySet().removeAll(OURS);
        return stripped;
    }
}
