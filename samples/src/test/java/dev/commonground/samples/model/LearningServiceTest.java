package dev.commonground.samples.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.commonground.SharedMemory;
import dev.commonground.langgraph4j.GraphMemory;
import dev.commonground.memory.MemoryException;
import dev.commonground.samples.model.OpenAiStub.Answer;
import dev.commonground.samples.model.OpenAiStub.Answer.Failure;
import dev.commonground.samples.model.OpenAiStub.Answer.Text;
import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.UserMessage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Learning in an AI service with a model over HTTP. */
class LearningServiceTest {

    static final InvocationParameters ON_Q3 = InvocationParameters.from(GraphMemory.TASK, "q3");

    static final String LEARNED = """
            {"statements": [{"message": 1, "part": 0, "kind": "constraint", "key": "max_words", "value": "500",
             "text": "At most 500 words", "evidence": "Keep it under 500 words", "relation": "new", "known": 0,
             "change": ""}]}""";

    @TempDir
    Path folder;

    interface Writer {
        String write(@UserMessage String request, InvocationParameters parameters);
    }

    /** Returns the memories after one call of a service. The stub gives these answers to the service and the learner. */
    List<String> knownAfter(OpenAiStub stub) {
        ChatModel model = OpenAiChatModel.builder()
                .baseUrl(stub.baseUrl())
                .apiKey("k-1")
                .modelName("m-1")
                .maxRetries(0)
                .build();
        try (SharedMemory memory = SharedMemory.builder(folder.resolve("memory.db"))
                .keywordsOnly()
                .chatModel(model)
                .open()) {
            Writer writer = AiServices.builder(Writer.class)
                    .chatModel(model)
                    .outputGuardrails(GraphMemory.over(memory).learning("writer"))
                    .build();
            try {
                writer.write("Keep it under 500 words, please.", ON_Q3);
            } finally {
                known = memory.task("q3").agent("auditor").list().stream()
                        .map(Object::toString)
                        .toList();
            }
        }
        return known;
    }

    List<String> known = List.of();

    static OpenAiStub answering(Answer... answers) {
        return OpenAiStub.answering(answers);
    }

    @Test
    void learnsWithOneAdditionalCall() {
        try (OpenAiStub stub = answering(new Text("Here it is."), new Text(LEARNED))) {
            assertThat(knownAfter(stub))
                    .containsExactly("CONSTRAINT max_words = 500: At most 500 words (user; task q3; live)");
            assertThat(stub.requests()).hasSize(2);
        }
    }

    @Test
    void storesNoMemoryWhenTheLearnersCallFails() {
        try (OpenAiStub stub = answering(new Text("Here it is."), new Failure(500))) {
            assertThatThrownBy(() -> knownAfter(stub))
                    .hasStackTraceContaining(MemoryException.LearningFailed.class.getName());
            assertThat(known).isEmpty();
        }
    }
}
