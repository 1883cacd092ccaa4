package dev.commonground.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PostingListTest {

    private final PostingList list = new PostingList(0);

    private int[] passages() {
        return IntStream.range(0, list.size()).map(list::passage).toArray();
    }

    private int[] frequencies() {
        return IntStream.range(0, list.size()).map(list::frequency).toArray();
    }

    @Test
    void countsTheOccurrencesInEachPassage() {
        assertThat(list.count(0)).isFalse();
        assertThat(list.count(3)).isTrue();
        for (int i = 0; i < 3; i++) {
            list.count(7);
        }

        assertThat(passages()).containsExactly(0, 3, 7);
        assertThat(frequencies()).containsExactly(2, 1, 3);
    }

    @Test
    void countsAPartOfAWordOnceInAPassage() {
        list.count(1);
        list.count(1);
        list.count(4);
        list.count(4);

        assertThat(list.countOnce(4)).isFalse();
        assertThat(list.countOnce(5)).isTrue();
        assertThat(list.countOnce(5)).isFalse();

        assertThat(passages()).containsExactly(0, 1, 4, 5);
        assertThat(frequencies()).containsExactly(1, 2, 1, 1);
    }

    @Test
    void knowsThatATermOccursOnceInMostPassages() {
        for (int passage = 1; passage < 10; passage++) {
            list.count(passage);
        }
        assertThat(list.countOnce(9)).isFalse();
        assertThat(frequencies()).containsOnly(1);

        list.count(9);
        for (int passage = 10; passage < 20; passage++) {
            list.count(passage);
        }

        assertThat(IntStream.range(0, list.size()).filter(at -> list.frequency(at) != 1))
                .containsExactly(9);
        assertThat(list.frequency(9)).isEqualTo(2);
    }

    @Test
    void findsTheFirstPassageThatIsNotBelowAnother() {
        for (int passage = 2; passage < 40; passage += 2) {
            list.count(passage);
        }

        for (int from : new int[] {0, 3, 20}) {
            for (int passage = 0; passage < 45; passage++) {
                int first = Math.min(20, Math.max(from, (passage + 1) / 2));
                assertThat(list.seek(passage, from)).isEqualTo(first);
            }
        }
    }
}
