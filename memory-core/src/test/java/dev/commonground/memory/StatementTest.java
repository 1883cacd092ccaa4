package dev.commonground.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementTest {

    static boolean contradict(String key, String one, String other) {
        Statement first = new Statement(Kind.DECISION, key, one, "first");
        Statement second = new Statement(Kind.FINDING, key, other, "second");
        assertThat(second.contradicts(first)).isEqualTo(first.contradicts(second));
        return first.contradicts(second);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "tone; formal; Formal",
                "tone; formal; formal tone",
                "tone; a formal tone; the formal",
                "max_words; 500; 500 words",
                "budget; 40,000 euros; 40000 EUR",
                "price; 40 euros; EUR 40",
                "price; €40; 40 €",
                "vat; 19 percent; 19%",
                "pilot agreed; yes; agreed",
                "format; slides; slide deck",
                "format; PDF; a PDF file",
                "owner; sales; the sales team",
                "parcels; 1,234,567; 1234567"
            })
    void valuesWithTheSameMeaningDoNotContradictEachOther(String key, String one, String other) {
        assertThat(contradict(key, one, other)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "tone; formal; friendly",
                "max words; 500; 50",
                "max words; 500; 500 pages",
                "hours; 12; 1.2",
                "hours; 1,2; 12",
                "version; 2.0; 20",
                "price; 40 euros; 40 dollars",
                "vat; 19 percent; 7 percent",
                "signed; signed; unsigned",
                "attached; 5 files; 5 messages",
                "format; slides; slides and handout",
                "reader; board; advisory board",
                "reader; the team; the group",
                "disk full; full; not full",
                "order; Dana then Marcus; Marcus then Dana"
            })
    void valuesWithDifferentMeaningsContradictEachOther(String key, String one, String other) {
        assertThat(contradict(key, one, other)).isTrue();
    }
}
