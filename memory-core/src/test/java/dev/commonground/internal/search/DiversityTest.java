package dev.commonground.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiversityTest {

    private final Diversity diversity = new Diversity();

    private List<String> order(String... ranked) {
        return diversity.order(List.of(ranked), Function.identity());
    }

    @Test
    void itemsWithoutCommonWordsKeepTheirOrder() {
        assertThat(order("red", "green", "blue", "white")).containsExactly("red", "green", "blue", "white");
    }

    @Test
    void anItemThatRepeatsAnEarlierOneComesAfterNews() {
        assertThat(order("red apple", "red apple pie", "green tea", "blue sea"))
                .containsExactly("red apple", "green tea", "blue sea", "red apple pie");
    }

    @Test
    void anItemThatRepeatsWhatTheReaderIsToldAnywayComesAfterNews() {
        diversity.tell("The apple is red");

        assertThat(order("red apple", "green tea")).containsExactly("green tea", "red apple");
    }

    @Test
    void whatOneOrderTellsIsNoNewsInTheNext() {
        order("red apple");

        assertThat(order("red apple", "green tea")).containsExactly("green tea", "red apple");
    }

    @Test
    void anItemWithoutNewsComesLastInTheOldOrder() {
        assertThat(order("red apple", "red", "the", "apple", "green tea"))
                .containsExactly("red apple", "green tea", "red", "the", "apple");
    }

    /** The eleventh item has half the value of the first one, so it loses to one that is nearly as new and far better. */
    @Test
    void aFarBetterItemComesBeforeOneWithALittleMoreNews() {
        String[] ranked = IntStream.range(0, 12).mapToObj(i -> "word" + i).toArray(String[]::new);
        ranked[1] = "word0 apple";

        assertThat(order(ranked).indexOf("word0 apple")).isBetween(2, 8);
    }
}
