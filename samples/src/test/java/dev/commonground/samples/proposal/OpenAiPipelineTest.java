package dev.commonground.samples.proposal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.commonground.SharedMemory;
import dev.commonground.crew.Crew;
import dev.commonground.crew.CrewResult;
import dev.commonground.crew.Run;
import dev.commonground.crew.TaskOutput;
import dev.commonground.crew.model.ModelCallException;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Memory;
import dev.commonground.samples.model.Models;
import dev.commonground.samples.model.OpenAiStub;
import dev.commonground.samples.model.OpenAiStub.Answer;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pipeline with a model over HTTP. */
class OpenAiPipelineTest {

    static final Answer REMEMBER_LIMIT = new Answer.ToolCall("remember", """
            {"text":"Keep it to 20 words","kind":"constraint","key":"max_words","value":"20"}""");

    @TempDir
    Path folder;

    SharedMemory memory;

    @BeforeEach
    void open() {
        memory =
                SharedMemory.builder(folder.resolve("memory.db")).keywordsOnly().open();
    }

    @AfterEach
    void close() {
        memory.close();
    }

    Crew crew(ChatModel model) {
        return new ProposalTeam(model, CallNotes.ofSample("acme"))
                .pipeline(folder.resolve("proposal.md"))
                .memory(memory)
                .build();
    }

    static ChatModel model(OpenAiStub stub) {
        return Models.fromEnvironment(Map.of("OPENAI_BASE_URL", stub.baseUrl())).model();
    }

    @Test
    void branchesOverHttp() {
        try (OpenAiStub stub = OpenAiStub.answering(new Answer.Text("# Proposal\n\nWe begin in May."))) {
            CrewResult result = new ProposalTeam(model(stub), CallNotes.ofSample("acme"))
                    .inParallel(folder.resolve("proposal.md"))
                    .memory(memory)
                    .build()
                    .kickoff(Run.id("q3").input("client", "acme"));

            assertThat(result.outputs())
                    .extracting(TaskOutput::task)
                    .containsExactly("client", "legal", "market", "draft", "review");
            assertThat(stub.requests()).hasSize(5);
            assertThat(stub.requests().get(3).toString()).contains("task client = done", "task market = done");
        }
    }

    @Test
    void delegatesOverHttp() {
        try (OpenAiStub stub = OpenAiStub.answering(
                new Answer.ToolCall("delegate", "{\"task\":\"draft\",\"instructions\":\"be brief\"}"),
                new Answer.Text("# Proposal\n\nWe begin in May."))) {
            CrewResult result = new ProposalTeam(model(stub), CallNotes.ofSample("acme"))
                    .managed(folder.resolve("proposal.md"))
                    .memory(memory)
                    .build()
                    .kickoff(Run.id("q3").input("client", "acme"));

            assertThat(result.text()).isEqualTo("# Proposal\n\nWe begin in May.");
            assertThat(stub.requests()).hasSize(3);
            assertThat(stub.requests().get(1).toString()).contains("be brief");
        }
    }

    List<Memory> binding() {
        return memory.task("q3").agent("auditor").list().stream()
                .filter(one -> one.kind() == Kind.CONSTRAINT)
                .toList();
    }

