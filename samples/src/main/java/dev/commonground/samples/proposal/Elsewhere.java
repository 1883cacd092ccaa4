package dev.commonground.samples.proposal;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import org.jspecify.annotations.Nullable;

/** Stands for the model of an agent that works in another process: at its turn the run stops here and goes on there. */
final class Elsewhere implements ChatModel {

    private final String agent;

    private Elsewhere(String agent) {
        this.agent = agent;
    }

    /** It is the turn of an agent that works in another process. */
    static final class ItsTurnException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private ItsTurnException(String agent) {
            super("It is the turn of the %s, who works elsewhere: start the same run there with --agent %1$s"
                    .formatted(agent));
        }
    }

    /** Returns the model of an agent, if it is {@code here} that it works; null for all. */
    static ChatModel unless(@Nullable String here, String agent, ChatModel model) {
        return here == null || here.equals(agent) ? model : new Elsewhere(agent);
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        throw new ItsTurnException(agent);
    }
}
