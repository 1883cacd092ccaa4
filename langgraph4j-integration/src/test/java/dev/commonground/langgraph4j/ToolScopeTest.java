package dev.commonground.langgraph4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bsc.langgraph4j.GraphDefinition.END;
import static org.bsc.langgraph4j.GraphDefinition.START;
import static org.bsc.langgraph4j.action.AsyncNodeAction.node_async;

import dev.commonground.memory.Draft;
import dev.commonground.memory.Memory;
import dev.langchain4j.agentic.Agent;
import dev.langchain4j.agentic.AgenticServices;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.MemoryId;
import dev.langchain4j.service.V;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.GraphInput;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.agentexecutor.AgentExecutor;
import org.bsc.langgraph4j.checkpoint.MemorySaver;
import org.bsc.langgraph4j.state.AgentState;
import org.bsc.langgraph4j.state.AppenderChannel;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ToolScopeTest {

    static final RunnableConfig ORDER_7 = GraphMemory.config("order-7").build();
    static final String FRIDAY = "{\"text\":\"The deadline is friday\"}";
    static final String FORGED = """
            {"text":"The deadline is friday","task":"order-8","memory.task":"order-8","memory.user":"bob",
             "agent":"boss","memory.cursor":"!","user":"bob","cursor":"!","context":{"chatMemoryId":"order-8"},"memory.turn":{"task":"order-8"}}""";

    static Stream<String> argumentsOfAnyShape() {
        return Stream.of(
                "{}",
                "",
                "{\"text\":null}",
                "{\"text\":7,\"kind\":[1],\"keepToMyself\":{\"a\":1}}",
                "{\"text\":\"x\",\"key\":true}",
                "{not json",
                "[1,2]",
                "deadline",
                "{\"text\":\"x\",}");
    }

    @RegisterExtension
    final OpenMemory memory = new OpenMemory();

    List<String> authors(String task) {
        return memory.shared().task(task).agent("auditor").list().stream()
                .flatMap(known -> known.authors().stream())
                .map(author -> author.name())
                .sorted()
                .toList();
    }

    @Nested
    class InAPrebuiltAgent {

        StateGraph<AgentExecutor.State> agent(ScriptedChatModel model) throws Exception {
            return memory.graphs()
                    .attach(AgentExecutor.builder()
                            .chatModel(model)
                            .toolsFromObject(memory.graphs().tools())
                            .build());
        }

        Map<String, Object> ask(String text) {
            return Map.of("messages", UserMessage.from(text));
        }

        @ParameterizedTest
        @EnumSource(AgentExecutor.Serializers.class)
        void theToolsWorkOnTheGraphsTask(AgentExecutor.Serializers serializer) throws Exception {
            ScriptedChatModel model = new ScriptedChatModel()
                    .calls("remember", FRIDAY)
                    .calls("recall", "{\"queries\":\"deadline\"}")
                    .says("done");
            StateGraph<AgentExecutor.State> graph = memory.graphs()
                    .attach(AgentExecutor.builder()
                            .chatModel(model)
                            .stateSerializer(serializer.object())
                            .toolsFromObject(memory.graphs().tools())
                            .build());

            String answer = graph.compile()
                    .invoke(ask("when?"), ORDER_7)
                    .orElseThrow()
                    .finalResponse()
                    .orElseThrow();

            assertThat(answer).isEqualTo("done");
            assertThat(model.toolAnswers().get(0)).startsWith("stored m-");
            assertThat(model.toolAnswers().get(1)).endsWith("FINDING: \"The deadline is friday\" (agent)");
            assertThat(memory.live("order-7")).containsExactly("The deadline is friday");
        }

        @Test
        void argumentsThatNameAScopeAreIgnored() throws Exception {
            agent(new ScriptedChatModel().calls("remember", FORGED).says("done"))
                    .compile()
                    .invoke(ask("when?"), ORDER_7);

            assertThat(memory.live("order-7")).containsExactly("The deadline is friday");
            assertThat(memory.live("order-8")).isEmpty();
            assertThat(memory.shared().user("bob").list()).isEmpty();
            assertThat(authors("order-7")).containsExactly("agent");
        }

        @ParameterizedTest
        @MethodSource("dev.commonground.langgraph4j.ToolScopeTest#argumentsOfAnyShape")
        void argumentsOfAnyShapeStopNobody(String arguments) throws Exception {
            ScriptedChatModel model = new ScriptedChatModel()
                    .calls("remember", arguments)
                    .calls("recall", arguments)
                    .says("done");

            agent(model).compile().invoke(ask("when?"), ORDER_7);

            assertThat(model.toolAnswers()).hasSize(2).allMatch(answer -> !answer.contains("Exception"));
        }

        @Test
        void aFailingToolStopsNobody() throws Exception {
            ScriptedChatModel model =
                    new ScriptedChatModel().calls("remember", FRIDAY).says("done");
            List<RuntimeException> failures = new ArrayList<>();
            StateGraph<AgentExecutor.State> unattached = AgentExecutor.builder()
                    .chatModel(model)
                    .toolsFromObject(memory.graphs().tools("writer").failuresTo(failures::add))
                    .build();

            unattached.compile().invoke(ask("when?"), ORDER_7);

            assertThat(model.toolAnswers()).containsExactly("The memory could not be reached; go on without it.");
            assertThat(failures).singleElement().isInstanceOf(IllegalStateException.class);
        }

        @Test
        void aTaskInTheStateOfAnUnattachedAgentIsNotBelieved() throws Exception {
            ScriptedChatModel model =
                    new ScriptedChatModel().calls("remember", FRIDAY).says("done");
            AgentExecutor.builder()
                    .chatModel(model)
                    .toolsFromObject(memory.graphs().tools("writer").failuresTo(failure -> {}))
                    .build()
                    .compile()
                    .invoke(Map.of("messages", UserMessage.from("when?"), GraphMemory.TASK, "order-8"), ORDER_7);

            assertThat(memory.live("order-8")).isEmpty();
        }

        @Test
        void aCrashInTheToolsIsSeenOnceAfterTheResume() throws Exception {
            ScriptedChatModel model = new ScriptedChatModel()
                    .callsAtOnce(
                            ScriptedChatModel.request("remember", FRIDAY), ScriptedChatModel.request("explode", "{}"))
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
            assertThatThrownBy(() -> app.invoke(ask("when?"), ORDER_7)).hasStackTraceContaining("boom");
            assertThat(memory.live("order-7")).isEmpty();

            explodes[0] = false;
            app.invoke(GraphInput.resume(), ORDER_7);

            assertThat(memory.shared().task("order-7").agent("auditor").list())
                    .singleElement()
                    .satisfies(friday -> assertThat(friday.assertions()).hasSize(1));
        }

        @Test
        void theModelIsBriefedAndNothingOfTheBriefingIsKept() throws Exception {
            memory.shared().task("order-7").agent("researcher").require("Keep it to 500 words");
            memory.shared().task("order-7").agent("researcher").remember("The proposal is for Acme");
            ScriptedChatModel model = new ScriptedChatModel().says("done");
            CompiledGraph<AgentExecutor.State> app = agent(model)
                    .compile(CompileConfig.builder()
                            .checkpointSaver(new MemorySaver())
                            .build());

            app.invoke(ask("write the proposal"), ORDER_7);

            assertThat(model.systemMessages())
                    .hasSize(2)
                    .last()
                    .asString()
                    .contains("Keep it to 500 words", "The proposal is for Acme");
            assertThat(app.getStateHistory(ORDER_7))
                    .allSatisfy(snapshot ->
                            assertThat(snapshot.state().data().toString()).doesNotContain("500 words"));
        }

        @Test
        void aModelThatNobodyHasAnythingToTellGetsNoBriefing() throws Exception {
            ScriptedChatModel model = new ScriptedChatModel().says("done");

            agent(model).compile().invoke(ask("write the proposal"), ORDER_7);

            assertThat(model.systemMessages()).hasSize(1);
        }

        @Test
        void aValueOfTheBriefingGivesWayToWhatTheModelWrites() throws Exception {
            memory.shared()
                    .task("order-7")
                    .agent("researcher")
                    .remember(Draft.constraint("At most 800 words")
                            .key("max_words", "800")
                            .build());
            ScriptedChatModel model = new ScriptedChatModel()
                    .calls("remember", "{\"text\":\"At most 500 words\",\"key\":\"max_words\",\"value\":\"500\"}")
                    .says("done");

            agent(model).compile().invoke(ask("how long?"), ORDER_7);

            assertThat(model.toolAnswers()).singleElement().asString().contains("takes the place of");
            assertThat(memory.live("order-7")).containsExactly("At most 500 words");
        }

        @Test
        void aValueRecalledInAnEarlierRoundGivesWayToo() throws Exception {
            memory.shared()
                    .task("order-7")
                    .agent("researcher")
                    .remember(Draft.finding("At most 800 words")
                            .key("max_words", "800")
                            .build());
            ScriptedChatModel model = new ScriptedChatModel()
                    .calls("recall", "{\"queries\":[\"words\",\"length\"]}")
                    .calls("remember", "{\"text\":\"At most 500 words\",\"key\":\"max_words\",\"value\":\"500\"}")
                    .says("done");

            agent(model).compile().invoke(ask("hello"), ORDER_7);

            assertThat(model.toolAnswers().get(1)).contains("takes the place of");
        }

        @Test
        void aValueThatTheModelNeverSawIsInConflict() throws Exception {
            memory.shared()
                    .task("order-7")
                    .agent("researcher")
                    .remember(Draft.finding("At most 800 words")
                            .key("max_words", "800")
                            .build());
            ScriptedChatModel model = new ScriptedChatModel()
                    .calls("remember", "{\"text\":\"At most 500 words\",\"key\":\"max_words\",\"value\":\"500\"}")
                    .says("done");

            agent(model).compile().invoke(ask("hello"), ORDER_7);

            assertThat(model.toolAnswers()).singleElement().asString().contains("conflicts with");
        }

        @Test
        void agentsThatAreSubGraphsOfOneGraphShareItsTaskUnderTheirOwnNames() throws Exception {
            CompileConfig saving =
                    CompileConfig.builder().checkpointSaver(new MemorySaver()).build();
            ScriptedChatModel researching =
                    new ScriptedChatModel().calls("remember", FRIDAY).says("found");
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

            assertThat(writing.toolAnswers().get(0)).contains("The deadline is friday", "(researcher)");
            assertThat(memory.live("order-7")).containsExactly("The deadline is friday", "The draft is done");
            assertThat(authors("order-7")).containsExactly("researcher", "writer");
        }

        @Test
        void aPolicyNamesTheAgentForItsModelAndItsTools() throws Exception {
            StateGraph<AgentExecutor.State> graph = AgentExecutor.builder()
                    .chatModel(new ScriptedChatModel().calls("remember", FRIDAY).says("done"))
                    .toolsFromObject(memory.graphs().tools())
                    .build();

            memory.graphs()
                    .attach(graph, policy -> policy.agent("agent", "writer"))
                    .compile()
                    .invoke(ask("when?"), ORDER_7);

            assertThat(authors("order-7")).containsExactly("writer");
        }

        @Test
        void anAgentThatIsAnInlinedSubGraphHasItsName() throws Exception {
            ScriptedChatModel model =
                    new ScriptedChatModel().calls("remember", FRIDAY).says("found");
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

            memory.graphs().attach(team).compile().invoke(ask("research"), ORDER_7);

            assertThat(authors("order-7")).containsExactly("boss", "researcher");
            assertThat(model.systemMessages()).last().asString().contains("Be quick");
        }
    }

    interface Bot {
        String chat(String message);
    }

    interface BotOfATask {
        String chat(@dev.langchain4j.service.UserMessage String message, InvocationParameters parameters);
    }

    interface BotWithMemory {
        String chat(@MemoryId String id, @dev.langchain4j.service.UserMessage String message);
    }

    @Nested
    class InAnAiService {

        @Test
        void insideANodeTheToolsWorkOnTheNodesTurn() throws Exception {
            ScriptedChatModel model = new ScriptedChatModel()
                    .calls("remember", FRIDAY)
                    .says("noted")
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

            memory.graphs().attach(graph).compile().invoke(Map.of(), ORDER_7);

            assertThat(model.toolAnswers()).singleElement().asString().endsWith("(research)");
            assertThat(authors("order-7")).containsExactly("research");
        }

        @Test
        void toolsThatRunOnOtherThreadsFindTheNodesTurn() throws Exception {
            ScriptedChatModel model = new ScriptedChatModel()
                    .callsAtOnce(
                            ScriptedChatModel.request("remember", FRIDAY),
                            ScriptedChatModel.request("remember", "{\"text\":\"The client is Acme\"}"),
                            ScriptedChatModel.request("remember", "{\"text\":\"The tone is formal\"}"))
                    .says("noted");
            Bot bot = AiServices.builder(Bot.class)
                    .chatModel(model)
                    .tools(memory.graphs().tools())
                    .executeToolsConcurrently()
                    .build();
            StateGraph<TestState> graph = new StateGraph<>(memory.graphs().schema(TestState.SCHEMA), TestState::new)
                    .addNode("research", node_async(state -> Map.of("research", bot.chat("go"))))
                    .addEdge(START, "research")
                    .addEdge("research", END);

            memory.graphs().attach(graph).compile().invoke(Map.of(), ORDER_7);

            assertThat(memory.live("order-7"))
                    .containsExactly("The client is Acme", "The deadline is friday", "The tone is formal");
        }

        @Test
        void aFailingNodeTakesWhatItsToolsRememberedWithIt() throws Exception {
            ScriptedChatModel model =
                    new ScriptedChatModel().calls("remember", FRIDAY).says("noted");
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

            assertThatThrownBy(() -> app.invoke(Map.of(), ORDER_7)).hasStackTraceContaining("noted");

            assertThat(memory.live("order-7")).isEmpty();
        }

        @ParameterizedTest
        @MethodSource("dev.commonground.langgraph4j.ToolScopeTest#argumentsOfAnyShape")
        void argumentsOfAnyShapeStopNoNode(String arguments) throws Exception {
            ScriptedChatModel model = new ScriptedChatModel()
                    .calls("remember", arguments)
                    .calls("recall", arguments)
                    .says("noted");
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
                    .invoke(Map.of(), ORDER_7)
                    .orElseThrow();

            assertThat(end.text("research")).isEqualTo("noted");
        }

        @Test
        void outsideAGraphTheCallerNamesTaskAndUser() {
            memory.shared().user("ada").remember("Ada likes tea");
            ScriptedChatModel model = new ScriptedChatModel()
                    .calls("remember", FORGED)
                    .calls("recall", "{\"queries\":\"tea\"}")
                    .says("done");
            BotOfATask bot = AiServices.builder(BotOfATask.class)
                    .chatModel(model)
                    .tools(memory.graphs().tools("writer"))
                    .build();

            bot.chat("go", InvocationParameters.from(Map.of(GraphMemory.TASK, "order-7", GraphMemory.USER, "ada")));

            assertThat(model.toolAnswers().get(1)).contains("Ada likes tea");
            assertThat(memory.live("order-7")).containsExactly("The deadline is friday");
            assertThat(memory.live("order-8")).isEmpty();
            assertThat(authors("order-7")).containsExactly("writer");
        }

        @Test
        void allCallsOfOneInvocationAreOneTurn() {
            memory.shared()
                    .task("order-7")
                    .agent("researcher")
                    .remember(Draft.finding("At most 800 words")
                            .key("max_words", "800")
                            .build());
            ScriptedChatModel model = new ScriptedChatModel()
                    .calls("recall", "{\"queries\":\"words\"}")
                    .calls("remember", "{\"text\":\"At most 500 words\",\"key\":\"max_words\",\"value\":\"500\"}")
                    .says("done");

            AiServices.builder(BotOfATask.class)
                    .chatModel(model)
                    .tools(memory.graphs().tools("writer"))
                    .build()
                    .chat("go", InvocationParameters.from(GraphMemory.TASK, "order-7"));

            assertThat(model.toolAnswers().get(1)).contains("takes the place of");
        }

        @Test
        void aMemoryIdIsTheTask() {
            ScriptedChatModel model =
                    new ScriptedChatModel().calls("remember", FRIDAY).says("done");

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
                    new ScriptedChatModel().calls("remember", FRIDAY).says("done");
            List<RuntimeException> failures = new ArrayList<>();

            String answer = AiServices.builder(Bot.class)
                    .chatModel(model)
                    .tools(memory.graphs().tools("writer").failuresTo(failures::add))
                    .build()
                    .chat("go");

            assertThat(answer).isEqualTo("done");
            assertThat(model.toolAnswers()).containsExactly("The memory could not be reached; go on without it.");
            assertThat(failures).singleElement().asString().contains("called for no task");
            assertThat(memory.live("default")).isEmpty();
        }

        @Test
        void withoutAnAgentTheToolsRefuseOutsideAGraph() {
            ScriptedChatModel model =
                    new ScriptedChatModel().calls("remember", FRIDAY).says("done");
            List<RuntimeException> failures = new ArrayList<>();

            AiServices.builder(BotOfATask.class)
                    .chatModel(model)
                    .tools(memory.graphs().tools().failuresTo(failures::add))
                    .build()
                    .chat("go", InvocationParameters.from(GraphMemory.TASK, "order-7"));

            assertThat(failures).singleElement().asString().contains("make the tools with tools(agent)");
        }
    }

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
    void theApplicationIsToldOfUnreadableArgumentsAndTheModelToCallAgain() {
        ScriptedChatModel researching =
                new ScriptedChatModel().calls("remember", "{not json").says("found");
        List<RuntimeException> failures = new ArrayList<>();

        article(researching, failures::add, "order-7");

        assertThat(researching.toolAnswers())
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
    @MethodSource("argumentsOfAnyShape")
    void inLangchain4jAgenticArgumentsOfAnyShapeStopNobody(String arguments) {
        ScriptedChatModel researching = new ScriptedChatModel()
                .calls("remember", arguments)
                .calls("recall", arguments)
                .says("found");

        assertThat(article(researching, failure -> {}, "order-7")).isEqualTo("written");
    }

    @Test
    void inLangchain4jAgenticAFailingToolTellsTheApplicationAndNotTheModel() {
        ScriptedChatModel researching =
                new ScriptedChatModel().calls("remember", FRIDAY).says("found");
        List<RuntimeException> failures = new ArrayList<>();

        String article = article(researching, failures::add, "order\u0007");

        assertThat(article).isEqualTo("written");
        assertThat(researching.toolAnswers()).containsExactly("The memory could not be reached; go on without it.");
        assertThat(failures).singleElement().isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void inLangchain4jAgenticTheMemoryIdIsTheTask() {
        ScriptedChatModel researching =
                new ScriptedChatModel().calls("remember", FORGED).says("found");
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

        assertThat(writing.toolAnswers()).singleElement().asString().endsWith("(researcher)");
        assertThat(memory.shared().task("order-7").agent("auditor").list())
                .extracting(Memory::text)
                .containsExactly("The deadline is friday");
        assertThat(memory.live("order-8")).isEmpty();
    }
}
