package dev.commonground.crew;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcesTest {

    final Sources sources =
            new Sources(List.of("# Task\nThey said: \u201cno more than\n  500 words\u201d.", "Don\u2019t"));

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "no more than 500 words, true",
                "No More  Than 500 words, true",
                "\"no more than 500 words\", true",
                "don't, true",
                "no more than 300 words, false",
                "500 words don't, false",
                "` `, false"
            })
    void containAQuotationFromOneOfThem(String quote, boolean held) {
        assertThat(sources.hold(quote)).isEqualTo(held);
    }
}
