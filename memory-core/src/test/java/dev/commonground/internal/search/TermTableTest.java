package dev.commonground.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TermTableTest {

    private final TermTable terms = new TermTable();

    @Test
    void termsAreNumberedInTheOrderOfTheirAddition() {
        assertThat(terms.find("house")).isEqualTo(-1);
        assertThat(terms.add("house")).isZero();
        assertThat(terms.add("garden")).isEqualTo(1);
        assertThat(terms.add("house")).isZero();

        assertThat(terms.size()).isEqualTo(2);
        assertThat(terms.find("garden")).isEqualTo(1);
        assertThat(terms.get(1)).isEqualTo("garden");
    }

    @Test
    void termsThatAreAlikeAreDifferent() {
        List<String> alike =
                List.of("", "a", "aa", "ab", "ba", "Aa", "BB", "AaBB", "BBAa", "ä", "東", "東京", "\0", "\0\0");

        alike.forEach(terms::add);

        assertThat(alike)
                .allSatisfy(term -> assertThat(terms.get(terms.find(term))).isEqualTo(term));
        assertThat(terms.size()).isEqualTo(alike.size());
    }

    @Test
    void manyTermsAreFoundAgainAndOthersAreNot() {
        Random random = new Random(7);
        List<String> added = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            added.add(Integer.toString(i, 36) + "-" + "x".repeat(random.nextInt(40)));
            assertThat(terms.add(added.get(i))).isEqualTo(i);
        }

        for (int i = 0; i < added.size(); i++) {
            assertThat(terms.find(added.get(i))).isEqualTo(i);
            assertThat(terms.get(i)).isEqualTo(added.get(i));
            assertThat(terms.find(added.get(i) + "y")).isEqualTo(-1);
        }
    }
}
