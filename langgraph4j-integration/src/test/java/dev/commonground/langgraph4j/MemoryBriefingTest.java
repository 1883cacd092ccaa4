package dev.commonground.langgraph4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.bsc.langgraph4j.GraphDefinition.END;
import static org.bsc.langgraph4j.GraphDefinition.START;
import static org.bsc.langgraph4j.action.AsyncNodeAction.node_async;

import dev.commonground.AgentMemory;
import dev.commonground.briefing.BriefingRequest;
import dev.commonground.memory.MemoryException;
import dev.commonground.test.ScriptedChatModel;
import dev.langchain4j.agentic.Agent;
import dev.langchain4j.agentic.AgenticServices;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.MemoryId;
import dev.langchain4j.service.V;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.agentexecutor.AgentExecutor;
import org.bsc.langgraph4j.checkpoint.MemorySaver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MemoryBriefingTest {

    static final RunnableConfig ORDER_7 = GraphMemory.config("order-7").build();
    static final InvocationParameters ON_ORDER_7 = InvocationParameters.from(GraphMemory.TASK, "order-7");

    @RegisterExtension
    final OpenMemory memory = new OpenMemory();

    @BeforeEach
    void rememberForTheTeam() {
        memory.shared().task("order-7").agent("boss").require("Keep it to 500 words");
        memory.shared().task("order-7").agent("boss").remember("Acme sells water");
        memory.shared().task("order-8").agent("boss").require("Keep it to 800 words");
    }

    MemoryBriefing briefing() {
        return memory.graphs().briefing("writer");
    }

    interface Bot {
        String chat(String message);
    }

    @Nested
    class InAnAiService {

        interface BotOfATask {
            String chat(@dev.langchain4j.service.UserMessage String message, InvocationParameters parameters);
        }

        interface Polite {
            @dev.langchain4j.service.SystemMessage("Be polite.")
            String chat(@MemoryId String id, @dev.langchain4j.service.UserMessage String message);
        }

        @Test
        void theBriefingIsTheSystemMessageAndTheQuestionChoosesTheFindings() {
            ScriptedChatModel model = new ScriptedChatModel().says("done");

            AiServices.builder(BotOfATask.class)
                    .chatModel(model)
                    .systemMessageTransformer(briefing())
                    .build()
                    .chat("What does Acme sell?", ON_ORDER_7);

            assertThat(model.system())
                    .containsExactly(memory.shared()
                            .task("order-7")
                            .agent("writer")
                            .brief("What does Acme sell?")
                            .text());
            assertThat(model.system().get(0))
                    .contains("Keep it to 500 words", "Acme sells water")
                    .doesNotContain("800");
        }

        @Test
        void theQuestionAndNotTheIdOfTheChatChoosesTheFindings() {
            String task = "parcels by ship";
            AgentMemory boss = memory.shared().task(task).agent("boss");
            IntStream.range(0, 40).forEach(i -> boss.remember("Crate %d is heavy".formatted(i)));
            boss.remember("The parcels go by ship");
            boss.remember("Acme sells water");
            ScriptedChatModel model = new ScriptedChatModel().says("done");

            AiServices.builder(Polite.class)
                    .chatModel(model)
                    .chatMemoryProvider(id -> MessageWindowChatMemory.withMaxMessages(10))
                    .systemMessageTransformer(briefing().budget(150))
                    .build()
                    .chat(task, "What does Acme sell?");

            String expected = memory.shared()
                    .task(task)
                    .agent("writer")
                    .brief(BriefingRequest.builder()
                            .work("What does Acme sell?")
                            .budget(150)
                            .build())
                    .text();
            assertThat(expected).contains("Acme sells water").doesNotContain("ship");
            assertThat(model.system()).containsExactly(expected + "\n\nBe polite.");
        }

        @Test
        void itPrecedesTheServicesOwnMessage() {
            ScriptedChatModel model = new ScriptedChatModel().says("done");

            AiServices.builder(Polite.class)
                    .chatModel(model)
                    .chatMemoryProvider(id -> MessageWindowChatMemory.withMaxMessages(10))
                    .systemMessageTransformer(briefing())
                    .build()
                    .chat("order-7", "hello");

            assertThat(model.system())
                    .singleElement()
                    .asString()
                    .startsWith("<team-memory>")
                    .endsWith("</team-memory>\n\nBe polite.");
        }

        @Test
        void anEmptyBriefingLeavesTheServicesMessage() {
            ScriptedChatModel model = new ScriptedChatModel().says("a").says("b");

            AiServices.builder(Polite.class)
                    .chatModel(model)
                    .chatMemoryProvider(id -> MessageWindowChatMemory.withMaxMessages(10))
                    .systemMessageTransformer(briefing())
                    .build()
                    .chat("order-9", "hello");
            assertThat(model.system()).containsExactly("Be polite.");

            AiServices.builder(BotOfATask.class)
                    .chatModel(model)
                    .systemMessageTransformer(briefing())
                    .build()
                    .chat("hello", InvocationParameters.from(GraphMemory.TASK, "order-9"));
            assertThat(model.system()).isEmpty();
        }

        @Test
        void insideANodeItIsTheNodesBriefing() throws Exception {
            memory.shared().task("order-7").agent("write").privately().remember("a note on Acme to myself");
            memory.shared().task("order-7").agent("writer").privately().remember("a note on Acme by another");
            ScriptedChatModel model = new ScriptedChatModel().says("done");
            Bot bot = AiServices.builder(Bot.class)
                    .chatModel(model)
                    .systemMessageTransformer(briefing())
                    .build();

            memory.graphs()
                    .stateGraph(TestState.SCHEMA, TestState::new)
                    .addNode("write", node_async(state -> {
                        memory.shared().task("order-7").agent("stranger").require("too late for this node");
                        return Map.of("answer", bot.chat("a note on Acme"));
                    }))
                    .addEdge(START, "write")
                    .addEdge("write", END)
                    .compile()
                    .invoke(Map.of(), ORDER_7);

            assertThat(model.system())
                    .singleElement()
                    .asString()
                    .contains("Keep it to 500 words", "a note on Acme to myself")
                    .doesNotContain("too late", "by another");
        }

        @Test
        void withoutATaskTheCallIsRefused() {
            Bot bot = AiServices.builder(Bot.class)
                    .chatModel(new ScriptedChatModel())
                    .systemMessageTransformer(briefing())
                    .build();

            assertThatIllegalStateException()
                    .isThrownBy(() -> bot.chat("hello"))
                    .withMessageContaining("names no task");
        }

        @Test
        void aBudgetTooSmallForBindingMemoriesIsRefused() {
            BotOfATask bot = AiServices.builder(BotOfATask.class)
                    .chatModel(new ScriptedChatModel().says("done"))
                    .systemMessageTransformer(briefing().budget(20))
                    .build();

            assertThatExceptionOfType(MemoryException.BriefingTooLong.class)
                    .isThrownBy(() -> bot.chat("hello", ON_ORDER_7));
        }

        @Test
        void aWriteSupersedesAValueFromTheBriefing() {
            memory.shared().task("order-7").agent("boss").remember(ToolCalls.MUST_BE_800);
            ScriptedChatModel model = new ScriptedChatModel()
                    .calls("remember", ToolCalls.AT_MOST_500)
                    .says("done");

            AiServices.builder(BotOfATask.class)
                    .chatModel(model)
                    .systemMessageTransformer(briefing())
                    .tools(memory.graphs().tools("writer"))
                    .build()
                    .chat("hello", ON_ORDER_7);

            assertThat(model.toolResults()).singleElement().asString().contains("supersedes");
        }
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
    void anAgentOfLangchain4jAgenticIsBriefedForTheTaskOfItsMemoryId() {
        ScriptedChatModel model = new ScriptedChatModel().says("written");

        AgenticServices.sequenceBuilder(Newsroom.class)
                .subAgents(AgenticServices.agentBuilder(Writer.class)
                        .chatModel(model)
                        .systemMessageTransformer(briefing())
                        .build())
                .outputKey("article")
                .build()
                .run("order-7", "Acme");

        assertThat(model.system())
                .singleElement()
                .asString()
                .contains("Keep it to 500 words", "Acme sells water")
                .doesNotContain("800");
    }

    @Nested
    class InAPrebuiltAgent {

        final ScriptedChatModel model = new ScriptedChatModel().says("done");

        StateGraph<AgentExecutor.State> agent() throws Exception {
            return AgentExecutor.builder()
                    .chatModel(model)
                    .conversationContextPolicy(briefing())
                    .build();
        }

        Map<String, Object> ask(String text) {
            return Map.of("messages", UserMessage.from(text));
        }

        List<ChatMessage> briefings() {
            return model.requests().get(0).messages().stream()
                    .filter(message -> message instanceof SystemMessage system
                            && system.text().contains("<team-memory>"))
                    .toList();
        }

        @Test
        void withoutAnAttachedMemoryItPrecedesTheMessagesAndIsNotPersisted() throws Exception {
            CompiledGraph<AgentExecutor.State> app = agent().compile(CompileConfig.builder()
                    .checkpointSaver(new MemorySaver())
                    .build());

            app.invoke(ask("What does Acme sell?"), ORDER_7);

            assertThat(briefings())
                    .containsExactly(SystemMessage.from(memory.shared()
                            .task("order-7")
                            .agent("writer")
                            .brief("What does Acme sell?")
                            .text()));
            assertThat(app.getStateHistory(ORDER_7))
                    .allSatisfy(snapshot ->
                            assertThat(snapshot.state().data().toString()).doesNotContain("500 words"));
        }

        @Test
        void itJoinsASystemMessageThatIsAlreadyFirst() throws Exception {
            CompiledGraph<AgentExecutor.State> app = agent().compile();

            app.invoke(
                    Map.of(
                            "messages",
                            List.of(SystemMessage.from("Be polite."), UserMessage.from("What does Acme sell?"))),
                    ORDER_7);

            assertThat(model.system())
                    .last()
                    .asString()
                    .startsWith("<team-memory>")
                    .endsWith("\n\nBe polite.");
        }

        @Test
        void itAndTheSystemMessageOfTheAgentAreOneIfTheModelAcceptsOnlyOne() throws Exception {
            AgentExecutor.builder()
                    .chatModel(OneSystemMessage.over(model))
                    .systemMessage(SystemMessage.from("Be polite."))
                    .conversationContextPolicy(briefing())
                    .build()
                    .compile()
                    .invoke(ask("What does Acme sell?"), ORDER_7);

            assertThat(model.system()).singleElement().asString().startsWith("Be polite.\n\n<team-memory>");
        }

        @Test
        void itReadsAboutTheUserOfTheConfig() throws Exception {
            memory.shared().user("ada").prefer("Ada likes short answers");

            agent().compile()
                    .invoke(
                            ask("hello"),
                            RunnableConfig.builder(ORDER_7)
                                    .putMetadata(GraphMemory.USER, "ada")
                                    .build());

            assertThat(briefings()).singleElement().asString().contains("Ada likes short answers");
        }

        @Test
        void anEmptyBriefingAddsNoMessage() throws Exception {
            agent().compile().invoke(ask("hello"), GraphMemory.config("order-9").build());

            assertThat(briefings()).isEmpty();
        }

        @Test
        void inAnAttachedGraphTheAgentIsNotBriefedTwice() throws Exception {
            memory.graphs().attach(agent()).compile().invoke(ask("hello"), ORDER_7);

            assertThat(briefings()).hasSize(1);
        }

        @Test
        void withoutATaskItRefuses() throws Exception {
            CompiledGraph<AgentExecutor.State> app = agent().compile();

            assertThatExceptionOfType(RuntimeException.class)
                    .isThrownBy(() -> app.invoke(ask("hello")))
                    .withStackTraceContaining("The config has neither a thread id");
        }
    }

    @Test
    void aWriteSupersedesAValueFromTheAgentsBriefingInAnEarlierNode() throws Exception {
        memory.shared().task("order-7").agent("boss").remember(ToolCalls.MUST_BE_800);
        ScriptedChatModel model = new ScriptedChatModel()
                .says("800")
                .calls("remember", ToolCalls.AT_MOST_500)
                .says("done");
        Bot reading = AiServices.builder(Bot.class)
                .chatModel(model)
                .systemMessageTransformer(briefing())
                .build();
        Bot writing = AiServices.builder(Bot.class)
                .chatModel(model)
                .tools(memory.graphs().tools())
                .build();

        memory.graphs()
                .<TestState>stateGraph(
                        TestState.SCHEMA,
                        TestState::new,
                        policy -> policy.agent("read", "writer").agent("write", "writer"))
                .addNode("read", node_async(state -> Map.of("answer", reading.chat("words"))))
                .addNode("write", node_async(state -> Map.of("answer", writing.chat("go"))))
                .addEdge(START, "read")
                .addEdge("read", "write")
                .addEdge("write", END)
                .compile()
                .invoke(Map.of(), ORDER_7);

        assertThat(model.toolResults()).singleElement().asString().contains("supersedes");
    }
}
