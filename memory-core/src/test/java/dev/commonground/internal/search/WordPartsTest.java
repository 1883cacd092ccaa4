package dev.commonground.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordPartsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "40,000 | 40000",
                "40.000 | 40000",
                "40'000 | 40000",
                "1.000.000 | 1000000",
                "12,34,567 | 1234567",
                "1,5 | 1.5",
                "2.50 | 2.5",
                "3.00 | 3",
                "1234 | 1234",
                "3D | 3D",
                "10.0.0.1 | 10.0.0.1"
            })
    void aNumberHasOneFormInAnyNotation(String token, String form) {
        assertThat(WordParts.of(token)).containsExactly(form);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Anna's | Anna",
                "Anna’s | Anna",
                "WE'LL | WE",
                "l'eau | eau",
                "aujourd'hui | hui",
                "don't | don't",
                "DON’T | DON’T"
            })
    void anEnglishEndingAndARomanceArticleAreDropped(String token, String word) {
        assertThat(WordParts.of(token)).containsExactly(word);
    }

    @Test
    void anIdentifierConsistsOfItselfAndItsWords() {
        assertThat(WordParts.of("max_words")).containsExactly("max_words", "max", "words");
        assertThat(WordParts.of("getUserName")).containsExactly("getUserName", "get", "User", "Name");
        assertThat(WordParts.of("CLAUDE.md")).containsExactly("CLAUDE.md", "CLAUDE", "md");
        assertThat(WordParts.of("_private")).containsExactly("private");
    }

    @Test
    void aWordIsOne() {
        assertThat(WordParts.of("word")).containsExactly("word");
        assertThat(WordParts.of("Word")).containsExactly("Word");
        assertThat(WordParts.of("WORD")).containsExactly("WORD");
        assertThat(WordParts.of("हिन्दी")).containsExactly("हिन्दी");
    }

    @Test
    void aNameHasSpacesBetweenItsWords() {
        assertThat(WordParts.spaced("ReactJS")).isEqualTo("React JS");
        assertThat(WordParts.spaced("dead--letter_queue")).isEqualTo("dead letter queue");
    }
}
