package dev.commonground.crew.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordStemsTest {

    @ParameterizedTest
    @CsvSource({
        "figure,figures",
        "company,companies",
        "box,boxes",
        "axe,axes",
        "branch,branches",
        "size,sizes",
        "case,cases",
        "class,classes",
        "client,client's",
        "ROI,roi"
    })
    void areTheSameInSingularAndPlural(String singular, String plural) {
        assertThat(WordStems.stems(plural)).isEqualTo(WordStems.stems(singular)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"art,party", "status,state", "news,new year", "figure,figurine"})
    void ofDifferentWordsDiffer(String one, String other) {
        assertThat(WordStems.stems(one)).isNotEqualTo(WordStems.stems(other));
    }

    @Test
    void keepTheApostropheInAWord() {
        assertThat(WordStems.words("Don\u2019t, \u00c9mile's roi-figures!"))
                .containsExactly("don't", "\u00e9mile's", "roi", "figures");
    }

    @Test
    void occurOneRightAfterTheOther() {
        assertThat(WordStems.occurs("price list", "Our price lists")).isTrue();
        assertThat(WordStems.occurs("price list", "a list of every price")).isFalse();
        assertThat(WordStems.occurs("!", "a list!")).isFalse();
    }
}
