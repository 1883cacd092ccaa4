package dev.commonground.samples.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OfflineModelTest {

    static final String SEED = "Client needs executive summary first, uses slide decks, needs ROI figures";

    @Nested
    class Researching {

        @Test
        void readsTheNotesThenRemembersThenAnswers() {
            Requests research = Requests.task(Requests.RESEARCH)
                    .memory()
                    .tools(Requests.READ_NOTES, Requests.REMEMBER, Requests.RECALL);

            AiMessage reading = research.answer();
            AiMessage remembering = research.called(reading, SEED).answer();
            AiMessage answer = research.called(remembering, "stored m-1").answer();

            assertThat(reading.toolExecutionRequests())
                    .extracting(ToolExecutionRequest::name, ToolExecutionRequest::arguments)
                    .containsExactly(tuple("read_notes", "{}"));
            assertThat(remembering.toolExecutionRequests())
                    .extracting(OfflineModelTest::arguments)
                    .containsExactly(
                            Map.of(
                                    "text",
                                    "Client needs executive summary first",
                                    "kind",
                                    "constraint",
                                    "key",
                                    "first_section",
                                    "value",
                                    "executive summary"),
                            Map.of(
                                    "text",
                                    "Client uses slide decks",
                                    "kind",
                                    "constraint",
                                    "key",
                                    "format",
                                    "value",
                                    "slide decks"),
                            Map.of(
                                    "text",
                                    "Client needs ROI figures",
                                    "kind",
                                    "constraint",
                                    "key",
                                    "include: roi figures",
                                    "value",
                                    "required"));
            assertThat(answer.hasToolExecutionRequests()).isFalse();
            assertThat(answer.text())
                    .isEqualTo(
                            "- Client needs executive summary first\n- Client uses slide decks\n- Client needs ROI figures");
        }

        @Test
        void onlyAnswersIfThereIsNoMemory() {
            Requests research = Requests.task(Requests.RESEARCH).tools(Requests.READ_NOTES);

            AiMessage answer = research.called(research.answer(), SEED).answer();

            assertThat(answer.hasToolExecutionRequests()).isFalse();
            assertThat(answer.text()).startsWith("- Client needs executive summary first");
        }

        @Test
        void doesNotRememberKnownNotes() {
            Requests research = Requests.task(Requests.RESEARCH)
                    .memory(Requests.line(NoteReaderTest.ROI), Requests.line(NoteReaderTest.FIRST))
                    .tools(Requests.READ_NOTES, Requests.REMEMBER);

            AiMessage remembering = research.called(research.answer(), SEED).answer();

            assertThat(remembering.toolExecutionRequests())
                    .extracting(call -> arguments(call).get("key"))
                    .containsExactly("format");
        }

        @Test
        void fillsTheArgumentsOfAReaderFromTheTask() {
            ToolSpecification reader = ToolSpecification.builder()
                    .name("fetchDocument")
                    .parameters(JsonObjectSchema.builder()
                            .addStringProperty("client")
                            .addEnumProperty("language", List.of("en", "de"))
                            .build())
                    .build();

            AiMessage reading = Requests.task("Find out what matters to globex.")
                    .tools(reader)
                    .answer();
            AiMessage named = Requests.task("Read the notes of globex, then stop.")
                    .tools(reader)
                    .answer();

            assertThat(reading.toolExecutionRequests())
                    .extracting(OfflineModelTest::arguments)
                    .containsExactly(Map.of("client", "Find out what matters to globex.", "language", "en"));
            assertThat(named.toolExecutionRequests())
                    .extracting(OfflineModelTest::arguments)
                    .containsExactly(Map.of("client", "globex", "language", "en"));
        }

        @Test
        void leavesToolsAloneThatReadNoSource() {
            ToolSpecification clock = ToolSpecification.builder()
                    .name("get_time")
                    .description("Returns the time.")
                    .build();

            assertThat(Requests.task(Requests.RESEARCH).tools(clock).text()).startsWith("There is nothing to read");
        }

        @Test
        void readsTheTextsOfTasksBefore() {
            assertThat(Requests.task("Record the limits.")
                            .context("call", "At most 90 words.")
                            .text())
                    .isEqualTo("- At most 90 words");
        }

        @Test
        void reportsPagesWithoutRequirements() {
            Requests research = Requests.task(Requests.RESEARCH).tools(Requests.READ_NOTES);

            assertThat(research.called(research.answer(), "Lovely morning.").text())
                    .startsWith("The sources that I could read contain no requirement");
        }

        @Test
        void doesNotTakeAFailureForAPage() {
            Requests research = Requests.task(Requests.RESEARCH).tools(Requests.READ_NOTES);
            ToolExecutionRequest call =
                    research.answer().toolExecutionRequests().get(0);
            ChatRequest request = research.build();

            ChatRequest failed = request.toBuilder()
                    .messages(List.of(
                            request.messages().get(0),
                            request.messages().get(1),
                            AiMessage.from(call),
                            ToolExecutionResultMessage.builder()
                                    .id(call.id())
                                    .toolName(call.name())
                                    .text("They need a stack trace")
                                    .isError(true)
                                    .build()))
                    .build();

            assertThat(OfflineModel.create().chat(failed).aiMessage().text()).startsWith("There is nothing to read");
        }
    }

    @Nested
    class Answering {

        final ChatRequest request =
                Requests.task(Requests.DRAFT).memory(Requests.notes("acme")).build();

        @Test
        void givesTheSameAnswerToTheSameRequest() {
            OfflineModel used = OfflineModel.create();
            used.chat(Requests.task(Requests.DRAFT)
                    .memory(Requests.notes("bakery"))
                    .build());

            ChatResponse answer = used.chat(request);

            assertThat(answer).isEqualTo(OfflineModel.create().chat(request));
            assertThat(used.chat(request)).isEqualTo(answer);
        }

        @Test
        void returnsItsNameAndEstimatesTokens() {
            ChatResponse answer = OfflineModel.create().chat(request);

            assertThat(answer.modelName()).isEqualTo("offline-rules");
            assertThat(answer.finishReason()).isEqualTo(FinishReason.STOP);
            assertThat(answer.tokenUsage().inputTokenCount()).isBetween(300, 1_500);
            assertThat(answer.tokenUsage().outputTokenCount()).isBetween(500, 1_500);
        }

        @Test
        void refusesUnknownWork() {
            assertThat(Requests.task("Choose an agent for the next task.").text())
                    .startsWith("I follow rules and cannot do this: \"Choose an agent for the next task.\"");
            assertThat(Requests.task(Requests.EDIT).text()).startsWith("I follow rules and cannot do this");
            ChatRequest noTask = ChatRequest.builder()
                    .messages(SystemMessage.from("You are a tester."))
                    .build();
            assertThat(OfflineModel.create().chat(noTask).aiMessage().text())
                    .startsWith("I follow rules and cannot do this: \"\"");
        }

        @Test
        void tellsAVerbFromANoun() {
            assertThat(WorkKind.of("Correct the draft.")).isEqualTo(WorkKind.EDIT);
            assertThat(WorkKind.of("Draft a letter from the notes, then check it."))
                    .isEqualTo(WorkKind.DRAFT);
            assertThat(WorkKind.of("Gather facts and write them down.")).isEqualTo(WorkKind.RESEARCH);
            assertThat(WorkKind.of("Dance.")).isEqualTo(WorkKind.OTHER);
        }

        @Test
        void failsAtTheRequestedCall() {
            OfflineModel model = OfflineModel.builder().failAtCall(2).build();
            model.chat(request);

            assertThatThrownBy(() -> model.chat(request))
                    .isInstanceOf(InternalServerException.class)
                    .hasMessage("Call 2 of the offline model fails because failAtCall(2) asks for it");
            assertThat(model.chat(request)).isEqualTo(OfflineModel.create().chat(request));
        }
    }

    private static Map<String, Object> arguments(ToolExecutionRequest call) {
        try {
            return new ObjectMapper().readValue(call.arguments(), new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
