package dev.commonground.langgraph4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bsc.langgraph4j.StateGraph.END;
import static org.bsc.langgraph4j.StateGraph.START;
import static org.bsc.langgraph4j.action.AsyncNodeAction.node_async;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.rag.query.Query;
import dev.langchain4j.service.tool.ToolErrorContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.action.AsyncNodeAction;
import org.bsc.langgraph4j.checkpoint.MemorySaver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The exact texts of the module's messages; those of the log are in {@link AttachWarningsTest}. */
class MessagesTest {

    static final InvocationContext NO_TASK = InvocationContext.builder().build();

    @RegisterExtension
    final OpenMemory memory = new OpenMemory();

    StateGraph<TestState> graph(AsyncNodeAction<TestState> write) throws Exception {
        return new StateGraph<>(memory.graphs().schema(TestState.SCHEMA), TestState::new)
                .addNode("write", write)
                .addEdge(START, "write")
                .addEdge("write", END);
    }

    static Map<String, Object> nothing(TestState state) {
        return Map.of();
    }

    static void assertMessage(String message, ThrowingCallable call) {
        assertThatThrownBy(call)
                .satisfies(thrown -> assertThat(rootCause(thrown)).hasMessage(message));
    }

    static Throwable rootCause(Throwable thrown) {
        return thrown.getCause() == null ? thrown : rootCause(thrown.getCause());
    }

    @Test
    void messagesOfAttaching() throws Exception {
        StateGraph<TestState> graph = graph(node_async(MessagesTest::nothing));

        assertMessage(
                "The memory's policy names the node typo, but the graph has only the nodes [write]: attach after the last addNode, name a node of an inlined sub-graph \"sub-node\", and attach a compiled sub-graph with its own policy",
                () -> memory.graphs().attach(graph, policy -> policy.agent("typo", "ann")));
        assertMessage(
                "No memory is attached to this node: call GraphMemory.attach(graph) after the last addNode and before compile, and pass the config that the node received",
                () -> GraphMemory.memory(RunnableConfig.builder().build()));
    }

    @Test
    void messagesOfARun() throws Exception {
        CompiledGraph<TestState> graph =
                memory.graphs().attach(graph(node_async(MessagesTest::nothing))).compile();
        CompiledGraph<TestState> learning = memory.graphs()
                .attach(
                        graph(node_async(state -> Map.of("answer", 42))),
                        policy -> policy.learnAfter("write", "answer"))
                .compile();

        assertMessage(
                "The config has neither a thread id nor the metadata memory.task, so the graph's task is unknown: build it with GraphMemory.config(task)",
                () -> graph.invoke(Map.of()));
        assertMessage(
                "The state holds a java.lang.Integer under the key answer, but the memory learns only from messages and texts: name other keys",
                () -> learning.invoke(Map.of(), GraphMemory.config("order-7").build()));
    }

    @Test
    void messagesOfAThread() throws Exception {
        CompiledGraph<TestState> graph = memory.graphs()
                .attach(graph(node_async(MessagesTest::nothing)))
                .compile(CompileConfig.builder()
                        .checkpointSaver(new MemorySaver())
                        .build());

        assertMessage(
                "Thread order-7 has no checkpoint, so its memory cannot be edited between two steps: run the graph first, or write with memory.task(...).person(...)",
                () -> memory.graphs()
                        .threads(graph)
                        .edit(GraphMemory.config("order-7").build(), "ada", team -> {}));
    }

    @Test
    void messagesOfChats() throws Exception {
        CompiledGraph<TestState> chatting = memory.graphs()
                .attach(graph(node_async(state -> {
                    memory.graphs().chats("writer").getMessages("order-7");
                    return Map.of();
                })))
                .compile();

        assertMessage(
                "The chat memory has no id, so all tasks would share one conversation: pass the task as the service's @MemoryId or as the chat memory's id(...)",
                () -> memory.graphs().chats("writer").getMessages("default"));
        assertMessage(
                "A chat history does not follow checkpoints, so a node that is run again would find its own earlier messages: inside a graph, keep the conversation in the state, as MessagesState does",
                () -> chatting.invoke(Map.of(), GraphMemory.config("order-7").build()));
    }

