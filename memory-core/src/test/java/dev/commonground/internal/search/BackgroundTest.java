package dev.commonground.internal.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.Kind;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Origin;
import dev.commonground.memory.Statement;
import dev.commonground.store.VectorBytes;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The background by its definition, except for the rounding of vectors. */
class BackgroundTest {

    private static final Author ANN = Author.person("Ann");
    private static final Author BOB = Author.person("Bob");
    private static final float[] QUESTION = {1, 0};
    private static final Offset<Double> ROUNDED = within(2e-3);

    /** Statements in one scope, each with its cosine to the question. */
    private static final class Scope {

        private final ScopeIndex index = new ScopeIndex();
        private final BitSet live = new BitSet();

        Scope say(Author author, @Nullable String thread, String text, double cosine) {
            return say(index.size(), author, thread, text, cosine);
        }

        Scope say(int ordinal, Author author, @Nullable String thread, String text, double cosine) {
            index.add(
                    ordinal,
                    new MemoryId("m-" + "a".repeat(22) + letters(ordinal)),
                    new Statement(Kind.FINDING, null, null, text),
                    new Assertion(
                            author,
                            Instant.EPOCH,
                            null,
                            thread,
                            Origin.PERSON,
                            0.5,
                            null,
                            Metadata.NONE,
                            null,
                            List.of()),
                    Double.isNaN(cosine)
                            ? null
                            : VectorBytes.of(new float[] {(float) cosine, (float) Math.sqrt(1 - cosine * cosine)}));
            live.set(ordinal);
            return this;
        }

        private static String letters(int ordinal) {
            StringBuilder letters = new StringBuilder();
            for (int rest = ordinal, i = 0; i < 4; rest /= 26, i++) {
                letters.append((char) ('a' + rest % 26));
            }
            return letters.toString();
        }

        VisibleScope visible() {
            return new SearchTarget(index, live).visible();
        }
    }

    private static Scope facts(double... cosines) {
        Scope scope = new Scope();
        Arrays.stream(cosines).forEach(cosine -> scope.say(BOB, null, "Fact", cosine));
        return scope;
    }

    private static Scope turns(double... cosines) {
        Scope scope = new Scope();
        Arrays.stream(cosines).forEach(cosine -> scope.say(BOB, "monday", "Turn", cosine));
        return scope;
    }

    private static Background background(float @Nullable [] vector, Scope... scopes) {
        Question question = Question.parse("What did Ann say about whales?", vector, List.of(ANN, BOB));
        TermStatistics statistics = new TermStatistics();
        for (Scope scope : scopes) {
            scope.visible().addTo(statistics, question.searched());
        }
        Background background = new Background(question, new QuestionTerms(question, statistics));
        for (Scope scope : scopes) {
            VisibleScope visible = scope.visible();
            try (Neighbours neighbours = Neighbours.of(visible, vector, ordinal -> true, 1)) {
                background.add(visible, neighbours);
            }
        }
        return background;
    }

    private static double mean(double... fits) {
        double weight = 1.0 / fits.length;
        return (Arrays.stream(fits).sum() + weight * 0.12) / (fits.length + weight);
    }

    private static double variance(double... fits) {
        double mean = mean(fits);
        double deviations =
                Arrays.stream(fits).map(fit -> (fit - mean) * (fit - mean)).sum();
        return (deviations + 8 * 0.1 * 0.1) / (fits.length + 8);
    }

    /** Returns the correlation of neighbouring turns among some, less its standard error. */
    private static double leaning(double[] fits, Set<Integer> turns) {
        double[] all = turns.stream().mapToDouble(turn -> fits[turn]).toArray();
        double mean = mean(all);
        int[] withNext = turns.stream()
                .mapToInt(turn -> turn)
                .filter(turn -> turns.contains(turn + 1))
                .toArray();
        double covariance = Arrays.stream(withNext)
                .mapToDouble(turn -> (fits[turn] - mean) * (fits[turn + 1] - mean))
                .average()
                .orElseThrow();
        return covariance / variance(all) - 1 / Math.sqrt(withNext.length);
    }

    @Test
    void aFewStatementsVaryAsIfThereWereEightMore() {
        double[] cosines = {0.1, 0.2, 0.6};
        Background background = background(QUESTION, facts(cosines));

        assertThat(background.hasVectors()).isTrue();
        assertThat(background.mean()).isCloseTo(mean(cosines), ROUNDED);
        assertThat(background.deviation()).isCloseTo(Math.sqrt(variance(cosines)), ROUNDED);
        assertThat(background.leaning()).isZero();
    }

    @Test
    void theStatementsOfAllScopesCount() {
        Background background = background(QUESTION, facts(0.1, 0.2), facts(), facts(0.6));

        assertThat(background.mean()).isCloseTo(mean(0.1, 0.2, 0.6), ROUNDED);
        assertThat(background.chance(0)).isCloseTo(0.02 * (3 + 8), within(1e-9));
    }

    @Test
    void withoutStatementsItIsWhatIsUsual() {
        Background background = background(QUESTION, facts());

        assertThat(background.hasVectors()).isFalse();
        assertThat(background.mean()).isCloseTo(0.12, within(1e-9));
        assertThat(background.deviation()).isCloseTo(0.1, within(1e-9));
        assertThat(background.authorShare()).isZero();
        assertThat(background.leaning()).isZero();
    }

