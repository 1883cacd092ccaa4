package dev.commonground.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryIdTest {

    private static final String DIGITS = "abcdefghijklmnopqrstuvwxyz234567";

    @Test
    @DisplayName("An id gives back its text, whatever its characters are")
    void givesBackItsText() {
        assertThat(texts()).allSatisfy(text -> {
            assertThat(new MemoryId(text).value()).isEqualTo(text);
            assertThat(new MemoryId(text)).hasToString(text);
        });
    }

    @Test
    @DisplayName("Ids have the order of their texts")
    void haveTheOrderOfTheirTexts() {
        List<MemoryId> ids = texts().map(MemoryId::new).sorted().toList();

        assertThat(ids).extracting(MemoryId::value).isEqualTo(texts().sorted().toList());
    }

    @Test
    @DisplayName("Two ids are equal if their texts are, and differ by any one character")
    void areEqualByTheirTexts() {
        String text = "m-" + "a".repeat(26);
        MemoryId id = new MemoryId(text);

        assertThat(new MemoryId(text)).isEqualTo(id).hasSameHashCodeAs(id).isEqualByComparingTo(id);
        assertThat(IntStream.range(2, 28)
                        .mapToObj(at -> text.substring(0, at) + "b" + text.substring(at + 1))
                        .map(MemoryId::new))
                .allSatisfy(other -> assertThat(other).isNotEqualTo(id).isGreaterThan(id));
    }

    @Test
    @DisplayName("Hash codes of ids differ in any part of their texts")
    void haveSpreadHashCodes() {
        assertThat(texts().map(text -> new MemoryId(text).hashCode()).distinct())
                .hasSizeGreaterThan(490);

        String start = "m-" + "a".repeat(24);
        assertThat(new MemoryId(start + "ab").hashCode()).isNotEqualTo(new MemoryId(start + "aa").hashCode());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "m-",
                "m-abcdefghijklmnopqrstuvwxy",
                "m-abcdefghijklmnopqrstuvwxyza",
                "n-abcdefghijklmnopqrstuvwxyz",
                "m-abcdefghijklmnopqrstuvwxy1",
                "m-abcdefghijklmnopqrstuvwxy8",
                "m-abcdefghijklmnopqrstuvwxyZ",
                "m-{bcdefghijklmnopqrstuvwxyz"
            })
    @DisplayName("A text of another form is rejected without being quoted")
    void rejectsOtherTexts(String text) {
        assertThatThrownBy(() -> new MemoryId(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The given text (length %d) is not the id of a memory".formatted(text.length()))
                .hasMessageContaining("pass m- and 26 characters");
    }

    /** The first and the last character at every place, and some by chance. */
    private static Stream<String> texts() {
        Random random = new Random(42);
        Stream<String> chance = IntStream.range(0, 500)
                .mapToObj(nth -> IntStream.range(0, 26)
                        .mapToObj(at -> DIGITS.substring(random.nextInt(DIGITS.length()))
                                .substring(0, 1))
                        .collect(Collectors.joining()));
        return Stream.concat(Stream.of("a", "z", "2", "7").map(digit -> digit.repeat(26)), chance)
                .map(digits -> "m-" + digits);
    }
}
