package dev.commonground.crew.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToneWordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            value = {
                "We can't wait -> We cannot wait",
                "Won\u2019t you? -> Will not you?",
                "Let's go -> Let us go",
                "They don't, we've seen -> They do not, we have seen",
                "It's here and who's there -> It is here and who is there",
                "the company's own -> the company's own"
            })
    void spellOutContractions(String text, String spelledOut) {
        assertThat(ToneWords.spellOut(text)).isEqualTo(spelledOut);
    }

    @Test
    void areFoundTheLongestFirst() {
        assertThat(ToneWords.found(ToneWords.anyOf(ToneWords.casual().keySet()), "lots of okay stuff"))
                .containsExactly("lots of", "okay", "stuff");
    }

    @Test
    void areEitherCasualOrStiff() {
        assertThat(ToneWords.casual())
                .doesNotContainKeys(ToneWords.stiff().keySet().toArray(String[]::new));
    }
}
