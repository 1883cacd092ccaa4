package dev.commonground.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapSizeTest {

    @Test
    void aCharacterTakesOneByteUnlessOneOfTheTextNeedsTwo() {
        assertThat(HeapSize.of("abc")).isEqualTo(3);
        assertThat(HeapSize.of("abcÿ")).isEqualTo(4);
        assertThat(HeapSize.of("abcĀ")).isEqualTo(8);
        assertThat(HeapSize.of("")).isZero();
        assertThat(HeapSize.of(null)).isZero();
    }
}
