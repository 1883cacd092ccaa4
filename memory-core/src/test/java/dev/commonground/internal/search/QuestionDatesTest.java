package dev.commonground.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class QuestionDatesTest {

    private static boolean matches(String question, String date) {
        return QuestionDates.in(question).matches(LocalDate.parse(date));
    }

    @Test
    void matchTheNamedYearAndMonth() {
        assertThat(matches("What happened in May 2023?", "2023-05-31")).isTrue();
        assertThat(matches("What happened in May 2023?", "2022-05-31")).isFalse();
        assertThat(matches("What happened in May 2023?", "2023-06-01")).isFalse();
        assertThat(matches("What happened in 2022?", "2022-12-31")).isTrue();
        assertThat(matches("Was it May or June?", "2021-06-15")).isTrue();
    }

    @Test
    void matchTheDaysAroundTheNamedDay() {
        assertThat(matches("What did she paint on 8 May?", "2023-05-15")).isTrue();
        assertThat(matches("What did she paint on May 8th?", "2023-05-16")).isFalse();
        assertThat(matches("What did she paint on May 31?", "2023-05-29")).isTrue();
        assertThat(matches("What did she do on 31 June?", "2023-06-30")).isFalse();
    }

    @Test
    void matchTheDaysAroundADateInDigits() {
        assertThat(matches("What was decided on 2023-05-08?", "2023-05-10")).isTrue();
        assertThat(matches("What was decided on 2023-05-08?", "2023-05-20")).isFalse();
        assertThat(matches("What was decided on 2023-05-08?", "2022-05-08")).isFalse();
        assertThat(matches("What does 2023-13-45 mean?", "2023-02-03")).isTrue();
        assertThat(matches("Who was born around 1 January?", "2022-12-31")).isTrue();
        assertThat(matches("Who was born around 31 December?", "2023-01-02")).isTrue();
    }

    @Test
    void matchNothingIfNoDateIsNamed() {
        assertThat(matches("What may she do when they march at 8?", "2023-05-08"))
                .isFalse();
        assertThat(QuestionDates.in("Room 2000a").isSet()).isFalse();
    }
}
