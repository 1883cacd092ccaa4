package dev.commonground.samples.guides;

import dev.commonground.SharedMemory;
import dev.commonground.langgraph4j.GraphMemory;
import dev.commonground.test.ScriptedChatModel;
import dev.langchain4j.agentic.Agent;
import dev.langchain4j.agentic.AgenticServices;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.service.MemoryId;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.V;
import java.util.List;

/** The memory in a team of langchain4j-agentic. */
public final class AgenticTeam {

    private AgenticTeam() {}

    // guide
    /** Finds out what there is to know. */
    public interface Researcher {
        /** Researches a client. */
        @UserMessage("Find out about {{client}}")
        @Agent(outputKey = "notes")
        String research(@V("client") String client);
    }

    /** Writes it up. */
    public interface Writer {
        /** Writes for a client. */
        @UserMessage("Write a proposal for {{client}}")
        @Agent(outputKey = "proposal")
        String write(@V("client") String client);
    }

    /** Both, on one task. */
    public interface Team {
        /** Works on {@code task}. */
        @Agent
        String propose(@MemoryId String task, @V("client") String client);
    }
    // end of guide

    /** Runs the guide on the given file, or on a new temporary file. */
    public static void main(String[] arguments) throws Exception {
        Guide.main(arguments, AgenticTeam::show);
    }

    static List<String> show(SharedMemory memory) {
        GraphMemory graphs = GraphMemory.over(memory);
        ChatModel researching = ScriptedChatModel.repeating()
                .calls("remember", "{\"text\":\"Acme wants at most 500 words\",\"kind\":\"constraint\"}");
        ChatModel writing = ScriptedChatModel.repeating();
        // guide
        Researcher researcher = AgenticServices.agentBuilder(Researcher.class)
                .chatModel(researching)
                .tools(graphs.tools("researcher"))
                .build();
        Writer writer = AgenticServices.agentBuilder(Writer.class)
                .chatModel(writing)
                .systemMessageTransformer(graphs.briefing("writer"))
                .build();
        Team team = AgenticServices.sequenceBuilder(Team.class)
                .subAgents(researcher, writer)
                .outputKey("proposal")
                .build();

        String proposal = team.propose("task_q3_proposal", "Acme"); // the memory id is the task
        // end of guide
        return List.of(proposal);
    }
}
