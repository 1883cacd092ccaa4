package dev.commonground.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.output.FinishReason;
import org.junit.jupiter.api.Test;

/** A scripted model gives its answers in order and tells what it was asked. */
class ScriptedChatModelTest {

    private static ChatRequest request() {
        ToolExecutionRequest call = ToolExecutionRequest.builder()
                .id("1")
                .name("look")
                .arguments("{}")
                .build();
        return ChatRequest.builder()
                .messages(
                        SystemMessage.from("Be brief"),
                        UserMessage.from("What is due?"),
                        ToolExecutionResultMessage.from(call, "nothing"))
                .toolSpecifications(
                        ToolSpecification.builder().name("remember").build(),
                        ToolSpecification.builder().name("look").build())
                .build();
    }

    @Test
    void answersComeInOrder() {
        ScriptedChatModel model = new ScriptedChatModel()
                .says("One")
                .calls("look", "{}")
                .callsAtOnce(ScriptedChatModel.call("look", "{}"), ScriptedChatModel.call("look", "{}"))
                .remembers("finding", "a \"b\"", "c", "d")
                .fails(new IllegalStateException("down"));

        assertThat(model.chat(request()).aiMessage().text()).isEqualTo("One");
        assertThat(model.chat(request()).finishReason()).isEqualTo(FinishReason.TOOL_EXECUTION);
        assertThat(model.chat(request()).aiMessage().toolExecutionRequests())
                .extracting(ToolExecutionRequest::id)
                .containsExactly("call-2", "call-3");
        assertThat(model.chat(request()).aiMessage().toolExecutionRequests())
                .extracting(ToolExecutionRequest::arguments)
                .containsExactly("{\"text\":\"d\",\"kind\":\"finding\",\"key\":\"a \\\"b\\\"\",\"value\":\"c\"}");
        assertThatIllegalStateException()
                .isThrownBy(() -> model.chat(request()))
                .withMessage("down");
        assertThatIllegalStateException()
                .isThrownBy(() -> model.chat(request()))
                .withMessage("The script has no answer to request 6: add one with says(...) or calls(...)");
    }

    @Test
    void requestsAreRecorded() {
        ScriptedChatModel model = ScriptedChatModel.repeating();

        assertThat(model.chat(request()).aiMessage().text()).isEqualTo("I was told: Be brief\nWhat is due?");

        assertThat(model.requests()).containsExactly(request());
        assertThat(model.system()).containsExactly("Be brief");
        assertThat(model.user(0)).isEqualTo("What is due?");
        assertThat(model.tools(0)).containsExactly("look", "remember");
        assertThat(model.toolResults()).containsExactly("nothing");
        assertThat(model.toolResult(0)).isEqualTo("nothing");
    }
}
