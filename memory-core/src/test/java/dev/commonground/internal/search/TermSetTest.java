package dev.commonground.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TermSetTest {

    private static boolean repeat(String one, String other) {
        boolean repeated = TermSet.of(one).repeats(TermSet.of(other));
        assertThat(TermSet.of(other).repeats(TermSet.of(one))).isEqualTo(repeated);
        return repeated;
    }

    @Test
    void threeQuartersOfTheTermsOfTheShorterTextRepeatIt() {
        assertThat(repeat("red green blue white", "red green blue black brown pink"))
                .isTrue();
        assertThat(repeat("red green blue white", "red green black brown pink")).isFalse();
        assertThat(repeat("red green blue white grey", "red green blue black brown pink"))
                .isFalse();
    }

    @Test
    void fewerThanFourTermsAreRepeatedOnlyByTheSameOnes() {
        assertThat(repeat("red green blue", "red green blue white")).isFalse();
        assertThat(repeat("red green blue", "Blue, green and red!")).isTrue();
        assertThat(repeat("red", "red")).isTrue();
    }

    @Test
    void aRepeatedTermCountsOnce() {
        assertThat(repeat("red red red red green", "red red red red blue")).isFalse();
        assertThat(repeat("red red green", "green red")).isTrue();
    }

    @Test
    void noTextRepeatsOneWithoutTerms() {
        assertThat(repeat("the", "of")).isFalse();
        assertThat(repeat("the", "red green blue white")).isFalse();
    }
}
