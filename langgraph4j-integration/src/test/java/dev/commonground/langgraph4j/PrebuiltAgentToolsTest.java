package dev.commonground.langgraph4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bsc.langgraph4j.GraphDefinition.END;
import static org.bsc.langgraph4j.GraphDefinition.START;
import static org.bsc.langgraph4j.action.AsyncNodeAction.node_async;

import dev.commonground.AgentMemory;
import dev.commonground.briefing.BriefingRequest;
import dev.commonground.test.ScriptedChatModel;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.GraphInput;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.agentexecutor.AgentExecutor;
import org.bsc.langgraph4j.checkpoint.MemorySaver;
import org.bsc.langgraph4j.state.AgentState;
import org.bsc.langgraph4j.state.AppenderChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The tools and the briefing of a prebuilt agent in a graph: which memory they use, and that the model cannot change
 * it.
 */
class PrebuiltAgentToolsTest {

    @RegisterExtension
    final OpenMemory memory = new OpenMemory();

    StateGraph<AgentExecutor.State> agent(ScriptedChatModel model) throws Exception {
        return memory.graphs().attach(unattached(model));
    }

    private StateGraph<AgentExecutor.State> unattached(ScriptedChatModel model) throws Exception {
        return AgentExecutor.builder()
                .chatModel(model)
                .toolsFromObject(memory.graphs().tools())
                .build();
    }

    Map<String, Object> ask(String text) {
        return Map.of("messages", UserMessage.from(text));
    }

    @ParameterizedTest
    @EnumSource(AgentExecutor.Serializers.class)
    void theToolsWorkOnTheGraphsTask(AgentExecutor.Serializers serializer) throws Exception {
        ScriptedChatModel model = new ScriptedChatModel()
                .calls("remember", ToolCalls.FRIDAY)
                .calls("recall", "{\"queries\":\"deadline\"}")
                .says("done");
        StateGraph<AgentExecutor.State> graph = memory.graphs()
                .attach(AgentExecutor.builder()
                        .chatModel(model)
                        .stateSerializer(serializer.object())
                        .toolsFromObject(memory.graphs().tools())
                        .build());

        String answer = graph.compile()
                .invoke(ask("when?"), ToolCalls.ORDER_7)
                .orElseThrow()
                .finalResponse()
                .orElseThrow();

        assertThat(answer).isEqualTo("done");
        assertThat(model.toolResults().get(0)).startsWith("stored m-");
        assertThat(model.toolResults().get(1)).endsWith("FINDING: \"The deadline is friday\" (agent)");
        assertThat(memory.live("order-7")).containsExactly("The deadline is friday");
    }

    @Test
    void argumentsThatNameAScopeAreIgnored() throws Exception {
        agent(new ScriptedChatModel().calls("remember", ToolCalls.FORGED).says("done"))
                .compile()
                .invoke(ask("when?"), ToolCalls.ORDER_7);

        assertThat(memory.live("order-7")).containsExactly("The deadline is friday");
        assertThat(memory.live("order-8")).isEmpty();
        assertThat(memory.shared().user("bob").list()).isEmpty();
        assertThat(memory.authors("order-7")).containsExactly("agent");
    }

    @ParameterizedTest
    @MethodSource("dev.commonground.langgraph4j.ToolCalls#argumentsOfAnyShape")
    void argumentsOfAnyShapeAbortNoRun(String arguments) throws Exception {
        ScriptedChatModel model = new ScriptedChatModel()
                .calls("remember", arguments)
                .calls("recall", arguments)
                .says("done");

        agent(model).compile().invoke(ask("when?"), ToolCalls.ORDER_7);

        assertThat(model.toolResults()).hasSize(2).allMatch(answer -> !answer.contains("Exception"));
    }

