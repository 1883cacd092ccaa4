package dev.commonground.langgraph4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bsc.langgraph4j.GraphDefinition.END;
import static org.bsc.langgraph4j.GraphDefinition.START;
import static org.bsc.langgraph4j.action.AsyncNodeAction.node_async;

import dev.commonground.test.ScriptedChatModel;
import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.MemoryId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.StateGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tools of an AI service, within a node and outside of graphs. */
class AiServiceToolsTest {

    @RegisterExtension
    final OpenMemory memory = new OpenMemory();

    interface Bot {
        String chat(String message);
    }

    interface BotOfATask {
        String chat(@dev.langchain4j.service.UserMessage String message, InvocationParameters parameters);
    }

    interface BotWithMemory {
        String chat(@MemoryId String id, @dev.langchain4j.service.UserMessage String message);
    }

    @Test
    void insideANodeTheToolsUseTheNodesStep() throws Exception {
        ScriptedChatModel model = new ScriptedChatModel()
                .calls("remember", ToolCalls.FRIDAY)
                .says("stored")
                .calls("recall", "{\"queries\":\"deadline\"}")
                .says("written");
        Bot bot = AiServices.builder(Bot.class)
                .chatModel(model)
                .tools(memory.graphs().tools())
                .build();
        StateGraph<TestState> graph = new StateGraph<>(memory.graphs().schema(TestState.SCHEMA), TestState::new)
                .addNode("research", node_async(state -> Map.of("research", bot.chat("go"))))
                .addNode("write", node_async(state -> Map.of("write", bot.chat("go"))))
                .addEdge(START, "research")
                .addEdge("research", "write")
                .addEdge("write", END);

        memory.graphs().attach(graph).compile().invoke(Map.of(), ToolCalls.ORDER_7);

        assertThat(model.toolResults()).singleElement().asString().endsWith("(research)");
        assertThat(memory.authors("order-7")).containsExactly("research");
    }

    @Test
    void toolsOnOtherThreadsUseTheNodesStep() throws Exception {
        ScriptedChatModel model = new ScriptedChatModel()
                .callsAtOnce(
                        ScriptedChatModel.call("remember", ToolCalls.FRIDAY),
                        ScriptedChatModel.call("remember", "{\"text\":\"The client is Acme\"}"),
                        ScriptedChatModel.call("remember", "{\"text\":\"The tone is formal\"}"))
                .says("stored");
        Bot bot = AiServices.builder(Bot.class)
                .chatModel(model)
                .tools(memory.graphs().tools())
                .executeToolsConcurrently()
                .build();
        StateGraph<TestState> graph = new StateGraph<>(memory.graphs().schema(TestState.SCHEMA), TestState::new)
                .addNode("research", node_async(state -> Map.of("research", bot.chat("go"))))
                .addEdge(START, "research")
                .addEdge("research", END);

        memory.graphs().attach(graph).compile().invoke(Map.of(), ToolCalls.ORDER_7);

        assertThat(memory.live("order-7"))
                .containsExactly("The client is Acme", "The deadline is friday", "The tone is formal");
    }

