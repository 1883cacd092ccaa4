package dev.commonground.langgraph4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.bsc.langgraph4j.GraphDefinition.END;
import static org.bsc.langgraph4j.GraphDefinition.START;
import static org.bsc.langgraph4j.action.AsyncNodeAction.node_async;

import dev.commonground.AgentMemory;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Filter;
import dev.commonground.memory.Kind;
import dev.commonground.recall.Match;
import dev.commonground.test.ScriptedChatModel;
import dev.langchain4j.agentic.Agent;
import dev.langchain4j.agentic.AgenticServices;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.rag.DefaultRetrievalAugmentor;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.ContentMetadata;
import dev.langchain4j.rag.query.Metadata;
import dev.langchain4j.rag.query.Query;
import dev.langchain4j.rag.query.router.DefaultQueryRouter;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.MemoryId;
import dev.langchain4j.service.Result;
import dev.langchain4j.service.V;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.GraphInput;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.checkpoint.MemorySaver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryRetrieverTest {

    static final RunnableConfig ORDER_7 = GraphMemory.config("order-7").build();
    static final InvocationParameters ON_ORDER_7 = InvocationParameters.from(GraphMemory.TASK, "order-7");

    @RegisterExtension
    final OpenMemory memory = new OpenMemory();

    interface Bot {
        String chat(String message);
    }

    interface BotOfATask {
        Result<String> chat(@dev.langchain4j.service.UserMessage String message, InvocationParameters parameters);
    }

    interface BotWithMemory {
        String chat(@MemoryId String id, @dev.langchain4j.service.UserMessage String message);
    }

    @BeforeEach
    void rememberForTheTeam() {
        AgentMemory boss = memory.shared().task("order-7").agent("boss");
        boss.require("The deadline is friday");
        boss.remember("The cat is grey");
        memory.shared().task("order-8").agent("boss").require("The deadline is monday");
    }

    static String prompt(ScriptedChatModel model) {
        List<ChatMessage> messages =
                model.requests().get(model.requests().size() - 1).messages();
        return ((UserMessage) messages.get(messages.size() - 1)).singleText();
    }

    static Query query(String text, String task) {
        return Query.from(text, Metadata.from(UserMessage.from(text), task, List.of()));
    }

    List<String> texts(List<Content> contents) {
        return contents.stream()
                .map(content -> String.valueOf(content.textSegment().metadata().getString(MemoryRetriever.TEXT)))
                .toList();
    }

    @Test
    void anAiServiceReceivesOnlyMatchesWithTheirAuthors() {
        ScriptedChatModel model = new ScriptedChatModel().says("friday");

        AiServices.builder(BotOfATask.class)
                .chatModel(model)
                .contentRetriever(memory.graphs().retriever("writer"))
                .build()
                .chat("When is the deadline?", ON_ORDER_7);

        assertThat(prompt(model))
                .startsWith("When is the deadline?")
                .contains("CONSTRAINT: \"The deadline is friday\" (boss)")
                .doesNotContain("The cat", "monday");
    }

    @Test
    void aContentDescribesTheMemoryAndTheMatch() {
        memory.shared()
                .task("order-7")
                .agent("boss")
                .remember(Draft.preference("The tone is formal")
                        .key("tone", "formal")
                        .build());
        memory.shared().task("order-7").agent("ada").prefer("The tone is formal");
        Match best = memory.shared()
                .task("order-7")
                .agent("writer")
                .recall("which tone?", 1)
                .get(0);

        Result<String> answer = AiServices.builder(BotOfATask.class)
                .chatModel(new ScriptedChatModel().says("formal"))
                .contentRetriever(memory.graphs().retriever("writer").limit(1))
                .build()
                .chat("which tone?", ON_ORDER_7);

        Content content = answer.sources().get(0);
        assertThat(answer.sources()).hasSize(1);
        assertThat(content.metadata())
                .containsEntry(ContentMetadata.SCORE, best.score().total())
                .containsEntry(ContentMetadata.EMBEDDING_ID, best.memory().id().value());
        assertThat(content.textSegment().metadata().toMap())
                .containsEntry(MemoryRetriever.ID, best.memory().id().value())
                .containsEntry(MemoryRetriever.SCOPE, "task order-7")
                .containsEntry(MemoryRetriever.KIND, "PREFERENCE")
                .containsEntry(MemoryRetriever.TEXT, "The tone is formal")
                .containsEntry(MemoryRetriever.SIMILARITY, best.score().similarity())
                .containsEntry(MemoryRetriever.KEYWORDS, best.score().keywords())
                .containsEntry(MemoryRetriever.KIND_NAMED, "false");
    }

    @Test
    void aContentNamesTheKeyAndAllAuthors() {
        for (String agent : List.of("boss", "ada")) {
            memory.shared()
                    .task("order-7")
                    .agent(agent)
                    .remember(Draft.preference("The tone is formal")
                            .key("tone", "formal")
                            .build());
        }

        List<Content> contents = memory.graphs().retriever("writer").retrieve(query("tone", "order-7"));

        assertThat(contents.get(0).textSegment().metadata().toMap())
                .containsEntry(MemoryRetriever.KEY, "tone")
                .containsEntry(MemoryRetriever.VALUE, "formal")
                .containsEntry(MemoryRetriever.AUTHORS, "ada, boss");
    }

    @Test
    void insideANodeItReadsAsOfTheNodesCheckpointInAReplayToo() throws Exception {
        ScriptedChatModel model =
                new ScriptedChatModel().says("a").says("b").says("c").says("d");
        Bot bot = AiServices.builder(Bot.class)
                .chatModel(model)
                .contentRetriever(memory.graphs().retriever("nobody"))
                .build();
        StateGraph<TestState> graph = memory.graphs()
                .stateGraph(TestState.SCHEMA, TestState::new)
                .addNode("ask", node_async(state -> Map.of("answer", bot.chat("deadline"))))
                .addNode(
                        "move",
                        GraphMemory.rememberNode(state -> List.of(
                                Draft.finding("The deadline is tuesday now").build())))
                .addNode("again", node_async(state -> Map.of("answer", bot.chat("deadline"))))
                .addEdge(START, "ask")
                .addEdge("ask", "move")
                .addEdge("move", "again")
                .addEdge("again", END);
        CompiledGraph<TestState> app = graph.compile(
                CompileConfig.builder().checkpointSaver(new MemorySaver()).build());

        app.invoke(Map.of(), ORDER_7);
        assertThat(prompt(model)).contains("friday", "tuesday");
        RunnableConfig before = app.getStateHistory(ORDER_7).stream()
                .filter(snapshot -> "ask".equals(snapshot.next()))
                .findFirst()
                .orElseThrow()
                .config();
        app.invoke(GraphInput.resume(), before);

        String replayed = ((UserMessage) model.requests().get(2).messages().get(0)).singleText();
        assertThat(replayed).contains("friday").doesNotContain("tuesday");
    }

    @Test
    void insideANodeTheAgentOfTheNodeAsksAndFindsItsOwnNotes() throws Exception {
        memory.shared().task("order-7").agent("ask").privately().remember("I doubt the deadline");
        memory.shared().task("order-7").agent("nobody").privately().remember("nobody knows the deadline");
        ScriptedChatModel model = new ScriptedChatModel().says("friday");
        Bot bot = AiServices.builder(Bot.class)
                .chatModel(model)
                .contentRetriever(memory.graphs().retriever("nobody"))
                .build();

        memory.graphs()
                .stateGraph(TestState.SCHEMA, TestState::new)
                .addNode("ask", node_async(state -> Map.of("answer", bot.chat("deadline"))))
                .addEdge(START, "ask")
                .addEdge("ask", END)
                .compile()
                .invoke(Map.of(), ORDER_7);

        assertThat(prompt(model)).contains("I doubt the deadline").doesNotContain("nobody knows");
    }

    @Test
    void severalRetrieversOnOtherThreadsUseTheNodesStep() throws Exception {
        ScriptedChatModel model = new ScriptedChatModel().says("friday");
        MemoryRetriever retriever = memory.graphs().retriever("nobody");
        Bot bot = AiServices.builder(Bot.class)
                .chatModel(model)
                .retrievalAugmentor(DefaultRetrievalAugmentor.builder()
                        .queryRouter(new DefaultQueryRouter(
                                retriever.filter(Filter.kind(Kind.CONSTRAINT)), retriever.withoutFloor()))
                        .build())
                .build();

        memory.graphs()
                .stateGraph(TestState.SCHEMA, TestState::new)
                .addNode("ask", node_async(state -> Map.of("answer", bot.chat("deadline"))))
                .addEdge(START, "ask")
                .addEdge("ask", END)
                .compile()
                .invoke(Map.of(), ORDER_7);

        assertThat(prompt(model)).contains("The deadline is friday", "The cat is grey");
    }

    @Test
    void aMemoryIdIsTheTaskAndRetrievedContentsNeedNotStayInTheChat() {
        ScriptedChatModel model = new ScriptedChatModel().says("friday").says("yes");
        BotWithMemory bot = AiServices.builder(BotWithMemory.class)
                .chatModel(model)
                .chatMemoryProvider(id -> MessageWindowChatMemory.withMaxMessages(10))
                .contentRetriever(memory.graphs().retriever("writer"))
                .storeRetrievedContentInChatMemory(false)
                .build();

        bot.chat("order-7", "When is the deadline?");
        bot.chat("order-7", "Sure?");

        assertThat(model.requests().get(0).messages().toString()).contains("(boss)");
        assertThat(model.requests().get(1).messages().toString()).doesNotContain("(boss)");
    }

    public interface Researcher {
        @dev.langchain4j.service.UserMessage("{{topic}}")
        @Agent(value = "research", outputKey = "notes")
        String research(@V("topic") String topic);
    }

    public interface Newsroom {
        @Agent
        String run(@MemoryId String id, @V("topic") String topic);
    }

    @Test
    void inLangchain4jAgenticTheMemoryIdIsTheTask() {
        ScriptedChatModel model = new ScriptedChatModel().says("found");

        AgenticServices.sequenceBuilder(Newsroom.class)
                .subAgents(AgenticServices.agentBuilder(Researcher.class)
                        .chatModel(model)
                        .contentRetriever(memory.graphs().retriever("researcher"))
                        .build())
                .outputKey("notes")
                .build()
                .run("order-7", "deadline");

        assertThat(prompt(model)).contains("The deadline is friday").doesNotContain("monday");
    }

    @Test
    void aQuestionThatNamesAnotherTaskIsOnlyAQuestion() {
        ScriptedChatModel model = new ScriptedChatModel().says("friday");

        AiServices.builder(BotOfATask.class)
                .chatModel(model)
                .contentRetriever(memory.graphs().retriever("writer"))
                .build()
                .chat("deadline friday {\"memory.task\":\"order-8\"}", ON_ORDER_7);

        assertThat(prompt(model)).contains("The deadline is friday").doesNotContain("monday");
    }

    @Test
    void withoutATaskItRefuses() {
        Bot bot = AiServices.builder(Bot.class)
                .chatModel(new ScriptedChatModel())
                .contentRetriever(memory.graphs().retriever("writer"))
                .build();

        assertThatIllegalStateException()
                .isThrownBy(() -> bot.chat("When is the deadline?"))
                .withMessageContaining("names no task");
        assertThatIllegalStateException()
                .isThrownBy(() -> memory.graphs().retriever("writer").retrieve(Query.from("deadline")))
                .withMessageContaining("has no invocation context");
    }

    @Test
    void theFloorOmitsPoorMatchesByDefault() {
        MemoryRetriever retriever = memory.graphs().retriever("writer");

        assertThat(texts(retriever.retrieve(query("deadline", "order-7")))).containsExactly("The deadline is friday");
        assertThat(texts(retriever.withoutFloor().retrieve(query("deadline", "order-7"))))
                .containsExactly("The deadline is friday", "The cat is grey");
        assertThat(retriever.retrieve(query("weather", "order-7"))).isEmpty();
    }

    @Test
    void theLimitIsTenByDefault() {
        IntStream.range(0, 15)
                .forEach(
                        i -> memory.shared().task("order-7").agent("boss").remember("Parcel %d is heavy".formatted(i)));
        MemoryRetriever retriever = memory.graphs().retriever("writer");

        assertThat(retriever.retrieve(query("heavy parcel", "order-7"))).hasSize(10);
        assertThat(retriever.limit(3).retrieve(query("heavy parcel", "order-7")))
                .hasSize(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> retriever.limit(0))
                .withMessageContaining("limit is 0");
    }

    @Test
    void aFilterAppliesToVisibleMemories() {
        MemoryRetriever retriever = memory.graphs().retriever("writer").withoutFloor();

        assertThat(texts(retriever.filter(Filter.kind(Kind.FINDING)).retrieve(query("deadline", "order-7"))))
                .containsExactly("The cat is grey");
        assertThat(texts(retriever.filter(Filter.ALL).retrieve(query("deadline", "order-7"))))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?!", "...", "—"})
    void aQuestionWithoutAWordFindsNothing(String text) {
        assertThat(memory.graphs().retriever("writer").withoutFloor().retrieve(query(text, "order-7")))
                .isEmpty();
    }

    @Test
    void aVeryLongQuestionIsCut() {
        assertThat(texts(memory.graphs()
                        .retriever("writer")
                        .retrieve(query("deadline " + "and so on ".repeat(2_000), "order-7"))))
                .contains("The deadline is friday");
    }

    @Test
    void aWriteSupersedesARetrievedValue() {
        memory.shared().task("order-7").agent("boss").remember(ToolCalls.MUST_BE_800);
        ScriptedChatModel model =
                new ScriptedChatModel().calls("remember", ToolCalls.AT_MOST_500).says("done");

        AiServices.builder(BotOfATask.class)
                .chatModel(model)
                .contentRetriever(memory.graphs().retriever("writer"))
                .tools(memory.graphs().tools("writer"))
                .build()
                .chat("how many words?", ON_ORDER_7);

        assertThat(model.toolResults()).singleElement().asString().contains("supersedes");
    }

    @Test
    void aWriteSupersedesAValueThatTheAgentRetrievedInAnEarlierNode() throws Exception {
        memory.shared().task("order-7").agent("boss").remember(ToolCalls.MUST_BE_800);
        ScriptedChatModel model = new ScriptedChatModel()
                .says("800")
                .calls("remember", ToolCalls.AT_MOST_500)
                .says("done");
        Bot reading = AiServices.builder(Bot.class)
                .chatModel(model)
                .contentRetriever(memory.graphs().retriever("nobody"))
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
