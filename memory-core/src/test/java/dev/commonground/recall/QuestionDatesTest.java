package dev.commonground.recall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class QuestionDatesTest {

    private static boolean fit(String question, String date) {
        return QuestionDates.in(question).fit(LocalDate.parse(date));
    }

    @Test
    void fitTheYearAndTheMonthThatAreNamed() {
        assertThat(fit("What happened in May 2023?", "2023-05-31")).isTrue();
        assertThat(fit("What happened in May 2023?", "2022-05-31")).isFalse();
        assertThat(fit("What happened in May 2023?", "2023-06-01")).isFalse();
        assertThat(fit("What happened in 2022?", "2022-12-31")).isTrue();
        assertThat(fit("Was it May or June?", "2021-06-15")).isTrue();
    }

    @Test
    void fitTheDaysAroundTheOneThatIsNamed() {
        assertThat(fit("What did she paint on 8 May?", "2023-05-15")).isTrue();
        assertThat(fit("What did she paint on May 8th?", "2023-05-16")).isFalse();
        assertThat(fit("What did she paint on May 31?", "2023-05-29")).isTrue();
        assertThat(fit("What did she do on 31 June?", "2023-06-30")).isFalse();
    }

    @Test
    void fitNothingIfNoTimeIsNamed() {
        assertThat(fit("What may she do when they march at 8?", "2023-05-08")).isFalse();
        assertThat(QuestionDates.in("Room 2000a").isSet()).isFalse();
    }
}
