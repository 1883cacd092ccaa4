package dev.commonground.crew;

import static dev.commonground.crew.Crews.agent;
import static dev.commonground.crew.Crews.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.commonground.SharedMemory;
import dev.commonground.test.ScriptedChatModel;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.service.AiServices;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a tool returns or throws and however it is requested, the model is told, and the run goes on. */
class ToolResultsTest {

    @TempDir
    Path directory;

    SharedMemory memory;

    @BeforeEach
    void open() {
        memory = Crews.memory(directory);
    }

    @AfterEach
    void close() {
        memory.close();
    }

    static final class Endless {
        public final Endless next = this;
    }

    /** A list in which each element is a new list of the same kind. */
    static final class Deep implements Iterable<Deep> {
        @Override
        public Iterator<Deep> iterator() {
            return List.of(new Deep()).iterator();
        }
    }

    @SuppressWarnings("DoNotCallSuggester") // failing is the point
    public static final class Odd {

        @Tool
        Instant instant() {
            return Instant.EPOCH;
        }

        @Tool
        Optional<String> optional() {
            return Optional.of("x");
        }

        @Tool
        Object object() {
            return new Object();
        }

        @Tool
        Stream<String> stream() {
            return Stream.of("x");
        }

        @Tool
        CompletableFuture<String> future() {
            return new CompletableFuture<>();
        }

        @Tool
        Endless cycle() {
            return new Endless();
        }

        @Tool
        Deep deep() {
            return new Deep();
        }

        @Tool
        @Nullable
        String nothing() {
            return null;
        }

        @Tool
        String overflow() {
            throw new StackOverflowError();
        }

        @Tool
        String assertion() {
            throw new AssertionError("expected 1");
        }

        @Tool
        String silent() {
            throw new IllegalStateException();
        }
    }

    /** Returns what the model is told after its request. */
    private String toldAfter(ToolExecutionRequest request) {
        ScriptedChatModel model =
                new ScriptedChatModel().then(() -> AiMessage.from(request)).says("Done.");
        Crew crew = Crew.builder("proposal")
                .tasks(task("draft", agent("writer", model).tools(new Odd()).build())
                        .build())
                .memory(memory)
                .build();

        assertThat(crew.kickoff(Run.id("q3")).text()).isEqualTo("Done.");
        return model.toolResult(1);
    }

    private static ToolExecutionRequest call(@Nullable String name) {
        return ToolExecutionRequest.builder().id("1").name(name).arguments("{}").build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"instant", "optional", "object", "stream", "cycle", "deep"})
    void thatAreNoTextAreToldAsSuch(String tool) {
        assertThat(toldAfter(call(tool))).startsWith("The result of %s cannot be written as text: ".formatted(tool));
    }

    @Test
    void thatAreStillToComeAreToldAsSuch() {
        assertThat(toldAfter(call("future")))
                .isEqualTo(
                        "The result of future cannot be written as text: it is a java.util.concurrent.CompletableFuture, whose value is still to come");
    }

    @ParameterizedTest
    @CsvSource({
        "overflow, java.lang.StackOverflowError",
        "assertion, expected 1",
        "silent, java.lang.IllegalStateException"
    })
    void ofFailuresNameThem(String tool, String failure) {
        assertThat(toldAfter(call(tool))).isEqualTo("The tool %s failed: %s".formatted(tool, failure));
    }

    @Test
    void thatAreNullAreText() {
        assertThat(toldAfter(call("nothing"))).isEqualTo("null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void ofARequestWithABlankNameSayThatThereIsNoSuchTool(String name) {
        assertThat(toldAfter(call(name))).startsWith("There is no tool called unnamed. The tools are: ");
    }

    @Test
    void ofARequestWithoutANameSayThatThereIsNoSuchTool() {
        assertThat(toldAfter(call(null))).startsWith("There is no tool called unnamed. The tools are: ");
    }

    @Test
    void ofARequestWithoutArgumentsAreThoseOfNone() {
        assertThat(toldAfter(ToolExecutionRequest.builder().name("nothing").build()))
                .isEqualTo("null");
    }

    interface Writer {
        String write(String what);
    }

    /** The control: in an AI service of langchain4j, the same results end the call. */
    @ParameterizedTest
    @ValueSource(strings = {"instant", "optional", "object", "stream", "cycle", "deep"})
    void endACallOfLangchain4jAlone(String tool) {
        ScriptedChatModel model =
                new ScriptedChatModel().then(() -> AiMessage.from(call(tool))).says("Done.");
        Writer writer = AiServices.builder(Writer.class)
                .chatModel(model)
                .tools(new Odd())
                .build();

        assertThatThrownBy(() -> writer.write("a draft")).isInstanceOf(Throwable.class);
        assertThat(model.requests()).hasSize(1);
    }
}