    @Test
    void goesFromToolCallsToACheckedText() {
        try (OpenAiStub stub = OpenAiStub.answering(
                new Answer.ToolCall("readNotes", "{}"),
                REMEMBER_LIMIT,
                new Answer.Text("- a limit of 20 words"),
                new Answer.Text(
                        "# Proposal\n\nA draft that is much longer than the client would like it to be, which is why it has to be cut."),
                new Answer.Text(
                        "# Proposal\n\nStill much too long, because this editor did not count the words of the text that it was given here."),
                new Answer.Text("# Proposal\n\nWe begin in May."))) {

            CrewResult result = crew(model(stub)).kickoff(Run.id("q3").input("client", "acme"));

            assertThat(result.text()).isEqualTo("# Proposal\n\nWe begin in May.");
            assertThat(result.verdict().violated()).isZero();
            assertThat(result.output("review").attempts()).isEqualTo(2);
            assertThat(result.usage().inputTokenCount()).isEqualTo(6 * 7);
            assertThat(binding()).extracting(Memory::text).containsExactly("Keep it to 20 words");
            assertThat(stub.requests().get(3).toString()).contains("CONSTRAINT max_words = 20");
            assertThat(stub.requests().get(3).toString()).doesNotContain("parrot");
            assertThat(stub.requests().get(5).toString()).contains("Your last answer was refused");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "401, AUTHENTICATION, key",
        "429, RATE_LIMIT, rate",
        "500, SERVER, wait and try again",
        "404, MODEL_NOT_FOUND, model"
    })
    void explainsARefusalOfTheEndpointAndResumesLater(int status, ModelCallException.Reason reason, String word) {
        try (OpenAiStub stub =
                OpenAiStub.answering(REMEMBER_LIMIT, new Answer.Text("done"), new Answer.Failure(status))) {
            assertThatExceptionOfType(ModelCallException.class)
                    .isThrownBy(() -> crew(impatient(stub)).kickoff(Run.id("q3").input("client", "acme")))
                    .withMessageContaining("agent writer")
                    .withMessageContaining(word)
                    .withMessageContaining("resume the run")
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
        }
        assertThat(binding()).hasSize(1);
        try (OpenAiStub stub = OpenAiStub.answering(new Answer.Text("# Proposal\n\nWe begin in May."))) {
            assertThat(crew(model(stub)).resume("q3").verdict().violated()).isZero();
            assertThat(stub.requests()).hasSize(2);
        }
    }

    static ChatModel impatient(OpenAiStub stub) {
        return OpenAiChatModel.builder()
                .baseUrl(stub.baseUrl())
                .apiKey("k")
                .modelName("m")
                .maxRetries(0)
                .timeout(Duration.ofSeconds(2))
                .build();
    }

    @Test
    void explainsATimeoutOfTheModel() {
        try (OpenAiStub stub = OpenAiStub.answering(new Answer.Silence())) {
            assertThatExceptionOfType(ModelCallException.class)
                    .isThrownBy(() -> crew(impatient(stub)).kickoff(Run.id("q3").input("client", "acme")))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(ModelCallException.Reason.TIMEOUT));
        }
        assertThat(binding()).isEmpty();
    }

    @Test
    void explainsAnUnreachableEndpoint() {
        OpenAiStub gone = OpenAiStub.answering(new Answer.Text("never asked"));
        gone.close();

        assertThatExceptionOfType(ModelCallException.class)
                .isThrownBy(() -> crew(impatient(gone)).kickoff(Run.id("q3").input("client", "acme")))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(ModelCallException.Reason.UNREACHABLE));
    }

    @Test
    void explainsAnEmptyAnswer() {
        try (OpenAiStub stub = OpenAiStub.answering(new Answer.Text(""))) {
            assertThatExceptionOfType(ModelCallException.class)
                    .isThrownBy(() -> crew(impatient(stub)).kickoff(Run.id("q3").input("client", "acme")))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(ModelCallException.Reason.EMPTY_ANSWER));
        }
    }

    @Test
    void survivesToolCallsThatMakeNoSense() {
        try (OpenAiStub stub = OpenAiStub.answering(
                new Answer.ToolCall("launchRocket", "{}"),
                new Answer.ToolCall("remember", "this is not JSON"),
                new Answer.ToolCall("remember", "{\"text\":\"  \"}"),
                new Answer.ToolCall("recall", "{\"queries\":7}"),
                new Answer.Text("# Proposal\n\nWe begin in May."))) {

            CrewResult result = crew(impatient(stub)).kickoff(Run.id("q3").input("client", "acme"));

            assertThat(result.text()).contains("We begin in May");
            assertThat(binding()).isEmpty();
        }
    }
}
