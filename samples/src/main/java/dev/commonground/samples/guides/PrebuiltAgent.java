package dev.commonground.samples.guides;

import dev.commonground.SharedMemory;
import dev.commonground.langgraph4j.GraphMemory;
import dev.commonground.test.ScriptedChatModel;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import java.util.List;
import java.util.Map;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.agentexecutor.AgentExecutor;

/** The memory in LangGraph4j's prebuilt agent. */
public final class PrebuiltAgent {

    private PrebuiltAgent() {}

    /** Runs the guide on the given file, or on a new temporary file. */
    public static void main(String[] arguments) throws Exception {
        Guide.main(arguments, PrebuiltAgent::show);
    }

    static List<String> show(SharedMemory memory) throws Exception {
        GraphMemory graphs = GraphMemory.over(memory);
        ChatModel model = ScriptedChatModel.repeating()
                .calls("remember", "{\"text\":\"The client is Acme\"}")
                .calls("recall", "{\"queries\":\"client\"}");
        memory.task("task_q3_proposal").person("ada").require("Keep it to 500 words");
        // guide
        StateGraph<AgentExecutor.State> agent = AgentExecutor.builder()
                .chatModel(model)
                .toolsFromObject(graphs.tools()) // remember and recall, for the model
                .build();
        graphs.attach(agent, policy -> policy.briefEveryNode().agent("agent", "writer"));

        String answer = agent.compile()
                .invoke(
                        Map.of("messages", UserMessage.from("Write the proposal")),
                        GraphMemory.config("task_q3_proposal").build())
                .flatMap(AgentExecutor.State::finalResponse)
                .orElseThrow();
        // end of guide
        String known = memory.task("task_q3_proposal")
                .agent("editor")
                .recall("client", 1)
                .toString();
        return List.of(answer, "everybody knows " + known);
    }
}
