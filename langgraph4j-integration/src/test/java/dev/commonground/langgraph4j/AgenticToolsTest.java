package dev.commonground.langgraph4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Memory;
import dev.commonground.test.ScriptedChatModel;
import dev.langchain4j.agentic.Agent;
import dev.langchain4j.agentic.AgenticServices;
import dev.langchain4j.service.MemoryId;
import dev.langchain4j.service.V;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tools of the agents of langchain4j-agentic. */
class AgenticToolsTest {

    @RegisterExtension
    final OpenMemory memory = new OpenMemory();

    public interface Researcher {
        @dev.langchain4j.service.UserMessage("Research {{topic}}")
        @Agent(value = "research", outputKey = "notes")
        String research(@V("topic") String topic);
    }

    public interface Writer {
        @dev.langchain4j.service.UserMessage("Write about {{topic}}")
        @Agent(value = "write", outputKey = "article")
        String write(@V("topic") String topic);
    }

    public interface Newsroom {
        @Agent
        String run(@MemoryId String id, @V("topic") String topic);
    }

    @Test
    void unreadableArgumentsAreReportedAndTheModelReceivesARequestToCallAgain() {
        ScriptedChatModel researching =
                new ScriptedChatModel().calls("remember", "{not json").says("found");
        List<RuntimeException> failures = new ArrayList<>();

        article(researching, failures::add, "order-7");

        assertThat(researching.toolResults())
                .containsExactly("The arguments could not be read: call again with one JSON object.");
        assertThat(failures).singleElement().isInstanceOf(IllegalArgumentException.class);
    }

    private String article(ScriptedChatModel researching, Consumer<RuntimeException> failures, String task) {
        Researcher researcher = AgenticServices.agentBuilder(Researcher.class)
                .chatModel(researching)
                .tools(memory.graphs().tools("researcher").failuresTo(failures))
                .toolArgumentsErrorHandler(new UnreadableArguments(failures))
                .build();
        Writer writer = AgenticServices.agentBuilder(Writer.class)
                .chatModel(new ScriptedChatModel().says("written"))
                .build();
        return AgenticServices.sequenceBuilder(Newsroom.class)
                .subAgents(researcher, writer)
                .outputKey("article")
                .build()
                .run(task, "water");
    }

    @ParameterizedTest
    @MethodSource("dev.commonground.langgraph4j.ToolCalls#argumentsOfAnyShape")
    void inLangchain4jAgenticArgumentsOfAnyShapeAbortNoRun(String arguments) {
        ScriptedChatModel researching = new ScriptedChatModel()
                .calls("remember", arguments)
                .calls("recall", arguments)
                .says("found");

        assertThat(article(researching, failure -> {}, "order-7")).isEqualTo("written");
    }

    @Test
    void inLangchain4jAgenticTheFailureOfAToolReachesTheApplicationAndNotTheModel() {
        ScriptedChatModel researching =
                new ScriptedChatModel().calls("remember", ToolCalls.FRIDAY).says("found");
        List<RuntimeException> failures = new ArrayList<>();

        String article = article(researching, failures::add, "order\u0007");

        assertThat(article).isEqualTo("written");
        assertThat(researching.toolResults()).containsExactly("The memory could not be reached; go on without it.");
        assertThat(failures).singleElement().isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void inLangchain4jAgenticTheMemoryIdIsTheTask() {
        ScriptedChatModel researching =
                new ScriptedChatModel().calls("remember", ToolCalls.FORGED).says("found");
        ScriptedChatModel writing = new ScriptedChatModel()
                .calls("recall", "{\"queries\":\"deadline\",\"agenticScope\":{\"memoryId\":\"order-8\"}}")
                .says("written");
        Researcher researcher = AgenticServices.agentBuilder(Researcher.class)
                .chatModel(researching)
                .tools(memory.graphs().tools("researcher"))
                .build();
        Writer writer = AgenticServices.agentBuilder(Writer.class)
                .chatModel(writing)
                .tools(memory.graphs().tools("writer"))
                .build();

        AgenticServices.sequenceBuilder(Newsroom.class)
                .subAgents(researcher, writer)
                .outputKey("article")
                .build()
                .run("order-7", "water");

        assertThat(writing.toolResults()).singleElement().asString().endsWith("(researcher)");
        assertThat(memory.shared().task("order-7").agent("auditor").list())
                .extracting(Memory::text)
                .containsExactly("The deadline is friday");
        assertThat(memory.live("order-8")).isEmpty();
    }
}
