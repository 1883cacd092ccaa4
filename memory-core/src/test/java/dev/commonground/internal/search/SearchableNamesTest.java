package dev.commonground.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SearchableNamesTest {

    private final SearchableNames names = new SearchableNames();

    private static BitSet only(int ordinal) {
        BitSet one = new BitSet();
        one.set(ordinal);
        return one;
    }

    @Test
    void nameAStatementIfAllWordsOfOneAreGiven() {
        names.add(0, SearchableNames.split("red house,barn"));
        names.add(1, List.of("red barrow"));

        assertThat(names.namedBy(Set.of("red", "hous"))).isEqualTo(only(0));
        assertThat(names.namedBy(Set.of("big", "barn"))).isEqualTo(only(0));
        assertThat(names.namedBy(Set.of("red"))).isEqualTo(new BitSet());
    }

    @Test
    void haveTheFormsInWhichAQuestionMayWriteThem() {
        names.add(3, List.of("ReactJS"));

        assertThat(names.of(3)).containsExactlyInAnyOrder(Set.of("react", "js"), Set.of("reactj"));
        assertThat(names.namedBy(Set.of("react", "js"))).isEqualTo(only(3));
        assertThat(names.contains("js")).isTrue();
        assertThat(names.contains("angular")).isFalse();
    }

    @Test
    void withoutAWordNameNothing() {
        assertThat(names.add(0, List.of("the", "..."))).isEmpty();

        assertThat(names.of(0)).isEmpty();
        assertThat(names.namedBy(Set.of("the"))).isEqualTo(new BitSet());
    }
}
