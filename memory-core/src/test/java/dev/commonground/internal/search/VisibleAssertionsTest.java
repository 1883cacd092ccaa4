package dev.commonground.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.internal.search.ThreadIndex.ThreadPosition;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.Kind;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Origin;
import dev.commonground.memory.Statement;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VisibleAssertionsTest {

    private static final Author ANN = Author.person("Ann");
    private static final Author BOB = Author.person("Bob");
    private static final Author CRAWLER = Author.agent("crawler");
    private static final Instant MAY = Instant.parse("2023-05-08T13:56:00Z");
    private static final Instant JUNE = Instant.parse("2023-06-09T20:00:00Z");

    private final ScopeIndex index = new ScopeIndex();
    private final BitSet live = new BitSet();
    private final Map<Integer, BitSet> hidden = new HashMap<>();

    private void say(int ordinal, Author author) {
        say(ordinal, author, MAY, null, Origin.PERSON, 0.5, Metadata.NONE);
    }

    private void say(int ordinal, Author author, Origin origin, double trust) {
        say(ordinal, author, MAY, null, origin, trust, Metadata.NONE);
    }

    private void say(
            int ordinal,
            Author author,
            Instant at,
            @Nullable String thread,
            Origin origin,
            double trust,
            Metadata metadata) {
        index.add(
                ordinal,
                new MemoryId("m-" + String.valueOf((char) ('a' + ordinal)).repeat(26)),
                new Statement(Kind.FINDING, null, null, "Statement " + ordinal),
                new Assertion(author, at, null, thread, origin, trust, null, metadata, null, List.of()),
                null);
        live.set(ordinal);
    }

    /** Hides the assertions of a statement at these places in the order of the log. */
    private void hide(int ordinal, int... assertions) {
        for (int assertion : assertions) {
            hidden.computeIfAbsent(ordinal, one -> new BitSet()).set(assertion);
        }
    }

    private VisibleAssertions visible() {
        return new VisibleAssertions(index.assertions(), live, hidden);
    }

    @Test
    void theAuthorsAreThoseOfLiveStatements() {
        say(0, ANN);
        say(0, BOB);
        say(1, CRAWLER);
        live.clear(1);

        assertThat(visible().authors()).containsExactlyInAnyOrder(ANN, BOB);
        assertThat(visible().authors(0)).containsExactlyInAnyOrder(ANN, BOB);
        assertThat(visible().countAssertedBy(Set.of(ANN, CRAWLER))).isEqualTo(1);
        assertThat(visible().isPartial(0)).isFalse();
        assertThat(visible().hiddenPassages().isEmpty()).isTrue();
    }

    @Test
    void theAuthorOfAHiddenAssertionIsNotOneOfItsStatement() {
        say(0, ANN);
        say(0, BOB);
        say(1, BOB);
        say(2, CRAWLER);
        hide(0, 0);

        assertThat(visible().authors()).containsExactlyInAnyOrder(BOB, CRAWLER);
        assertThat(visible().authors(0)).containsExactly(BOB);
        assertThat(visible().authors(1)).containsExactly(BOB);
        assertThat(visible().isAssertedBy(Set.of(ANN), 0)).isFalse();
        assertThat(visible().isAssertedBy(Set.of(ANN, BOB), 0)).isTrue();
        assertThat(visible().countAssertedBy(Set.of(ANN))).isZero();
        assertThat(visible().countAssertedBy(Set.of(BOB))).isEqualTo(2);
        assertThat(visible().countAssertedBy(Set.of(ANN, BOB, CRAWLER))).isEqualTo(3);
        assertThat(visible().isPartial(0)).isTrue();
        assertThat(visible().isPartial(1)).isFalse();
    }

    @Test
    void theFirstAuthorOfAStatementIsItsOwn() {
        say(0, ANN);
        say(1, CRAWLER);
        say(0, BOB);
        say(1, BOB);
        hide(0, 1);
        hide(1, 1);

        assertThat(visible().authors(0)).containsExactly(ANN);
        assertThat(visible().authors(1)).containsExactly(CRAWLER);
    }

    @Test
    void oneSourceDoesNotConfirmItself() {
        say(0, CRAWLER, Origin.TOOL, 0.2);
        say(0, BOB, Origin.TOOL, 0.3);

        assertThat(visible().trust(0)).isEqualTo(0.3);
        assertThat(visible().lowTrust().get(0)).isTrue();
        IndexedTrust source = new IndexedTrust(0.2, Origin.TOOL);
        assertThat(IndexedTrust.of(List.of(source, new IndexedTrust(0.3, null))))
                .isEqualTo(0.3);
    }

    @Test
    void aPassageIsHiddenIfAllAssertionsThatUseItAre() {
        say(0, ANN);
        say(0, BOB);
        say(0, ANN);
        hide(0, 0);
        assertThat(visible().hiddenPassages().isEmpty()).isTrue();

        hide(0, 2);
        assertThat(visible().hiddenPassages()).isEqualTo(BitSet.valueOf(new long[] {1}));
    }

    @Test
    void aColleagueRaisesTheTrustInAStatementWhereTheReaderSeesIt() {
        say(0, CRAWLER, Origin.TOOL, 0.2);
        say(0, BOB);
        say(1, CRAWLER, Origin.TOOL, 0.3);
        say(2, CRAWLER, Origin.TOOL, 0.1);
        live.clear(2);

        assertThat(visible().lowTrust()).isEqualTo(BitSet.valueOf(new long[] {1 << 1}));
        assertThat(visible().trust(0)).isEqualTo(0.5);
        assertThat(visible().trust(1)).isEqualTo(0.3);

        hide(0, 1);
        hide(2, 0);
        assertThat(visible().lowTrust()).isEqualTo(BitSet.valueOf(new long[] {1 | 1 << 1}));
        assertThat(visible().trust(0)).isEqualTo(0.2);
    }

    @Test
    void twoSourcesConfirmEachOtherWhereTheReaderSeesBoth() {
        say(0, CRAWLER, Origin.TOOL, 0.2);
        say(0, BOB, Origin.PERSON, 0.1);

        assertThat(visible().lowTrust().isEmpty()).isTrue();
        assertThat(visible().trust(0)).isEqualTo(0.5);

        hide(0, 0);
        assertThat(visible().trust(0)).isEqualTo(0.1);
    }

    @Test
    void aStatementIsLowerThanItsColleaguesOnlyWhereTheReaderDoesNotSeeThem() {
        say(0, BOB);
        say(0, CRAWLER, Origin.TOOL, 0.2);
        hide(0, 1);

        assertThat(visible().lowTrust().isEmpty()).isTrue();
        assertThat(visible().trust(0)).isEqualTo(0.5);
    }

    @Test
    void theTimeIsThatOfTheFirstVisibleAssertionToTheMinute() {
        say(0, ANN, MAY.plusSeconds(59), null, Origin.PERSON, 0.5, Metadata.NONE);
        say(0, BOB, JUNE, null, Origin.PERSON, 0.5, Metadata.NONE);
        assertThat(visible().firstTime(0)).isEqualTo(MAY);

        hide(0, 0);
        assertThat(visible().firstTime(0)).isEqualTo(JUNE);
    }

    @Test
    void aHiddenAliasNamesNothing() {
        say(0, ANN, MAY, null, Origin.PERSON, 0.5, Metadata.NONE.with(Metadata.ALIASES, "harbour"));
        say(0, BOB, MAY, null, Origin.PERSON, 0.5, Metadata.NONE.with(Metadata.ALIASES, "port, docks"));
        assertThat(visible().namedBy(Set.of("harbour", "deploy")).get(0)).isTrue();

        hide(0, 0);
        assertThat(visible().namedBy(Set.of("harbour", "deploy")).get(0)).isFalse();
        assertThat(visible().namedBy(Set.of("port", "deploy")).get(0)).isTrue();
    }

    @Test
    void aStatementIsATurnOfTheThreadsOfItsVisibleAssertions() {
        say(0, ANN, MAY, "monday", Origin.PERSON, 0.5, Metadata.NONE);
        say(0, BOB, MAY, "tuesday", Origin.PERSON, 0.5, Metadata.NONE);
        say(0, CRAWLER, MAY, null, Origin.TOOL, 0.5, Metadata.NONE);
        List<ThreadPosition> both = visible().positions(0);
        assertThat(both).hasSize(2);
        assertThat(visible().hasThreads()).isTrue();

        hide(0, 0);
        assertThat(visible().positions(0)).containsExactly(both.get(1));
        assertThat(visible().hasThreads()).isTrue();

        hide(0, 1);
        assertThat(visible().positions(0)).isEmpty();
        assertThat(visible().hasThreads()).isFalse();
    }

    @Test
    void aThreadWithoutALiveTurnIsNone() {
        say(0, ANN, MAY, "monday", Origin.PERSON, 0.5, Metadata.NONE);
        say(1, ANN);
        live.clear(0);

        assertThat(visible().hasThreads()).isFalse();
    }
}
