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
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The fit of turns together with the turns around them, by its definition. */
class ContextScorerTest {

    private static final Offset<Double> EXACT = within(1e-9);
    private static final float[] QUESTION = {1, 0};

    private final ScopeIndex index = new ScopeIndex();
    private final BitSet live = new BitSet();
    private final List<String> texts = new ArrayList<>();
    private final TermStatistics statistics = new TermStatistics();

    private void say(String text, double cosine) {
        int ordinal = texts.size();
        String letters = "" + (char) ('a' + ordinal / 26) + (char) ('a' + ordinal % 26);
        index.add(
                ordinal,
                new MemoryId("m-" + letters.repeat(13)),
                new Statement(Kind.FINDING, null, null, text),
                new Assertion(
                        Author.person("Ann"),
                        Instant.EPOCH,
                        null,
                        "monday",
                        Origin.PERSON,
                        0.5,
                        null,
                        Metadata.NONE,
                        null,
                        List.of()),
                VectorBytes.of(new float[] {(float) cosine, (float) Math.sqrt(1 - cosine * cosine)}));
        live.set(ordinal);
        texts.add(text);
    }

    /** Says turns that lean on each other: the second half fits the question better. */
    private void talk(String... firsts) {
        for (String first : firsts) {
            say(first, 0.1);
        }
        while (texts.size() < 60) {
            say("Turn", texts.size() < 30 ? 0.1 : 0.8 + texts.size() % 7 / 50.0);
        }
    }

    private VisibleScope scope() {
        return new SearchTarget(index, live).visible();
    }

    private QuestionTerms terms(String query, float[] vector) {
        Question question = Question.parse(query, vector, List.of());
        scope().addTo(statistics, question.searched());
        return new QuestionTerms(question, statistics);
    }

    private Background background(QuestionTerms terms) {
        Background background = new Background(Question.parse("", QUESTION, List.of()), terms);
        try (Neighbours neighbours = Neighbours.of(scope(), QUESTION, ordinal -> true, 1)) {
            background.add(scope(), neighbours);
        }
        assertThat(background.leaning()).isEqualTo(0.5);
        return background;
    }

    private ContextScorer scorer(QuestionTerms terms) {
        Candidates all =
                Candidates.exact(scope(), new Cosine(QUESTION), live.stream().toArray());
        return new ContextScorer(scope(), all, terms, background(terms));
    }

    private static double best(double[] fits, int turn) {
        double best = fits[turn];
        for (int near = Math.max(0, turn - 4); near <= Math.min(fits.length - 1, turn + 4); near++) {
            best = Math.max(best, fits[near]);
        }
        return best;
    }

    private Set<String> words(int turn) {
        return turn < 0 ? Set.of() : new HashSet<>(Tokenizer.tokenize(texts.get(turn)));
    }

    private double weight(Set<String> some) {
        return some.stream()
                .filter(Set.of("whale", "boat")::contains)
                .mapToDouble(statistics::weight)
                .sum();
    }

    @Test
    void aTurnTakesHalfOfTheDistanceToTheBestOfFourTurnsOnEachSide() {
        talk();
        ContextScorer scorer = scorer(terms("something", QUESTION));
        double[] own = live.stream().mapToDouble(scorer::own).toArray();

        for (int turn = 0; turn < own.length; turn++) {
            assertThat(scorer.inContext(turn)).isCloseTo(own[turn] + 0.5 * (best(own, turn) - own[turn]), EXACT);
        }
        assertThat(scorer.inContext(26)).isGreaterThan(own[26] + 0.5);
        assertThat(scorer.inContext(25)).isEqualTo(own[25]);
    }

    @Test
    void wordsOfTheTwoTurnsBeforeCountUnlessTheyAreRepeated() {
        talk("A whale", "A turn", "A turn", "A whale", "Boat and whale", "A boat", "A turn", "A turn");
        ContextScorer scorer = scorer(terms("whale boat", QUESTION));
        double[] fits = new double[texts.size()];
        for (int turn = 0; turn < fits.length; turn++) {
            Set<String> one = new HashSet<>(words(turn - 1));
            one.removeAll(words(turn));
            Set<String> two = new HashSet<>(words(turn - 2));
            two.removeAll(words(turn));
            two.removeAll(words(turn - 1));
            fits[turn] = scorer.own(turn) + 0.4 * (0.8 * weight(one) + 0.5 * weight(two));
        }

        for (int turn = 0; turn < fits.length; turn++) {
            assertThat(scorer.inContext(turn)).isCloseTo(fits[turn] + 0.5 * (best(fits, turn) - fits[turn]), EXACT);
        }
    }

    @Test
    void aLongTurnStandsByItself() {
        talk("Short", "Short " + "word ".repeat(58));
        say("Turn", 0.99);
        say("Turn " + "word ".repeat(58), 0.1);
        ContextScorer scorer = scorer(terms("something", QUESTION));
        int last = texts.size() - 1;
        double distance = scorer.own(last - 1) - scorer.own(last);

        assertThat(index.keywords().length(last)).isEqualTo(60);
        assertThat(scorer.inContext(last) - scorer.own(last)).isCloseTo(0.5 / 4 * distance, within(1e-6));
    }

    @Test
    void theUnitIsOneDeviationOfTheBackground() {
        talk("A whale");
        QuestionTerms terms = terms("whale boat", QUESTION);
        Background background = background(terms);
        ContextScorer scorer = scorer(terms);
        Cosine cosine = new Cosine(QUESTION);
        double perDeviation = 1 / background.deviation();

        assertThat(scorer.own(40))
                .isCloseTo((scope().similarity(cosine, 40) - background.mean()) * perDeviation, EXACT);
        assertThat(scorer.own(0) - scorer.own(1))
                .isCloseTo(0.4 * terms.gain(terms.terms().indexOf("whale"), 1, 2), EXACT);
        assertThat(scorer.expected()).isCloseTo(0.4 * terms.expected(), EXACT).isPositive();
        assertThat(scorer.keywords(0)).isBetween(0.1, 0.9);
        assertThat(scorer.newTerms(0)).isEqualTo(1);
        assertThat(ContextScorer.deviations(background)).isEqualTo(1);
    }

    @Test
    void withoutAModelTheUnitIsThatOfWords() {
        talk("A whale");
        Question question = Question.parse("whale boat", null, List.of());
        scope().addTo(statistics, question.searched());
        QuestionTerms terms = new QuestionTerms(question, statistics);
        Background background = new Background(question, terms);
        Candidates all = Candidates.exact(scope(), null, live.stream().toArray());
        ContextScorer scorer = new ContextScorer(scope(), all, terms, background);

        assertThat(scorer.own(0)).isCloseTo(terms.gain(terms.terms().indexOf("whale"), 1, 2), EXACT);
        assertThat(scorer.own(1)).isZero();
        assertThat(scorer.inContext(1)).isZero();
        assertThat(scorer.expected()).isCloseTo(terms.expected(), EXACT);
        assertThat(ContextScorer.deviations(background)).isCloseTo(0.4, EXACT);
    }
}
