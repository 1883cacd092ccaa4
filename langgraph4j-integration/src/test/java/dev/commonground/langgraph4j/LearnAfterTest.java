package dev.commonground.langgraph4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bsc.langgraph4j.GraphDefinition.END;
import static org.bsc.langgraph4j.GraphDefinition.START;
import static org.bsc.langgraph4j.action.AsyncNodeActionWithConfig.node_async;

import dev.commonground.learning.LearnRequest;
import dev.commonground.memory.Memory;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.GraphInput;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.action.AsyncNodeActionWithConfig;
import org.bsc.langgraph4j.checkpoint.MemorySaver;
import org.bsc.langgraph4j.langchain4j.serializer.std.LC4jStateSerializer;
import org.bsc.langgraph4j.state.AppenderChannel;
import org.bsc.langgraph4j.state.Channels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LearnAfterTest {

    static final RunnableConfig ORDER_7 =
            GraphMemory.config("order-7").putMetadata(GraphMemory.USER, "ada").build();
    static final Map<String, Object> QUESTION =
            Map.of("messages", List.of(UserMessage.from("Keep it under 500 words, please.")));

    @RegisterExtension
    final OpenMemory memory = new OpenMemory();

    /** A model that always fails. */
    private record Broken() implements ChatModel {

        @Override
        public ChatResponse doChat(ChatRequest request) {
            throw new IllegalStateException("out of order");
        }
    }

    StateGraph<TestState> graph() {
        return new StateGraph<>(
                memory.graphs().schema(Map.of("messages", Channels.appender(ArrayList::new))),
                new LC4jStateSerializer<>(TestState::new));
    }

    CompiledGraph<TestState> writing(
            AsyncNodeActionWithConfig<TestState> action, Consumer<AttachPolicy.Builder<TestState>> policy)
            throws Exception {
        StateGraph<TestState> graph =
                graph().addNode("write", action).addEdge(START, "write").addEdge("write", END);
        return memory.graphs()
                .attach(graph, policy)
                .compile(CompileConfig.builder()
                        .checkpointSaver(new MemorySaver())
                        .build());
    }

    static AsyncNodeActionWithConfig<TestState> answering(String key, Object value) {
        return node_async((state, config) -> Map.of(key, value));
    }

    @Test
    void learnsOnlyFromValuesThatTheNodeAdded() throws Exception {
        writing(
                        answering("messages", AiMessage.from("We agreed that the pilot runs in Leeds.")),
                        policy -> policy.learnAfter("write", "messages"))
                .invoke(QUESTION, ORDER_7);

        assertThat(memory.shared().task("order-7").agent("auditor").list())
                .extracting(Memory::text, found -> found.authors().toString())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("We agreed that the pilot runs in Leeds", "[write]"));
    }

    @Test
    void learnsTheSpeakersOfAnExchange() throws Exception {
        writing(
                        answering("messages", AiMessage.from("We agreed that the pilot runs in Leeds.")),
                        policy -> policy.learnExchangeAfter("write", "messages"))
                .invoke(QUESTION, ORDER_7);

        assertThat(memory.shared().task("order-7").agent("auditor").list())
                .extracting(found -> found.text() + " " + found.authors())
                .containsExactlyInAnyOrder(
                        "Keep it under 500 words [ada]", "We agreed that the pilot runs in Leeds [write]");
    }

    @Test
    void learnsFromATextAsTheAgentsWords() throws Exception {
        writing(
                        answering("report", "The root cause was an expired certificate."),
                        policy -> policy.learnAfter("write", "report", "nothing here"))
                .invoke(Map.of(), ORDER_7);

        assertThat(memory.live("order-7")).containsExactly("The root cause was an expired certificate");
    }

    @Test
    void ignoresEarlierMessages() throws Exception {
        AiMessage outage = AiMessage.from("The outage lasted 43 minutes.");
        writing(
                        answering(
                                "messages",
                                AppenderChannel.ReplaceAllWith.of(
                                        List.of(outage, AiMessage.from("The root cause was a worn brake pad.")))),
                        policy -> policy.learnAfter("write", "messages"))
                .invoke(Map.of("messages", List.of(outage)), ORDER_7);

        assertThat(memory.live("order-7")).containsExactly("The root cause was a worn brake pad");
    }

    @Test
    void doesNotLearnFromItsOwnBriefing() throws Exception {
        memory.shared().task("order-7").agent("boss").require("Never deploy on a Friday");

        writing(
                        node_async((state, config) -> Map.of("report", state.briefing())),
                        policy -> policy.briefBefore("write", state -> "").learnAfter("write", "report"))
                .invoke(Map.of(), ORDER_7);

        assertThat(memory.shared().task("order-7").agent("auditor").list())
                .singleElement()
                .satisfies(found -> assertThat(found.authors()).hasToString("[boss]"));
    }

    @Test
    void leavesNothingOfANodeThatFailsAndEndsTheSameWhenItIsRetried() throws Exception {
        boolean[] fails = {true};
        CompiledGraph<TestState> app = writing(
                answering("messages", AiMessage.from("We agreed that the pilot runs in Leeds.")),
                policy -> policy.learnAfter("write", (state, result) -> {
                    LearnRequest.Builder request = LearnRequest.builder(List.of(
                            AiMessage.from("We agreed that the pilot runs in Leeds."),
                            UserMessage.from("Keep it under 500 words.")));
                    return fails[0] ? request.model(new Broken()).build() : request.build();
                }));
        assertThatThrownBy(() -> app.invoke(QUESTION, ORDER_7)).hasStackTraceContaining("out of order");
        assertThat(memory.live("order-7")).isEmpty();

        fails[0] = false;
        app.invoke(GraphInput.resume(), ORDER_7);

        assertThat(memory.live("order-7"))
                .containsExactly("Keep it under 500 words", "We agreed that the pilot runs in Leeds");
    }

    @Test
    void learnsAgainWhenItsNodeIsReplayed() throws Exception {
        String[] town = {"Leeds"};
        CompiledGraph<TestState> app = writing(
                node_async((state, config) ->
                        Map.of("messages", AiMessage.from("We agreed that the pilot runs in %s.".formatted(town[0])))),
                policy -> policy.learnAfter("write", "messages"));
        app.invoke(QUESTION, ORDER_7);
        RunnableConfig before = app.getStateHistory(ORDER_7).stream()
                .filter(snapshot -> "write".equals(snapshot.next()))
                .findFirst()
                .orElseThrow()
                .config();

        town[0] = "York";
        app.invoke(
                GraphInput.resume(),
                RunnableConfig.builder(before)
                        .putMetadata(GraphMemory.TASK, "order-7")
                        .build());

        assertThat(memory.live("order-7")).containsExactly("We agreed that the pilot runs in York");
    }

    @Test
    void namesTheKeyThatCannotBeLearnedFrom() throws Exception {
        CompiledGraph<TestState> app = writing(answering("count", 7), policy -> policy.learnAfter("write", "count"));

        assertThatThrownBy(() -> app.invoke(Map.of(), ORDER_7))
                .hasStackTraceContaining("java.lang.Integer under the key count");
    }

    @Test
    void namesTheUnknownNode() {
        assertThatThrownBy(() -> writing(answering("report", "done"), policy -> policy.learnAfter("rwite", "report")))
                .hasMessageContaining("names the node rwite");
    }
}
