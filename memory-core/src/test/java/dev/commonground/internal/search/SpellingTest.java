package dev.commonground.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpellingTest {

    private static List<String> similar(String word, String... known) {
        TermTable terms = new TermTable();
        Spelling spelling = new Spelling(terms);
        List.of(known).forEach(term -> spelling.add(term, terms.add(term)));
        return spelling.similar(word);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tyescript", "typescrpt", "typescrip", // one letter is missing
                "tyypescript", "typesscript", "typescriptt", // one letter is too many
                "tyepscript", "typsecript", "typescritp" // two letters are swapped
            })
    void oneTypingErrorAfterTheFirstTwoLettersIsCorrected(String word) {
        assertThat(similar(word, "typescript")).containsExactly("typescript");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tapescript",
                "typescrips",
                "typesxript", // a replaced letter
                "ypescript",
                "ytpescript",
                "xtypescript", // in the first two letters
                "typesc",
                "typesicrptxx",
                "typecsritp",
                "typescirpx",
                "tyescripx",
                "tyypescripx", // more than one
                "typescript" // none
            })
    void nothingElseIs(String word) {
        assertThat(similar(word, "typescript")).isEmpty();
    }

    @Test
    void theLongerOfTheWordsHasAtLeastFiveLetters() {
        assertThat(similar("clen", "clean")).containsExactly("clean");
        assertThat(similar("teamm", "team")).containsExactly("team");
        assertThat(similar("claen", "clean")).containsExactly("clean");
        assertThat(similar("tem", "team")).isEmpty();
        assertThat(similar("team", "tem")).isEmpty();
        assertThat(similar("teka", "teak")).isEmpty();
    }

    @Test
    void allSuchWordsAreSuggestedInTheOrderOfAddition() {
        assertThat(similar("plannt", "plant", "planet", "plants", "plannet", "pl", "p"))
                .containsExactly("plant", "plannet");
        assertThat(similar("p", "plant", "pl", "p")).isEmpty();
        assertThat(similar("pl", "plant", "pl", "p")).isEmpty();
    }
}
