package dev.commonground.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.internal.search.QuestionDates.MonthDate;
import java.time.Month;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MonthNamesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "What happened on 8 May? | 8",
                "What happened on the 8th of May? | 8",
                "What happened on May 31st? | 31",
                "What happened on May 32? | 0",
                "What happened in May 2023? | 0",
                "What happened in May? | 0",
                "Was geschah am 8. Mai und danach? | 8",
                "¿Qué pasó el 8 de mayo en la ciudad? | 8",
                "Que s'est-il passé le 1er mai dans la ville ? | 1",
                "Что случилось 8 мая? | 8",
                "5月8日に何がありましたか | 8",
                "5월에 무슨 일이 있었습니까? | 0"
            })
    void nameAMonthWithTheDayBesideIt(String question, int day) {
        assertThat(MonthNames.in(question)).containsExactly(new MonthDate(Month.MAY, day));
    }

    @ParameterizedTest
    @ValueSource(strings = {"What may happen?", "They march on", "Was ist im Maimonat?", "13月8日", "0月8日", "8 o'clock"})
    void nameNoneInOtherWords(String question) {
        assertThat(MonthNames.in(question)).isEmpty();
    }

    @Test
    void nameSeveral() {
        assertThat(MonthNames.in("Was it on 8 May or on June 9?"))
                .containsExactlyInAnyOrder(new MonthDate(Month.MAY, 8), new MonthDate(Month.JUNE, 9));
        assertThat(MonthNames.in("1月か12月31日"))
                .containsExactlyInAnyOrder(new MonthDate(Month.JANUARY, 0), new MonthDate(Month.DECEMBER, 31));
    }
}
