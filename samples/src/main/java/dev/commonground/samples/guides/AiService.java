package dev.commonground.samples.guides;

import dev.commonground.SharedMemory;
import dev.commonground.langgraph4j.GraphMemory;
import dev.commonground.test.ScriptedChatModel;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.MemoryId;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.store.memory.chat.ChatMemoryStore;
import java.util.List;

/** The memory in a langchain4j AI service. */
public final class AiService {

    private AiService() {}

    // guide
    interface Writer {
        String write(@MemoryId String task, @UserMessage String request);
    }
    // end of guide

    /** Runs the guide on the given file, or on a new temporary file. */
    public static void main(String[] arguments) throws Exception {
        Guide.main(arguments, AiService::show);
    }

    static List<String> show(SharedMemory memory) {
        GraphMemory graphs = GraphMemory.over(memory);
        ChatModel model = ScriptedChatModel.repeating().calls("remember", "{\"text\":\"The client is Acme\"}");
        memory.task("task_q3_proposal").person("ada").require("Keep it to 500 words");
        // guide
        ChatMemoryStore chats = graphs.chats("writer"); // durable, deleted with the task
        Writer writer = AiServices.builder(Writer.class)
                .chatModel(model)
                .systemMessageTransformer(graphs.briefing("writer")) // what the team knows, in front
                .tools(graphs.tools("writer")) // remember and recall
                .chatMemoryProvider(task -> MessageWindowChatMemory.builder()
                        .id(task)
                        .maxMessages(20)
                        .chatMemoryStore(chats)
                        .build())
                .build();

        String answer = writer.write("task_q3_proposal", "Write the proposal");
        // end of guide
        String known = memory.task("task_q3_proposal")
                .agent("editor")
                .recall("client", 1)
                .toString();
        return List.of(answer, "everybody knows " + known);
    }
}
