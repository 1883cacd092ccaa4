package dev.commonground.langgraph4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bsc.langgraph4j.GraphDefinition.END;
import static org.bsc.langgraph4j.GraphDefinition.START;
import static org.bsc.langgraph4j.action.AsyncNodeActionWithConfig.node_async;

import dev.commonground.learning.Learning;
import dev.commonground.test.ScriptedChatModel;
import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.MemoryId;
import dev.langchain4j.service.UserMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bsc.langgraph4j.StateGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MemoryLearningTest {

    static final InvocationParameters ORDER_7 =
            InvocationParameters.from(Map.of(GraphMemory.TASK, "order-7", GraphMemory.USER, "ada"));

    @RegisterExtension
    final OpenMemory memory = new OpenMemory();

    interface Bot {
        String chat(@UserMessage String message, InvocationParameters parameters);
    }

    interface Remembering {
        String chat(@MemoryId String id, @UserMessage dev.langchain4j.data.message.UserMessage message);
    }

    interface Talking {
        String chat(@MemoryId String id, @UserMessage String message);
    }

    interface Lonely {
        String chat(String message);
    }

    ScriptedChatModel model = new ScriptedChatModel();

    Bot bot(MemoryLearning learning) {
        return AiServices.builder(Bot.class)
                .chatModel(model)
                .outputGuardrails(learning)
                .build();
    }

    List<String> known() {
        return memory.shared().task("order-7").agent("auditor").list().stream()
                .map(found -> found.text() + " " + found.authors())
                .sorted()
                .toList();
    }

    @Test
    void learnsFromTheQuestionAndTheAnswer() {
        model.says("The root cause was an expired certificate.");
        List<Learning> learned = new ArrayList<>();

        String answer = bot(memory.graphs().learning("writer").resultsTo(learned::add))
                .chat("Keep it under 500 words, please.", ORDER_7);

        assertThat(answer).isEqualTo("The root cause was an expired certificate.");
        assertThat(known())
                .containsExactly("Keep it under 500 words [ada]", "The root cause was an expired certificate [writer]");
        assertThat(learned).singleElement().extracting(Learning::calls).isEqualTo(0);
    }

    @Test
    void learnsOnlyFromTextsAndMessagesAmongTheArguments() {
        model.says("Sure.");

        AiServices.builder(Remembering.class)
                .chatModel(model)
                .chatMemoryProvider(id -> dev.langchain4j.memory.chat.MessageWindowChatMemory.withMaxMessages(10))
                .outputGuardrails(memory.graphs().learning("writer"))
                .build()
                .chat("order-7", dev.langchain4j.data.message.UserMessage.from("bob", "At most two pages."));

        assertThat(known()).containsExactly("At most two pages [bob]");
    }

    @Test
    void doesNotLearnFromTheIdOfTheChat() {
        model.says("Sure.");
        String task = "Keep it under 500 words, please.";

        AiServices.builder(Talking.class)
                .chatModel(model)
                .chatMemoryProvider(id -> dev.langchain4j.memory.chat.MessageWindowChatMemory.withMaxMessages(10))
                .outputGuardrails(memory.graphs().learning("writer"))
                .build()
                .chat(task, "At most two pages.");

        assertThat(memory.live(task)).containsExactly("At most two pages");
    }

    @Test
    void callsTheModelOncePerAnswer() {
        model.says("Sure.");
        ScriptedChatModel learner = new ScriptedChatModel().says("{\"statements\": []}");

        bot(memory.graphs().learning("writer").configure(request -> request.model(learner)))
                .chat("Keep it under 500 words, please.", ORDER_7);

        assertThat(learner.requests()).hasSize(1);
        assertThat(known()).isEmpty();
    }

    @Test
    void storesNothingAndThrowsWhenLearningFails() {
        model.says("Sure.");
        ScriptedChatModel learner = new ScriptedChatModel();

        assertThatThrownBy(() -> bot(memory.graphs().learning("writer").configure(request -> request.model(learner)))
                        .chat("Keep it under 500 words, please.", ORDER_7))
                .isInstanceOf(RuntimeException.class);
        assertThat(known()).isEmpty();
    }

    @Test
    void refusesACallWithoutATask() {
        model.says("Sure.");

        assertThatThrownBy(() -> AiServices.builder(Lonely.class)
                        .chatModel(model)
                        .outputGuardrails(memory.graphs().learning("writer"))
                        .build()
                        .chat("Keep it under 500 words, please."))
                .hasStackTraceContaining("names no task");
    }

    @Test
    void writesWithTheNodeThatTheServiceRunsIn() throws Exception {
        model.says("We agreed that the pilot runs in Leeds.").says("We agreed that the pilot runs in York.");
        Lonely lonely = AiServices.builder(Lonely.class)
                .chatModel(model)
                .outputGuardrails(memory.graphs().learning("writer"))
                .build();
        boolean[] fails = {true};
        StateGraph<TestState> graph = new StateGraph<>(memory.graphs().schema(TestState.SCHEMA), TestState::new)
                .addNode("write", node_async((state, config) -> {
                    lonely.chat("Where does it run?");
                    if (fails[0]) {
                        throw new IllegalStateException("killed");
                    }
                    return Map.of();
                }))
                .addEdge(START, "write")
                .addEdge("write", END);
        var app = memory.graphs().attach(graph).compile();
        assertThatThrownBy(
                        () -> app.invoke(Map.of(), GraphMemory.config("order-7").build()))
                .hasStackTraceContaining("killed");
        assertThat(known()).isEmpty();

        fails[0] = false;
        app.invoke(Map.of(), GraphMemory.config("order-7").build());

        assertThat(known()).containsExactly("We agreed that the pilot runs in York [write]");
    }
}
