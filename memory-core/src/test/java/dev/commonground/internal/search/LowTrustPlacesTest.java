package dev.commonground.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Author;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LowTrustPlacesTest {

    private static final Author CRAWLER = Author.agent("crawler");
    private static final Author BOT = Author.agent("bot");

    private final LowTrustPlaces places = new LowTrustPlaces();

    @Test
    void anAuthorHasTwo() {
        assertThat(places.take(Set.of(CRAWLER), "Green tea")).isTrue();
        assertThat(places.take(Set.of(CRAWLER, BOT), "Red house")).isTrue();
        assertThat(places.take(Set.of(CRAWLER), "Blue sea")).isFalse();
        assertThat(places.take(Set.of(CRAWLER, BOT), "Blue sea")).isFalse();
        assertThat(places.take(Set.of(BOT), "Blue sea")).isTrue();
        assertThat(places.take(Set.of(BOT), "White whale")).isFalse();
    }

    @Test
    void textsThatSayNearlyTheSameHaveOne() {
        assertThat(places.take(Set.of(CRAWLER), "The green tea is sold in the red house"))
                .isTrue();
        assertThat(places.take(Set.of(BOT), "Green tea is sold in the blue house"))
                .isFalse();
        assertThat(places.take(Set.of(BOT), "White whale")).isTrue();
        assertThat(places.take(Set.of(BOT), "Blue sea")).isTrue();
    }
}
