package dev.commonground.internal.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The weights of terms by their definition. */
class QuestionTermsTest {

    private static final Offset<Double> EXACT = within(1e-9);
    private static final long WHALE = 1;
    private static final long BOAT = 2;
    private static final long PART = 4;

    private final TermStatistics statistics = new TermStatistics();

    QuestionTermsTest() {
        statistics.addPassages(12, 70);
        statistics.addPassages(-2, -20);
        statistics.addTerm("whale", 1);
        statistics.addTerm("boat", 3);
        statistics.addTerm("boat", 2);
        statistics.addTerm("mietve-", 8);
    }

    private static double weight(double passages, double with) {
        return Math.log(1 + (passages - with + 0.5) / (with + 0.5));
    }

    private QuestionTerms terms(Set<String> words, Set<String> parts) {
        Question parsed = Question.parse("", null, List.of());
        return new QuestionTerms(
                new Question(words, parts, parsed.kinds(), parsed.authors(), parsed.dates(), null), statistics);
    }

    private QuestionTerms terms() {
        return terms(new LinkedHashSet<>(List.of("boat", "whale")), Set.of("mietve-"));
    }

    @Test
    void aRareTermCountsMore() {
        assertThat(statistics.weight("whale")).isCloseTo(weight(18, 1), EXACT);
        assertThat(statistics.weight("boat")).isCloseTo(weight(18, 5), EXACT);
        assertThat(statistics.weight("unknown")).isCloseTo(weight(18, 0), EXACT);
        assertThat(terms().terms()).containsExactly("whale", "boat", "mietve-");
    }

    @Test
    void anUnknownTermCountsInTheWholeLikeOneOfOnePassage() {
        assertThat(statistics.expectedWeight("unknown")).isCloseTo(weight(18, 1), EXACT);
        assertThat(statistics.expectedWeight("boat")).isCloseTo(weight(18, 5), EXACT);
        assertThat(new TermStatistics().expectedWeight("unknown")).isCloseTo(weight(9, 1), EXACT);
    }

    @Test
    void aTermOccursInAShareOfThePassages() {
        assertThat(statistics.frequency("boat")).isEqualTo(0.5);
        assertThat(statistics.frequency("unknown")).isZero();
        assertThat(new TermStatistics().frequency("boat")).isZero();
        assertThat(statistics.contains("boat")).isTrue();
        assertThat(statistics.contains("unknown")).isFalse();
    }

    @Test
    void aPassageHasAtLeastOneTermOnAverage() {
        assertThat(statistics.averageLength()).isEqualTo(5);
        assertThat(new TermStatistics().averageLength()).isEqualTo(1);
        statistics.addPassages(0, -45);
        assertThat(statistics.averageLength()).isEqualTo(1);
    }

    @Test
    void aSetOfTermsWeighsTheirSumAndAPartHalf() {
        assertThat(terms().weight(0)).isZero();
        assertThat(terms().weight(WHALE)).isCloseTo(weight(18, 1), EXACT);
        assertThat(terms().weight(BOAT | PART)).isCloseTo(weight(18, 5) + weight(18, 8) / 2, EXACT);
        assertThat(terms().countWords(WHALE | PART)).isEqualTo(1);
        assertThat(terms().countWords(WHALE | BOAT | PART)).isEqualTo(2);
    }

    @Test
    void aSetOfTermsIsAShareOfTheWholeQuestion() {
        double all = weight(18, 1) + weight(18, 5) + weight(18, 8) / 2;

        assertThat(terms().share(BOAT)).isCloseTo(weight(18, 5) / all, EXACT);
        assertThat(terms().share(WHALE | BOAT | PART)).isCloseTo(1, EXACT);
        assertThat(terms(Set.of(), Set.of()).share(WHALE)).isZero();
    }

    @Test
    void chanceGivesEachTermWithItsFrequency() {
        assertThat(terms().expected())
                .isCloseTo(weight(18, 1) * 0.1 + weight(18, 5) * 0.5 + weight(18, 8) / 2 * 0.8, EXACT);
    }

    @Test
    void aTermGainsByItsFrequencyAndLessInALongerPassage() {
        for (int length : List.of(1, 5, 127, 128, 300)) {
            double norm = 1.2 * (0.25 + 0.75 * length / 5);
            assertThat(terms().gain(0, 1, length)).isCloseTo(weight(18, 1) * 2.2 / (1 + norm), EXACT);
            assertThat(terms().gain(1, 3, length)).isCloseTo(weight(18, 5) * 3 * 2.2 / (3 + norm), EXACT);
        }
    }

    @Test
    void ofManyTermsTheRarestCount() {
        Set<String> words = new LinkedHashSet<>(List.of("boat", "whale"));
        for (int i = 0; i < QuestionTerms.MOST - 1; i++) {
            words.add("x" + i);
        }

        assertThat(terms(words, Set.of()).terms())
                .hasSize(QuestionTerms.MOST)
                .contains("whale", "x0", "x62")
                .doesNotContain("boat");
    }
}
