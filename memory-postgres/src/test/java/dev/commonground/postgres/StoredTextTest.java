package dev.commonground.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoredTextTest {

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    @Test
    void escapesCharactersThatPostgresqlCannotStore() {
        assertThat(StoredText.of("a\0b\u001ac\ud800d")).isEqualTo("a\u001a0000b\u001a001ac\u001ad800d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "caf\u00e9 \ud83e\udd8a", "two\nlines"})
    void leavesAllOtherCharactersUnchanged(String text) {
        assertThat(StoredText.of(text)).isSameAs(text);
        assertThat(StoredText.read(text)).isSameAs(text);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyTextIsPreserved(long seed) {
        char[] alphabet = {'a', '0', '\0', '\u001a', '\ud83e', '\udd8a', '\ud800', '\udfff'};
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(20); i > 0; i--) {
            text.append(alphabet[random.nextInt(alphabet.length)]);
        }

        String stored = StoredText.of(text.toString());

        assertThat(stored).doesNotContain("\0");
        assertThat(StoredText.read(stored)).isEqualTo(text.toString());
    }
}
