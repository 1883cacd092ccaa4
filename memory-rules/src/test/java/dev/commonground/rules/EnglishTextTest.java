package dev.commonground.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnglishTextTest {

    @ParameterizedTest
    @CsvSource({"pages, page", "stories, story", "class, class", "client's, client", "status, status"})
    void singularHasNoPluralAndNoPossessiveEnding(String word, String singular) {
        assertThat(EnglishText.singular(word)).isEqualTo(singular);
    }

    @Test
    void wordsAreInLowerCase() {
        assertThat(EnglishText.words("Don’t use 2 Pages.")).containsExactly("don't", "use", "2", "pages");
    }

    @Test
    void sentencesAreOnOneLine() {
        assertThat(EnglishText.sentences("Ask Dr. No about\nit. “Then” write."))
                .containsExactly("Ask Dr. No about it.", "Then write.");
    }

    @Test
    void wordListsAreInLowerCase() {
        assertThat(EnglishText.stopWords()).contains("the");
        assertThat(EnglishText.clientWords()).contains("board");
        assertThat(EnglishText.labelWords()).contains("deadline");
        assertThat(EnglishText.businessWords()).contains("revenue");
    }
}
