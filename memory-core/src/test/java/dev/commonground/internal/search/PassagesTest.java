package dev.commonground.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

class PassagesTest {

    private final Passages passages = new Passages();

    PassagesTest() {
        passages.add(0, "Ann");
        passages.add(1, "Ann");
        passages.add(0, "Bob");
        passages.add(2, "");
        passages.add(0, "");
    }

    @Test
    void leadToTheirStatementAndBack() {
        assertThat(passages.size()).isEqualTo(5);
        assertThat(passages.ordinal(2)).isZero();
        assertThat(passages.ordinal(3)).isEqualTo(2);
        assertThat(passages.newest(0)).isEqualTo(4);
        assertThat(passages.older(4)).isEqualTo(2);
        assertThat(passages.oldest(0)).isZero();
        assertThat(passages.oldest(2)).isEqualTo(3);
        assertThat(passages.newest(3)).isNegative();
        assertThat(passages.oldest(3)).isNegative();
    }

    @Test
    void areFoundBySpeaker() {
        assertThat(passages.find(0, "Ann")).isZero();
        assertThat(passages.find(0, "Bob")).isEqualTo(2);
        assertThat(passages.find(1, "Bob")).isNegative();
        assertThat(passages.find(9, "Bob")).isNegative();
    }

    @Test
    void ofSomeStatementsAreAscendingWithTheIndexOfEach() {
        assertThat(passages.of(new int[] {0, 2}, new BitSet()))
                .containsExactly(0, 2L << Integer.SIZE, 3L << Integer.SIZE | 1, 4L << Integer.SIZE);
        assertThat(passages.of(new int[] {0, 2}, BitSet.valueOf(new long[] {1 << 2})))
                .containsExactly(0, 3L << Integer.SIZE | 1, 4L << Integer.SIZE);
        assertThat(passages.of(new int[0], new BitSet())).isEmpty();
    }
}