    @Test
    void aBetterFitIsLessLikelyByChance() {
        Background background = background(QUESTION, facts(0.1, 0.2));

        assertThat(background.chance(0)).isCloseTo(0.02 * (2 + 8), within(1e-9));
        assertThat(background.chance(1.5)).isCloseTo(0.02 * (2 + 8) / Math.E, within(1e-9));
    }

    @Test
    void theNamedAuthorSaidAShareOfTheStatements() {
        Scope scope = facts(0.1).say(ANN, null, "Whales", 0.2).say(ANN, null, "More whales", 0.3);

        assertThat(background(QUESTION, scope).authorShare()).isCloseTo(2.0 / (3 + 8), within(1e-9));
    }

    @Test
    void turnsLeanOnEachOtherIfNeighboursFitAlike() {
        double[] somewhat = {0.1, 0.1, 0.1, 0.6, 0.1, 0.1, 0.1, 0.6, 0.6, 0.6, 0.1, 0.6, 0.6, 0.6, 0.1, 0.1, 0.1};
        double leaning = leaning(
                somewhat,
                new TreeSet<>(IntStream.range(0, somewhat.length).boxed().toList()));
        assertThat(leaning).isBetween(0.02, 0.48);

        assertThat(background(QUESTION, turns(somewhat)).leaning()).isCloseTo(leaning, within(0.01));
        assertThat(background(QUESTION, facts(somewhat)).leaning()).isZero();
    }

    @Test
    void aRepeatedTurnHasSeveralNeighbours() {
        Scope scope = new Scope().say(0, BOB, "monday", "First", 0.9);
        for (int turn = 1; turn <= 8; turn++) {
            scope.say(turn, BOB, "monday", "Turn " + turn, 0.4).say(0, BOB, "monday", "First", 0.9);
        }
        for (int fact = 0; fact < 3; fact++) {
            scope.say(BOB, null, "Fact", 0.1);
        }
        double[] fits = {0.9, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.1, 0.1, 0.1};
        double mean = mean(fits);
        double leaning = (0.9 - mean) * (0.4 - mean) / variance(fits) - 1 / Math.sqrt(16);

        assertThat(leaning).isBetween(0.1, 0.4);
        assertThat(background(QUESTION, scope).leaning()).isCloseTo(leaning, within(0.02));
    }

    @Test
    void turnsShareAtMostHalfOfTheirFit() {
        double[] halves = IntStream.range(0, 60)
                .mapToDouble(turn -> turn < 30 ? 0.1 : 0.9)
                .toArray();
        double[] alternating = IntStream.range(0, 60)
                .mapToDouble(turn -> turn % 2 == 0 ? 0.1 : 0.9)
                .toArray();

        assertThat(background(QUESTION, turns(halves)).leaning()).isEqualTo(0.5);
        assertThat(background(QUESTION, turns(alternating)).leaning()).isZero();
    }

    @Test
    void aSampleOfALargeScopeCountsForAllOfIt() {
        double[] same = new double[2 * CandidateSearch.SMALL];
        Arrays.fill(same, 0.4);
        Background background = background(QUESTION, facts(same));

        assertThat(background.mean()).isCloseTo(mean(same), ROUNDED);
        assertThat(background.deviation()).isCloseTo(Math.sqrt(variance(same)), within(0.01));
    }

    @Test
    void theTurnsAfterASampleBelongToIt() {
        double[] fits = IntStream.range(0, 3 * CandidateSearch.SMALL)
                .mapToDouble(turn -> turn * 7919L % 13 < 5 + 2 * (turn / 10 % 2) ? 0.1 : 0.9)
                .toArray();
        Scope scope = turns(fits);
        TreeSet<Integer> sample = new TreeSet<>();
        for (int turn : scope.visible().sample()) {
            sample.add(turn);
            if (turn + 1 < fits.length) {
                sample.add(turn + 1);
            }
        }
        double leaning = leaning(fits, sample);

        assertThat(background(QUESTION, scope).leaning()).isCloseTo(leaning, within(0.01));
    }

    @Test
    void withoutAModelTheWordsOfTurnsAreTheirFit() {
        Scope scope = new Scope();
        for (int turn = 0; turn < 24; turn++) {
            scope.say(BOB, "monday", turn % 8 < 4 ? "whales" : "apples", Double.NaN);
        }
        Background background = background(null, scope);

        assertThat(background.hasVectors()).isFalse();
        assertThat(background.mean()).isGreaterThan(0.3);
        assertThat(background.leaning()).isBetween(0.1, 0.5);
    }

    @Test
    void withoutAModelFactsHaveNoFit() {
        Scope scope = new Scope();
        for (int fact = 0; fact < 24; fact++) {
            scope.say(BOB, null, "whales", Double.NaN);
        }
        Background background = background(null, scope);

        assertThat(background.mean()).isLessThan(0.01);
        assertThat(background.leaning()).isZero();
        assertThat(background.chance(0)).isCloseTo(0.02 * (24 + 8), within(1e-9));
    }
}
