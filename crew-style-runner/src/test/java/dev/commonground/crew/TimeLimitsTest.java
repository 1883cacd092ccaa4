package dev.commonground.crew;

import static dev.commonground.crew.Crews.agent;
import static dev.commonground.crew.Crews.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.commonground.crew.model.ModelCallException;
import dev.commonground.test.ScriptedChatModel;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The time limit of a task covers all its calls of the model and of tools together. */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TimeLimitsTest {

    private static final Duration SHORT = Duration.ofMillis(300);

    public static final class Clock {

        final AtomicInteger waited = new AtomicInteger();
        final CountDownLatch never = new CountDownLatch(1);

        @Tool
        String await() throws InterruptedException {
            waited.incrementAndGet();
            never.await();
            return "never";
        }

        @Tool
        String read() {
            return "noon";
        }
    }

    final Clock clock = new Clock();

    private static void timesOut(Crew crew) {
        assertThatThrownBy(() -> crew.kickoff(Run.id("q3")))
                .isInstanceOfSatisfying(
                        ModelCallException.class,
                        failed -> assertThat(failed.reason()).isEqualTo(ModelCallException.Reason.TIMEOUT))
                .hasStackTraceContaining("No answer within PT0.3S");
    }

    private static Crew crew(Agent writer, Duration limit) {
        return Crew.builder("proposal")
                .tasks(task("draft", writer).timeout(limit).build())
                .withoutMemory()
                .build();
    }

    @Test
    void endATool() {
        ScriptedChatModel model = new ScriptedChatModel().calls("await", "{}").says("too late");

        timesOut(crew(agent("writer", model).tools(clock).build(), SHORT));

        assertThat(model.requests()).hasSize(1);
    }

    @Test
    void leaveNoTimeForTheNextTool() {
        ScriptedChatModel model = new ScriptedChatModel()
                .then(() -> AiMessage.from(
                        ToolExecutionRequest.builder().id("1").name("await").build(),
                        ToolExecutionRequest.builder().id("2").name("await").build()));

        timesOut(crew(agent("writer", model).tools(clock).build(), SHORT));

        assertThat(clock.waited).hasValue(1);
    }

    @Test
    void leaveAToolAloneThatReturnsInTime() {
        ScriptedChatModel model = new ScriptedChatModel().calls("read", "{}").says("Written at noon.");

        assertThat(crew(agent("writer", model).tools(clock).build(), Duration.ofHours(1))
                        .kickoff(Run.id("q3"))
                        .text())
                .isEqualTo("Written at noon.");
        assertThat(model.toolResult(1)).isEqualTo("noon");
    }

    @Test
    void leaveNoTimeForARetry() {
        AtomicInteger calls = new AtomicInteger();
        ChatModel slow = new ChatModel() {
            @Override
            public ChatResponse doChat(ChatRequest request) {
                calls.incrementAndGet();
                try {
                    clock.never.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return ChatResponse.builder().aiMessage(AiMessage.from("never")).build();
            }
        };
        Agent writer = Agent.builder("writer")
                .role("R")
                .goal("G")
                .backstory("B")
                .model(slow)
                .maxCallRetries(3)
                .build();

        timesOut(crew(writer, SHORT));

        assertThat(calls).hasValue(1);
    }
}
