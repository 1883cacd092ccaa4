package dev.commonground.internal.learning;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotationTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Write no more than 500 words.          | no more than 500
            Write no more than 500 words.          | ...no more than 500 words!
            “Keep it short”, he said               | «KEEP it short», he said
            at most **500** words, please          | At most 500 words
            a caf\u00e9 near the station               | a cafe\u0301 near the station
            seven\u00a0thousand – at least             | seven thousand - at least!
            They said: \u201cno more than   500 words\u201d.  | "no more  than 500 words"
            The budget is 40,000 euros.            | budget is 40,000
            The budget is 40,000.                  | budget is 40,000
            Don\u2019t                                  | don't
            OK                                     | ok
            """)
    void findsWholeWordsInAnySpelling(String source, String quote) {
        assertThat(Quotation.of(quote).findIn(source)).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
            Write no more than 500 words. | no more than 50
            Write no more than 500 words. | no more than 300 words
            Write no more than 500 words. | rite no more than 500 words
            Write no more than 500 words. | e
            Write no more than 500 words. | words
            Write no more than 500 words. | '  '
            Write no more than 500 words. | ...
            The budget is 40,000 euros.   | the budget is 40
            The budget is 40,000 euros.   | 000 euros
            It takes 1.5 seconds.         | it takes 1
            """)
    void rejectsPartsOfWordsAndQuotesThatProveNothing(String source, String quote) {
        assertThat(Quotation.of(quote).findIn(source)).isEmpty();
    }

    @Test
    void returnsTheWordsAsTheSourceSpellsThem() {
        assertThat(Quotation.of("at most 500 words").findIn("Use  At most\n**500** words."))
                .contains("At most\n**500** words");
    }

    @Test
    void returnsNothingThatIsTooLongForEvidence() {
        String text = "so it goes ".repeat(1_000);

        assertThat(Quotation.of(text).findIn(text)).isEmpty();
    }
}
