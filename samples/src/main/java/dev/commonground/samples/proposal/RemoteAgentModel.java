package dev.commonground.samples.proposal;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import org.jspecify.annotations.Nullable;

/** The model of an agent that works in another process. A call stops the run here; the other process resumes it. */
final class RemoteAgentModel implements ChatModel {

    private final String agent;

    private RemoteAgentModel(String agent) {
        this.agent = agent;
    }

    /** Thrown at the turn of an agent that works in another process. */
    static final class ItsTurnException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private ItsTurnException(String agent) {
            super("It is the turn of the %s in another process: start the same run there with --agent %1$s"
                    .formatted(agent));
        }
    }

    /** Returns {@code model} if {@code agent} works in this process. The process runs all agents if {@code here} is null. */
    static ChatModel unless(@Nullable String here, String agent, ChatModel model) {
        return here == null || here.equals(agent) ? model : new RemoteAgentModel(agent);
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        throw new ItsTurnException(agent);
    }
}
