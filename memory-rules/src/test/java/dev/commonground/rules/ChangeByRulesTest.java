package dev.commonground.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.SharedMemory;
import dev.commonground.TaskMemory;
import dev.commonground.learning.Learning;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Memory;
import dev.langchain4j.data.message.UserMessage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changes that speakers announce, each in a call of its own. */
class ChangeByRulesTest {

    @TempDir
    Path directory;

    SharedMemory memory;
    TaskMemory task;

    @BeforeEach
    void open() {
        memory = SharedMemory.builder(directory.resolve("memory.db"))
                .keywordsOnly()
                .open();
        task = memory.task("q3");
    }

    @AfterEach
    void close() {
        memory.close();
    }

    private Learning say(String speaker, String text) {
        return task.agent("researcher").learn(List.of(UserMessage.from(speaker, text)));
    }

    private List<String> values() {
        return task.agent("auditor").list().stream()
                .filter(one -> one.key() != null)
                .map(one -> "%s=%s".formatted(one.key(), one.value()))
                .toList();
    }

    private List<Memory> questions() {
        return task.agent("auditor").list().stream()
                .filter(one -> one.kind() == Kind.QUESTION)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            The deadline is 4 December.    | Let's move the deadline to 11 December.          | deadline=11 December
            The deadline is 4 December.    | The deadline was extended to 11 December.        | deadline=11 December
            The deadline is 4 December.    | They pushed the deadline back to 11 December.    | deadline=11 December
            The deadline is 4 December.    | We have until 11 December now.                   | deadline=11 December
            The deadline is 4 December.    | It is no longer 4 December but 11 December.      | deadline=11 December
            The deadline is 4 December.    | New deadline: 11 December.                       | deadline=11 December
            The deadline is 4 December.    | Forget the deadline.                             | deadline=none
            At most 500 words.             | Actually, make it 400 words.                     | max_words=400
            At most 500 words.             | The limit is now 400 words instead of 500.       | max_words=400
            At most 500 words.             | The word limit has been raised to 600.           | max_words=600
            At most 500 words.             | The limit dropped from 500 to 400 words.         | max_words=400
            At most 500 words.             | 400 words, not 500.                              | max_words=400
            At most 500 words.             | Sorry, I meant 400.                              | max_words=400
            At most 500 words.             | The word limit no longer applies.                | max_words=none
            At least 300 words.            | The minimum went up from 300 to 350 words.       | min_words=350
            Our budget is 40k.             | The budget went up to 45k.                       | budget=45k
            Our budget is 40k.             | The budget is 45k, not 40k.                      | budget=45k
            The tone should be formal.     | Make the tone friendly instead.                  | tone=friendly
            The tone should be formal.     | A friendly tone rather than a formal one, please. | tone=friendly
            Please send it as a letter.    | Make it an email instead.                        | format=email
            Please start with the summary. | Start with the timeline instead.                 | first_section=timeline
            """)
    void supersedeTheSpeakersOldValue(String before, String change, String value) {
        say("Anna", before);

        say("Anna", change);

        assertThat(values()).containsExactly(value);
        assertThat(questions()).isEmpty();
    }

    @Test
    void ofAnotherSpeakerAreAConflict() {
        say("Anna", "At most 500 words.");

        say("Bob", "Actually, make it 400 words.");

        assertThat(values()).containsExactly("max_words=400", "max_words=500");
        assertThat(task.agent("auditor").conflicts()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            The deadline is 4 December.           | The deadline is postponed.
            At most 500 words.                    | Forget the 500 words, it is far too short.
            The tone should be formal.            | It doesn't have to be formal any more.
            The report must include charts.       | We no longer need the charts.
            Don't mention Globex.                 | You may mention Globex after all.
            Let's go with PostgreSQL for now.     | We switched to MySQL.
            Nobody may restart the database before 18:00. | The database may be restarted at any time now.
            At most 500 words.                    | I changed my mind.
            """)
    void withoutAClearValueAreAQuestion(String before, String change) {
        say("Anna", before);

        say("Anna", change);

        assertThat(questions()).singleElement().satisfies(question -> {
            assertThat(question.text()).contains("valid", change);
            assertThat(change)
                    .startsWith(String.valueOf(question.assertions().get(0).evidence()));
        });
    }

    @Test
    void ofNothingKnownAreNoQuestion() {
        Learning learning = say("Anna", "Actually, make it 400 words.");

        assertThat(learning.items()).isEmpty();
    }
}