    @Test
    void aFailedNodeDiscardsTheMemoriesOfItsTools() throws Exception {
        ScriptedChatModel model =
                new ScriptedChatModel().calls("remember", ToolCalls.FRIDAY).says("stored");
        Bot bot = AiServices.builder(Bot.class)
                .chatModel(model)
                .tools(memory.graphs().tools())
                .build();
        StateGraph<TestState> graph = new StateGraph<>(memory.graphs().schema(TestState.SCHEMA), TestState::new)
                .addNode("research", node_async(state -> {
                    throw new IllegalStateException(bot.chat("go"));
                }))
                .addEdge(START, "research")
                .addEdge("research", END);
        CompiledGraph<TestState> app = memory.graphs().attach(graph).compile();

        assertThatThrownBy(() -> app.invoke(Map.of(), ToolCalls.ORDER_7)).hasStackTraceContaining("stored");

        assertThat(memory.live("order-7")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.commonground.langgraph4j.ToolCalls#argumentsOfAnyShape")
    void argumentsOfAnyShapeAbortNoNode(String arguments) throws Exception {
        ScriptedChatModel model = new ScriptedChatModel()
                .calls("remember", arguments)
                .calls("recall", arguments)
                .says("stored");
        Bot bot = AiServices.builder(Bot.class)
                .chatModel(model)
                .tools(memory.graphs().tools())
                .toolArgumentsErrorHandler(new UnreadableArguments(failure -> {}))
                .build();
        StateGraph<TestState> graph = new StateGraph<>(memory.graphs().schema(TestState.SCHEMA), TestState::new)
                .addNode("research", node_async(state -> Map.of("research", bot.chat("go"))))
                .addEdge(START, "research")
                .addEdge("research", END);

        TestState end = memory.graphs()
                .attach(graph)
                .compile()
                .invoke(Map.of(), ToolCalls.ORDER_7)
                .orElseThrow();

        assertThat(end.text("research")).isEqualTo("stored");
    }

    @Test
    void outsideAGraphTheCallerNamesTaskAndUser() {
        memory.shared().user("ada").remember("Ada likes tea");
        ScriptedChatModel model = new ScriptedChatModel()
                .calls("remember", ToolCalls.FORGED)
                .calls("recall", "{\"queries\":\"tea\"}")
                .says("done");
        BotOfATask bot = AiServices.builder(BotOfATask.class)
                .chatModel(model)
                .tools(memory.graphs().tools("writer"))
                .build();

        bot.chat("go", InvocationParameters.from(Map.of(GraphMemory.TASK, "order-7", GraphMemory.USER, "ada")));

        assertThat(model.toolResults().get(1)).contains("Ada likes tea");
        assertThat(memory.live("order-7")).containsExactly("The deadline is friday");
        assertThat(memory.live("order-8")).isEmpty();
        assertThat(memory.authors("order-7")).containsExactly("writer");
    }

    @Test
    void allCallsOfOneInvocationShareOneMemory() {
        memory.shared().task("order-7").agent("researcher").remember(ToolCalls.FOUND_800);
        ScriptedChatModel model = new ScriptedChatModel()
                .calls("recall", "{\"queries\":\"words\"}")
                .calls("remember", ToolCalls.AT_MOST_500)
                .says("done");

        AiServices.builder(BotOfATask.class)
                .chatModel(model)
                .tools(memory.graphs().tools("writer"))
                .build()
                .chat("go", InvocationParameters.from(GraphMemory.TASK, "order-7"));

        assertThat(model.toolResults().get(1)).contains("supersedes");
    }

    @Test
    void aMemoryIdIsTheTask() {
        ScriptedChatModel model =
                new ScriptedChatModel().calls("remember", ToolCalls.FRIDAY).says("done");

        AiServices.builder(BotWithMemory.class)
                .chatModel(model)
                .chatMemoryProvider(id -> MessageWindowChatMemory.withMaxMessages(10))
                .tools(memory.graphs().tools("writer"))
                .build()
                .chat("order-7", "go");

        assertThat(memory.live("order-7")).containsExactly("The deadline is friday");
    }

    @Test
    void withoutATaskTheToolsRefuse() {
        ScriptedChatModel model =
                new ScriptedChatModel().calls("remember", ToolCalls.FRIDAY).says("done");
        List<RuntimeException> failures = new ArrayList<>();

        String answer = AiServices.builder(Bot.class)
                .chatModel(model)
                .tools(memory.graphs().tools("writer").failuresTo(failures::add))
                .build()
                .chat("go");

        assertThat(answer).isEqualTo("done");
        assertThat(model.toolResults()).containsExactly("The memory could not be reached; go on without it.");
        assertThat(failures).singleElement().asString().contains("names no task");
        assertThat(memory.live("default")).isEmpty();
    }

    @Test
    void toolsWithoutAnAgentAreRefusedOutsideAGraph() {
        ScriptedChatModel model =
                new ScriptedChatModel().calls("remember", ToolCalls.FRIDAY).says("done");
        List<RuntimeException> failures = new ArrayList<>();

        AiServices.builder(BotOfATask.class)
                .chatModel(model)
                .tools(memory.graphs().tools().failuresTo(failures::add))
                .build()
                .chat("go", InvocationParameters.from(GraphMemory.TASK, "order-7"));

        assertThat(failures).singleElement().asString().contains("create the tools with tools(agent)");
    }
}
