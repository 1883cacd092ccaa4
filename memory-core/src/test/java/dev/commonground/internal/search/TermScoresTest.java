package dev.commonground.internal.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.commonground.memory.Kind;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Statement;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TermScoresTest {

    private static final Offset<Double> EXACT = within(1e-9);

    private final ScopeIndex index = new ScopeIndex();
    private final BitSet live = new BitSet();
    private final Map<Integer, String> aliases = new HashMap<>();

    private void add(int ordinal, String speaker, String text) {
        String letters = "" + (char) ('a' + ordinal / 26) + (char) ('a' + ordinal % 26);
        index.addPassage(
                ordinal,
                new MemoryId("m-" + letters.repeat(13)),
                new Statement(Kind.FINDING, null, null, text),
                speaker,
                null);
        live.set(ordinal);
    }

    private VisibleScope scope() {
        return new SearchTarget(index, live, Map.of(), aliases, ZoneOffset.UTC, ordinal -> true).visible();
    }

    private QuestionTerms terms(String query) {
        Question question = Question.parse(query, null, List.of());
        TermStatistics statistics = new TermStatistics();
        scope().addTo(statistics, question.searched());
        return new QuestionTerms(question, statistics);
    }

    private static double gain(QuestionTerms terms, String term, int frequency, int length) {
        return terms.gain(terms.terms().indexOf(term), frequency, length);
    }

    private static long bit(QuestionTerms terms, String term) {
        return 1L << terms.terms().indexOf(term);
    }

    @Test
    void eachTermOfAStatementAddsItsGain() {
        add(0, "", "A whale, a boat and a whale");
        add(1, "", "A harbour");
        add(2, "", "A boat");
        QuestionTerms terms = terms("whale boat");
        TermScores scores = new TermScores(scope(), terms, new int[] {0, 1, 2});

        assertThat(scores.score(0)).isCloseTo(gain(terms, "whale", 2, 3) + gain(terms, "boat", 1, 3), EXACT);
        assertThat(scores.set(0)).isEqualTo(bit(terms, "whale") | bit(terms, "boat"));
        assertThat(scores.score(1)).isZero();
        assertThat(scores.set(1)).isZero();
        assertThat(scores.score(2)).isCloseTo(gain(terms, "boat", 1, 1), EXACT);
    }

    @Test
    void theBestPassageOfAStatementCounts() {
        add(0, "Ann Mary", "A whale");
        add(0, "", "A whale");
        add(0, "Ann Mary Jane", "A whale");
        add(1, "", "A boat");
        QuestionTerms terms = terms("whale");

        assertThat(new TermScores(scope(), terms, new int[] {0}).score(0)).isCloseTo(gain(terms, "whale", 1, 1), EXACT);
    }

    @Test
    void aFewOfManyStatementsAreScoredLikeAll() {
        for (int ordinal = 0; ordinal < 60; ordinal++) {
            add(ordinal, "", "A whale " + "and words ".repeat(ordinal % 3));
        }
        QuestionTerms terms = terms("whale");
        TermScores all = new TermScores(scope(), terms, live.stream().toArray());
        TermScores some = new TermScores(scope(), terms, new int[] {0, 31});

        assertThat(some.score(0)).isEqualTo(all.score(0)).isPositive();
        assertThat(some.score(1)).isEqualTo(all.score(31)).isCloseTo(gain(terms, "whale", 1, 2), EXACT);
    }

    @Test
    void anAliasThatWasAddedLaterCountsLikeAPassage() {
        add(0, "", "A harbour");
        add(1, "", "A boat");
        add(2, "", "A whale");
        aliases.put(0, "boat");
        aliases.put(1, "whale boat,whale");
        aliases.put(2, "boat");
        QuestionTerms terms = terms("whale boat");
        TermScores scores = new TermScores(scope(), terms, new int[] {0, 1});

        assertThat(scores.score(0)).isCloseTo(gain(terms, "boat", 1, 1), EXACT);
        assertThat(scores.set(0)).isEqualTo(bit(terms, "boat"));
        assertThat(scores.score(1)).isCloseTo(gain(terms, "boat", 1, 1) + gain(terms, "whale", 1, 2), EXACT);
        assertThat(scores.set(1)).isEqualTo(bit(terms, "boat") | bit(terms, "whale"));
    }
}
