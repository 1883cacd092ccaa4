package dev.commonground.internal.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.commonground.internal.search.ThreadIndex.ThreadPosition;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.Kind;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Origin;
import dev.commonground.memory.Statement;
import dev.commonground.store.VectorBytes;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VisibleScopeTest {

    private static final Author ANN = Author.person("Ann");
    private static final Author BOB = Author.person("Bob");

    /** A scope as one reader sees it. */
    private static final class Scope {

        private final ScopeIndex index = new ScopeIndex();
        private final BitSet live = new BitSet();
        private final Map<Integer, BitSet> hidden = new HashMap<>();
        private final Map<Integer, String> aliases = new HashMap<>();

        Scope say(int ordinal, Author author, @Nullable String thread, String text) {
            return say(ordinal, author, thread, text, null);
        }

        Scope say(int ordinal, Author author, @Nullable String thread, String text, float @Nullable [] vector) {
            index.add(
                    ordinal,
                    new MemoryId("m-" + String.valueOf((char) ('a' + ordinal)).repeat(26)),
                    new Statement(Kind.FINDING, null, null, text),
                    new Assertion(
                            author,
                            Instant.parse("2023-05-08T23:30:00Z"),
                            null,
                            thread,
                            Origin.PERSON,
                            0.5,
                            null,
                            Metadata.NONE,
                            null,
                            List.of()),
                    vector == null ? null : VectorBytes.of(vector));
            live.set(ordinal);
            return this;
        }

        Scope hide(int ordinal, int assertion) {
            hidden.computeIfAbsent(ordinal, one -> new BitSet()).set(assertion);
            return this;
        }

        VisibleScope visible() {
            return new VisibleScope(
                    new SearchTarget(index, live, hidden, aliases, ZoneId.of("Europe/Berlin"), ordinal -> true));
        }

        TermStatistics statistics(String... terms) {
            TermStatistics statistics = new TermStatistics();
            visible().addTo(statistics, List.of(terms));
            return statistics;
        }
    }

    private static void assertSame(TermStatistics statistics, TermStatistics expected, String... terms) {
        assertThat(statistics.averageLength()).isCloseTo(expected.averageLength(), within(1e-9));
        for (String term : terms) {
            assertThat(statistics.contains(term)).isEqualTo(expected.contains(term));
            assertThat(statistics.weight(term)).isCloseTo(expected.weight(term), within(1e-9));
            assertThat(statistics.frequency(term)).isCloseTo(expected.frequency(term), within(1e-9));
        }
    }

    @Test
    void nothingThatTheReaderDoesNotSeeIsCounted() {
        String[] terms = {"whale", "boat", "ann", "bob", "harbour"};
        Scope all = new Scope()
                .say(0, ANN, null, "A whale")
                .say(0, BOB, null, "A whale")
                .say(1, ANN, null, "A boat with a whale and a harbour")
                .say(1, BOB, null, "A boat with a whale and a harbour")
                .say(2, BOB, null, "Another boat")
                .hide(0, 0);
        all.live.clear(1);
        Scope seen = new Scope().say(0, BOB, null, "A whale").say(1, BOB, null, "Another boat");

        assertSame(all.statistics(terms), seen.statistics(terms), terms);
        assertThat(all.visible().countVisible("whale")).isEqualTo(1);
        assertThat(all.visible().countVisible("harbour")).isZero();
        assertThat(all.visible().countVisible("unknown")).isZero();
        assertThat(all.visible().isVisible(0)).isFalse();
        assertThat(all.visible().isVisible(1)).isTrue();
        assertThat(all.visible().isVisible(2)).isFalse();
        assertThat(all.visible().oldestPassage(0)).isEqualTo(1);
    }

    @Test
    void aHiddenPassageIsCountedNeitherWhereAllIsLiveNorWhereNothingElseIs() {
        Scope all = new Scope()
                .say(0, ANN, null, "A whale of a time")
                .say(0, BOB, null, "A whale of a time")
                .say(1, BOB, null, "Another boat")
                .hide(0, 0);
        assertSame(
                all.statistics("whale", "ann", "bob"),
                new Scope()
                        .say(0, BOB, null, "A whale of a time")
                        .say(1, BOB, null, "Another boat")
                        .statistics("whale", "ann", "bob"),
                "whale",
                "ann",
                "bob");

        all.live.clear(0);
        assertSame(
                all.statistics("whale", "ann", "bob"),
                new Scope().say(0, BOB, null, "Another boat").statistics("whale", "ann", "bob"),
                "whale",
                "ann",
                "bob");
    }

    @Test
    void aSmallScopeIsItsOwnSample() {
        RandomScope large = new RandomScope(new Random(1), 700, 1, 0);
        assertThat(large.visible().sample().length).isBetween(200, 312);

        large.live.clear(CandidateSearch.SMALL, 700);
        assertThat(large.visible().sample()).isEqualTo(large.live.stream().toArray());
    }

    @Test
    void everythingIsCountedIfTheReaderSeesIt() {
        Scope all = new Scope()
                .say(0, ANN, null, "A whale")
                .say(0, BOB, null, "A whale")
                .say(1, BOB, null, "A boat");
        TermStatistics statistics = all.statistics("whale", "boat");

        assertThat(statistics.averageLength()).isEqualTo(2);
        assertThat(statistics.frequency("whale")).isCloseTo(2 / 3.0, within(1e-9));
        assertThat(statistics.frequency("boat")).isCloseTo(1 / 3.0, within(1e-9));
        assertThat(statistics.contains("bob")).isFalse();
        assertThat(all.visible().oldestPassage(0)).isZero();
    }

    @Test
    void aNeighbourIsATurnThatTheReaderSees() {
        Scope scope = new Scope()
                .say(0, ANN, "monday", "One")
                .say(1, BOB, "monday", "Two")
                .say(2, ANN, "monday", "Three")
                .say(3, ANN, "monday", "Four")
                .say(2, BOB, "tuesday", "Three");
        ThreadPosition second = scope.visible().positions(1).get(0);
        assertThat(scope.visible().neighbour(second, -1)).isZero();
        assertThat(scope.visible().neighbour(second, 1)).isEqualTo(2);
        assertThat(scope.visible().neighbour(second, 2)).isEqualTo(3);
        assertThat(scope.visible().neighbour(second, 3)).isNegative();
        assertThat(scope.visible().neighbour(second, -2)).isNegative();

        scope.hide(2, 0);
        scope.live.clear(3);
        assertThat(scope.visible().neighbour(second, 1)).isNegative();
        assertThat(scope.visible().neighbour(second, 2)).isNegative();
        assertThat(scope.visible().positions(2)).hasSize(1);

        scope.hidden.clear();
        scope.hide(2, 1);
        assertThat(scope.visible().neighbour(second, 1)).isEqualTo(2);
    }

    @Test
    void anAliasThatWasAddedLaterNamesItsStatement() {
        Scope scope = new Scope().say(0, ANN, null, "A whale").say(1, BOB, null, "A boat");
        scope.aliases.put(0, "orca,dolphin");
        scope.aliases.put(1, "ferry");
        VisibleScope visible = scope.visible();

        assertThat(visible.namedBy(Set.of("orca", "sea"))).isEqualTo(BitSet.valueOf(new long[] {1}));
        assertThat(visible.aliases(0)).containsExactlyInAnyOrder(Set.of("orca"), Set.of("dolphin"));
        assertThat(visible.isAlias("dolphin")).isTrue();
        assertThat(visible.isAlias("whale")).isFalse();
        assertThat(visible.aliased()).containsExactlyInAnyOrder(0, 1);

        scope.live.clear(1);
        assertThat(scope.visible().aliased()).containsExactly(0);
    }

    @Test
    void theSimilarityIsThatOfTheBestVisibleVector() {
        Cosine question = new Cosine(new float[] {1, 0});
        Scope scope = new Scope()
                .say(0, ANN, null, "A whale", new float[] {1, 0})
                .say(0, BOB, null, "A whale", new float[] {0.6f, 0.8f})
                .say(1, BOB, null, "A boat", new float[] {-1, 0})
                .say(2, BOB, null, "A ferry");
        assertThat(scope.visible().similarity(question, 0)).isCloseTo(1, within(0.01));
        assertThat(scope.visible().similarity(question, 1)).isZero();
        assertThat(scope.visible().similarity(question, 2)).isZero();

        scope.hide(0, 0);
        assertThat(scope.visible().similarity(question, 0)).isCloseTo(0.6, within(0.01));
    }

    @Test
    void theDayIsThatOfTheReadersZone() {
        assertThat(new Scope().say(0, ANN, null, "A whale").visible().firstDay(0))
                .isEqualTo(LocalDate.of(2023, 5, 9));
    }
}
