package dev.commonground.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.Kind;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Origin;
import dev.commonground.memory.Statement;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class SearchPartTest {

    private static final SearchTarget COLLEAGUES = target(0.5, 0.5);
    private static final SearchTarget MIXED = target(0.5, 0.2, 0.5);
    private static final SearchTarget UNTRUSTED = target(0.2);
    private static final SearchTarget EMPTY = target();

    /** Returns a scope with statements of these trusts. */
    private static SearchTarget target(double... trusts) {
        ScopeIndex index = new ScopeIndex();
        BitSet live = new BitSet();
        for (double trust : trusts) {
            int ordinal = index.size();
            index.add(
                    ordinal,
                    new MemoryId("m-" + String.valueOf((char) ('a' + ordinal)).repeat(26)),
                    new Statement(Kind.FINDING, null, null, "Statement " + ordinal),
                    new Assertion(
                            Author.agent("writer"),
                            Instant.EPOCH,
                            null,
                            null,
                            Origin.TOOL,
                            trust,
                            null,
                            Metadata.NONE,
                            null,
                            List.of()),
                    null);
            live.set(ordinal);
        }
        return new SearchTarget(index, live);
    }

    private static List<String> parts(SearchTarget... targets) {
        return SearchPart.of(List.of(targets)).stream()
                .map(part -> part.target()
                        + (part.lowTrust() ? " low " : " ")
                        + part.scope().live())
                .toList();
    }

    private static List<BitSet> counted(SearchTarget... targets) {
        return SearchPart.counted(SearchPart.of(List.of(targets))).stream()
                .map(VisibleScope::live)
                .toList();
    }

    private static BitSet set(long bits) {
        return BitSet.valueOf(new long[] {bits});
    }

    @Test
    void statementsOfLowTrustAreSearchedApart() {
        assertThat(parts(COLLEAGUES, MIXED, UNTRUSTED, EMPTY))
                .containsExactly("0 {0, 1}", "1 {0, 2}", "1 low {1}", "2 low {0}", "3 {}");
    }

    @Test
    void thoseOfColleaguesAreCounted() {
        assertThat(counted(MIXED, UNTRUSTED)).containsExactly(set(0b101));
        assertThat(counted(COLLEAGUES, EMPTY)).containsExactly(set(0b11), set(0));
    }

    @Test
    void allAreCountedIfThereAreNoColleagues() {
        assertThat(counted(UNTRUSTED)).containsExactly(set(1));
        assertThat(counted(EMPTY, UNTRUSTED)).containsExactly(set(0), set(1));
    }

    @Test
    void aTargetKnowsItsAuthorsAndItsStatementsOfLowTrust() {
        assertThat(MIXED.authors()).containsExactly(Author.agent("writer"));
        assertThat(MIXED.lowTrust()).containsExactly(new MemoryId("m-" + "b".repeat(26)));
        assertThat(COLLEAGUES.lowTrust()).isEmpty();
        assertThat(EMPTY.authors()).isEmpty();
    }
}