    @Test
    void messagesOfARetriever() {
        MemoryRetriever retriever = memory.graphs().retriever("writer");

        assertMessage(
                "The query has no invocation context, so its task is unknown: ask through an AI service, or pass Query.from(text, metadata) with the invocation's context",
                () -> retriever.retrieve(Query.from("deadline")));
        assertMessage("limit is 0, but a retriever returns at least 1 content", () -> retriever.limit(0));
    }

    @Test
    void messagesOfFailedTools() {
        assertThat(failure(errors ->
                        memory.graphs().tools("writer").failuresTo(errors).recall("tea", NO_TASK)))
                .hasMessage(
                        "The call names no task, so its memory is unknown: attach the memory to the graph that makes the call, or call the AI service with the invocation parameter memory.task or a @MemoryId");
        assertThat(failure(errors -> memory.graphs()
                        .tools()
                        .failuresTo(errors)
                        .recall(
                                "tea",
                                InvocationContext.builder()
                                        .chatMemoryId("order-7")
                                        .build())))
                .hasMessage(
                        "The call on task order-7 comes from outside a graph, so its agent is unknown: create the tools with tools(agent)");
        assertThat(failure(errors -> new UnreadableArguments(errors).handle(new IllegalStateException(), calling())))
                .hasMessage("A model called the tool recall with arguments that are not a JSON object");
    }

    static RuntimeException failure(Consumer<Consumer<RuntimeException>> call) {
        List<RuntimeException> failures = new ArrayList<>();
        call.accept(failures::add);
        return failures.get(0);
    }

    static ToolErrorContext calling() {
        return ToolErrorContext.builder()
                .toolExecutionRequest(
                        ToolExecutionRequest.builder().name("recall").build())
                .invocationContext(NO_TASK)
                .build();
    }

    @Test
    void answersToAModel() {
        MemoryTools tools = MemoryTools.bound(memory.shared().task("order-7").agent("writer"))
                .quotedFrom(quote -> false);

        assertThat(tools.remember(" ", null, null, null, null, null, NO_TASK))
                .isEqualTo(
                        "Not stored: text is empty: pass what to remember, in one sentence that can be understood by itself");
        assertThat(tools.remember("The tone is calm", null, "tone", null, null, null, NO_TASK))
                .isEqualTo("Not stored: key and value go together: pass both or neither");
        assertThat(tools.remember("Tea is hot", "constraint", null, null, "hot tea", null, NO_TASK))
                .matches(
                        "stored m-\\S+; without evidence, and as a finding if it was to bind, because the words you quoted do not occur in what you were given");
        assertThat(tools.recall("?", NO_TASK))
                .isEqualTo("Nothing was searched: pass in queries what you want to know, in words.");
        assertThat(tools.recall("submarines", NO_TASK)).isEqualTo("Nothing fits.");
    }

    @Test
    void answersToAModelThatContradicts() {
        MemoryTools tools = MemoryTools.bound(memory.shared().task("order-7").agent("writer"));
        MemoryTools others = MemoryTools.bound(memory.shared().task("order-7").agent("boss"));
        others.remember("The tone is formal", null, "tone", "formal", null, null, NO_TASK);

        assertThat(tools.remember("The tone is calm", null, "tone", "calm", null, null, NO_TASK))
                .matches(
                        "stored m-\\S+, but it conflicts with m-\\S+: calm against formal \\(by boss\\); both remain until one of you settles it");
        assertThat(tools.remember("The tone is warm", null, "tone", "warm", null, null, NO_TASK))
                .matches("m-\\S+ supersedes m-\\S+, m-\\S+");
    }
}
