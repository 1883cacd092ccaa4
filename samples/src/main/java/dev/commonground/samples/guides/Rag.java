package dev.commonground.samples.guides;

import dev.commonground.SharedMemory;
import dev.commonground.langgraph4j.GraphMemory;
import dev.commonground.langgraph4j.MemoryRetriever;
import dev.commonground.test.ScriptedChatModel;
import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.Result;
import dev.langchain4j.service.UserMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The memory as a source for retrieval-augmented generation. */
public final class Rag {

    private Rag() {}

    // guide
    interface Assistant {
        Result<String> answer(@UserMessage String question, InvocationParameters invocation);
    }
    // end of guide

    /** Runs the guide on the given file, or on a new temporary file. */
    public static void main(String[] arguments) throws Exception {
        Guide.main(arguments, Rag::show);
    }

    static List<String> show(SharedMemory memory) {
        GraphMemory graphs = GraphMemory.over(memory);
        ChatModel model = ScriptedChatModel.repeating();
        List<String> seen = new ArrayList<>();
        memory.task("task_q3_proposal").agent("researcher").require("The deadline is 4 December");
        memory.task("task_q3_proposal").agent("researcher").remember("Acme has three warehouses");
        memory.user("acme").prefer("Acme calls a deadline a due date");
        // guide
        Assistant assistant = AiServices.builder(Assistant.class)
                .chatModel(model)
                .contentRetriever(graphs.retriever("assistant").limit(5))
                .build();

        Result<String> result = assistant.answer(
                "deadline?",
                InvocationParameters.from(Map.of(GraphMemory.TASK, "task_q3_proposal", GraphMemory.USER, "acme")));

        result.sources()
                .forEach(source -> seen.add("%s says %s"
                        .formatted(
                                source.textSegment().metadata().getString(MemoryRetriever.AUTHORS),
                                source.textSegment().metadata().getString(MemoryRetriever.TEXT))));
        // end of guide
        seen.add(result.content());
        return seen;
    }
}
