package dev.commonground.langgraph4j;

import dev.commonground.briefing.Briefing;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bsc.langgraph4j.prebuilt.MessagesState;

/** The messages that the node of a prebuilt agent sends to its model. */
final class AgentPrompt {

    private final List<ChatMessage> messages;

    private AgentPrompt(List<ChatMessage> messages) {
        this.messages = messages;
    }

    /** Returns the messages in a state, if the state holds chat messages. */
    static Optional<AgentPrompt> in(Map<String, Object> data) {
        if (!(data.get(MessagesState.MESSAGES_STATE) instanceof List<?> list)
                || !list.stream().allMatch(ChatMessage.class::isInstance)) {
            return Optional.empty();
        }
        return Optional.of(
                new AgentPrompt(list.stream().map(ChatMessage.class::cast).toList()));
    }

    /** Returns the last text that a user sent; empty if there is none. */
    String work() {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i) instanceof UserMessage message && message.hasSingleText()) {
                return message.singleText();
            }
        }
        return "";
    }

    /** Puts the messages with a briefing into a view of the state. */
    void briefed(Briefing briefing, Map<String, Object> view) {
        if (!briefing.isEmpty()) {
            view.put(MessagesState.MESSAGES_STATE, briefed(briefing, messages));
        }
    }

    /**
     * Returns messages with a briefing in front. It joins a system message that is already first, because some models accept
     * only one.
     */
    static List<ChatMessage> briefed(Briefing briefing, List<ChatMessage> messages) {
        if (briefing.isEmpty()) {
            return messages;
        }
        boolean joined = !messages.isEmpty() && messages.get(0) instanceof SystemMessage;
        String text = joined ? briefing.text() + "\n\n" + ((SystemMessage) messages.get(0)).text() : briefing.text();
        List<ChatMessage> with = new ArrayList<>(List.of(SystemMessage.from(text)));
        with.addAll(messages.subList(joined ? 1 : 0, messages.size()));
        return with;
    }
}