    @Test
    void aFailingToolDoesNotStopTheModel() throws Exception {
        ScriptedChatModel model =
                new ScriptedChatModel().calls("remember", ToolCalls.FRIDAY).says("done");
        List<RuntimeException> failures = new ArrayList<>();
        StateGraph<AgentExecutor.State> unattached = AgentExecutor.builder()
                .chatModel(model)
                .toolsFromObject(memory.graphs().tools("writer").failuresTo(failures::add))
                .build();

        unattached.compile().invoke(ask("when?"), ToolCalls.ORDER_7);

        assertThat(model.toolResults()).containsExactly("The memory could not be reached; go on without it.");
        assertThat(failures).singleElement().isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aTaskInTheStateOfAnUnattachedAgentIsIgnored() throws Exception {
        ScriptedChatModel model =
                new ScriptedChatModel().calls("remember", ToolCalls.FRIDAY).says("done");
        AgentExecutor.builder()
                .chatModel(model)
                .toolsFromObject(memory.graphs().tools("writer").failuresTo(failure -> {}))
                .build()
                .compile()
                .invoke(Map.of("messages", UserMessage.from("when?"), GraphMemory.TASK, "order-8"), ToolCalls.ORDER_7);

        assertThat(memory.live("order-8")).isEmpty();
    }

    @Test
    void aCrashInTheToolsIsSeenOnceAfterTheResume() throws Exception {
        ScriptedChatModel model = new ScriptedChatModel()
                .callsAtOnce(
                        ScriptedChatModel.call("remember", ToolCalls.FRIDAY), ScriptedChatModel.call("explode", "{}"))
                .says("done");
        boolean[] explodes = {true};
        CompiledGraph<AgentExecutor.State> app = memory.graphs()
                .attach(AgentExecutor.builder()
                        .chatModel(model)
                        .toolsFromObject(memory.graphs().tools())
                        .tool(
                                dev.langchain4j.agent.tool.ToolSpecification.builder()
                                        .name("explode")
                                        .build(),
                                (request, id) -> {
                                    if (explodes[0]) {
                                        throw new IllegalStateException("boom");
                                    }
                                    return "fine";
                                })
                        .build())
                .compile(CompileConfig.builder()
                        .checkpointSaver(new MemorySaver())
                        .build());
        assertThatThrownBy(() -> app.invoke(ask("when?"), ToolCalls.ORDER_7)).hasStackTraceContaining("boom");
        assertThat(memory.live("order-7")).isEmpty();

        explodes[0] = false;
        app.invoke(GraphInput.resume(), ToolCalls.ORDER_7);

        assertThat(memory.shared().task("order-7").agent("auditor").list())
                .singleElement()
                .satisfies(friday -> assertThat(friday.assertions()).hasSize(1));
    }

    @Test
    void theModelIsBriefedAndTheBriefingIsNotPersisted() throws Exception {
        memory.shared().task("order-7").agent("researcher").require("Keep it to 500 words");
        memory.shared().task("order-7").agent("researcher").remember("The proposal is for Acme");
        ScriptedChatModel model = new ScriptedChatModel().says("done");
        CompiledGraph<AgentExecutor.State> app = agent(model)
                .compile(CompileConfig.builder()
                        .checkpointSaver(new MemorySaver())
                        .build());

        app.invoke(ask("write the proposal"), ToolCalls.ORDER_7);

        assertThat(model.system())
                .hasSize(2)
                .last()
                .asString()
                .contains("Keep it to 500 words", "The proposal is for Acme");
        assertThat(app.getStateHistory(ToolCalls.ORDER_7))
                .allSatisfy(snapshot ->
                        assertThat(snapshot.state().data().toString()).doesNotContain("500 words"));
    }

    @Test
    void aBriefingOfAPolicyReachesTheModelToo() throws Exception {
        memory.shared().task("order-7").agent("boss").require("Keep it to 500 words");
        ScriptedChatModel model = new ScriptedChatModel().says("done");

        memory.graphs()
                .attach(unattached(model), policy -> policy.briefBefore("agent", state -> "words"))
                .compile()
                .invoke(ask("hello"), ToolCalls.ORDER_7);

        assertThat(model.system()).last().asString().contains("Keep it to 500 words");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theUsersLatestMessageChoosesTheFindingsOfTheBriefing(boolean isTheFirst) throws Exception {
        UserMessage latest = UserMessage.from("What does Acme sell?");
        AgentMemory boss = memory.shared().task("order-7").agent("boss");
        for (int i = 0; i < 40; i++) {
            boss.remember("Parcel %d is heavy and stays in the warehouse until monday".formatted(i));
        }
        boss.remember("Acme sells water");
        ScriptedChatModel model = new ScriptedChatModel().says("done");

        memory.graphs()
                .attach(unattached(model), policy -> policy.briefEveryNode().budget(300))
                .compile()
                .invoke(
                        Map.of(
                                "messages",
                                isTheFirst
                                        ? List.of(latest)
                                        : List.of(
                                                UserMessage.from("Which parcels are heavy?"),
                                                AiMessage.from("Many."),
                                                latest)),
                        ToolCalls.ORDER_7);

        assertThat(model.system())
                .last()
                .isEqualTo(memory.shared()
                        .task("order-7")
                        .agent("agent")
                        .brief(BriefingRequest.builder()
                                .work("What does Acme sell?")
                                .budget(300)
                                .build())
                        .text());
    }

    @Test
    void anEmptyBriefingIsNotSent() throws Exception {
        ScriptedChatModel model = new ScriptedChatModel().says("done");

        agent(model).compile().invoke(ask("write the proposal"), ToolCalls.ORDER_7);

        assertThat(model.system()).hasSize(1);
    }

    @Test
    void aWriteSupersedesAValueFromTheBriefing() throws Exception {
        memory.shared().task("order-7").agent("researcher").remember(ToolCalls.MUST_BE_800);
        ScriptedChatModel model =
                new ScriptedChatModel().calls("remember", ToolCalls.AT_MOST_500).says("done");

        agent(model).compile().invoke(ask("how long?"), ToolCalls.ORDER_7);

        assertThat(model.toolResults()).singleElement().asString().contains("supersedes");
        assertThat(memory.live("order-7")).containsExactly("At most 500 words");
    }

    @Test
    void aWriteSupersedesAValueRecalledInAnEarlierRound() throws Exception {
        memory.shared().task("order-7").agent("researcher").remember(ToolCalls.FOUND_800);
        ScriptedChatModel model = new ScriptedChatModel()
                .calls("recall", "{\"queries\":[\"words\",\"length\"]}")
                .calls("remember", ToolCalls.AT_MOST_500)
                .says("done");

        agent(model).compile().invoke(ask("hello"), ToolCalls.ORDER_7);

        assertThat(model.toolResults().get(1)).contains("supersedes");
    }

    @Test
    void aRecalledValueCountsAsShownWithoutABriefingToo() throws Exception {
        memory.shared().task("order-7").agent("researcher").remember(ToolCalls.FOUND_800);
        ScriptedChatModel model = new ScriptedChatModel()
                .calls("recall", "{\"queries\":\"words\"}")
                .calls("remember", ToolCalls.AT_MOST_500)
                .says("done");

        memory.graphs().attach(unattached(model), policy -> {}).compile().invoke(ask("hello"), ToolCalls.ORDER_7);

        assertThat(model.toolResults().get(1)).contains("supersedes");
    }

    @Test
    void aValueThatTheModelNeverSawIsInConflict() throws Exception {
        AgentMemory researcher = memory.shared().task("order-7").agent("researcher");
        researcher.remember(ToolCalls.FOUND_800);
        ScriptedChatModel model =
                new ScriptedChatModel().calls("remember", ToolCalls.AT_MOST_500).says("done");

        memory.graphs().attach(unattached(model), policy -> {}).compile().invoke(ask("hello"), ToolCalls.ORDER_7);

        assertThat(model.toolResults()).singleElement().asString().contains("conflicts with");
    }

    @Test
    void agentsThatAreSubGraphsOfOneGraphShareItsTaskUnderTheirOwnNames() throws Exception {
        CompileConfig saving =
                CompileConfig.builder().checkpointSaver(new MemorySaver()).build();
        ScriptedChatModel researching =
                new ScriptedChatModel().calls("remember", ToolCalls.FRIDAY).says("found");
        ScriptedChatModel writing = new ScriptedChatModel()
                .calls("recall", "{\"queries\":\"deadline\"}")
                .calls("remember", "{\"text\":\"The draft is done\"}")
                .says("written");
        StateGraph<AgentExecutor.State> team = new StateGraph<>(
                        memory.graphs().schema(AgentExecutor.State.SCHEMA), AgentExecutor.Serializers.JSON.object())
                .addNode("researcher", agent(researching).compile(saving))
                .addNode(
                        "handoff",
                        node_async(state -> Map.of(
                                "agent_response",
                                AgentState.MARK_FOR_REMOVAL,
                                "messages",
                                AppenderChannel.ReplaceAllWith.of(UserMessage.from("write it up")))))
                .addNode("writer", agent(writing).compile(saving))
                .addEdge(START, "researcher")
                .addEdge("researcher", "handoff")
                .addEdge("handoff", "writer")
                .addEdge("writer", END);

        memory.graphs()
                .attach(team)
                .compile(saving)
                .invoke(
                        ask("research"),
                        RunnableConfig.builder().threadId("order-7").build());

        assertThat(writing.toolResults().get(0)).contains("The deadline is friday", "(researcher)");
        assertThat(memory.live("order-7")).containsExactly("The deadline is friday", "The draft is done");
        assertThat(memory.authors("order-7")).containsExactly("researcher", "writer");
    }

    @Test
    void aPolicyNamesTheAgentForItsModelAndItsTools() throws Exception {
        StateGraph<AgentExecutor.State> graph = AgentExecutor.builder()
                .chatModel(new ScriptedChatModel()
                        .calls("remember", ToolCalls.FRIDAY)
                        .says("done"))
                .toolsFromObject(memory.graphs().tools())
                .build();

        memory.graphs()
                .attach(graph, policy -> policy.agent("agent", "writer"))
                .compile()
                .invoke(ask("when?"), ToolCalls.ORDER_7);

        assertThat(memory.authors("order-7")).containsExactly("writer");
    }

    @Test
    void anAgentThatIsAnInlinedSubGraphHasItsName() throws Exception {
        ScriptedChatModel model =
                new ScriptedChatModel().calls("remember", ToolCalls.FRIDAY).says("found");
        StateGraph<AgentExecutor.State> researcher = AgentExecutor.builder()
                .chatModel(model)
                .toolsFromObject(memory.graphs().tools())
                .build();
        StateGraph<AgentExecutor.State> team = new StateGraph<>(
                        memory.graphs().schema(AgentExecutor.State.SCHEMA), AgentExecutor.Serializers.JSON.object())
                .addNode("researcher", researcher)
                .addEdge(START, "researcher")
                .addEdge("researcher", END);
        memory.shared().task("order-7").agent("boss").require("Be quick");

        memory.graphs().attach(team).compile().invoke(ask("research"), ToolCalls.ORDER_7);

        assertThat(memory.authors("order-7")).containsExactly("boss", "researcher");
        assertThat(model.system()).last().asString().contains("Be quick");
    }
}
