package dev.commonground.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.commonground.SharedMemory;
import dev.commonground.learning.LearnRequest;
import dev.commonground.learning.Learning;
import dev.commonground.learning.Learning.Unread;
import dev.commonground.memory.Author;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages of persons from which the rules take nothing. */
class UnreadMessagesTest {

    @TempDir
    Path directory;

    private Learning learn(LearnRequest request) {
        try (SharedMemory memory = SharedMemory.builder(directory.resolve("memory.db"))
                .keywordsOnly()
                .open()) {
            return memory.task("q3").agent("researcher").learn(request);
        }
    }

    private Learning learn(String... texts) {
        return learn(LearnRequest.builder(
                        List.of(texts).stream().map(UserMessage::from).toList())
                .build());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Thanks a lot!                                    | NOTHING_FOUND
            See you soon                                     | NOTHING_FOUND
            Ok                                               | NOTHING_FOUND
            Der Bericht darf höchstens 500 Wörter haben.     | OTHER_LANGUAGE
            El informe no debe tener más de 500 palabras.    | OTHER_LANGUAGE
            Le rapport doit être en PDF.                     | OTHER_LANGUAGE
            レポートは500文字以内にしてください。               | OTHER_LANGUAGE
            报告不得超过500字。                                | OTHER_LANGUAGE
            يجب ألا يتجاوز التقرير 500 كلمة                    | OTHER_LANGUAGE
            Отчёт не должен превышать 500 слов.              | OTHER_LANGUAGE
            Maybe we should use Kafka.                       | HEDGED
            Between you and me, the budget is 60k.           | HEDGED
            You don't have to include charts.                | HEDGED
            """)
    void haveAReason(String text, Unread.Reason reason) {
        assertThat(learn(text).unread()).containsExactly(new Unread(1, Author.person("user"), reason));
    }

    @Test
    void mayBeCoveredByAnotherMessage() {
        Learning learning = learn("At most 500 words.", "No, make that 400 words.", "Who signs the contract?", "Bob.");

        assertThat(learning.unread())
                .extracting(Unread::message, Unread::reason)
                .contains(tuple(1, Unread.Reason.COVERED));
    }

    @Test
    void areOnlyThoseOfPersonsThatGaveNothing() {
        Learning learning = learn(LearnRequest.builder(List.of(
                        UserMessage.from("Anna", "At most 500 words."),
                        AiMessage.from("Fine"),
                        UserMessage.from("Bob", "The tone should be formal."),
                        UserMessage.from("Bob", "Great!")))
                .exclude("tone")
                .build());

        assertThat(learning.unread())
                .containsExactly(
                        new Unread(3, Author.person("Bob"), Unread.Reason.EXCLUDED_TOPIC),
                        new Unread(4, Author.person("Bob"), Unread.Reason.NOTHING_FOUND));
        assertThat(learning.memories()).hasSize(1);
    }
}
