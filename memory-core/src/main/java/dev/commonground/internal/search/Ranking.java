package dev.commonground.internal.search;

import dev.commonground.memory.Author;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Statement;
import dev.commonground.recall.Match.Score;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Set;

/**
 * Adds up what is known of each candidate of one scope. The unit is one standard deviation of the {@link Background}, so
 * the sums are comparable between scopes. The weights are the same for every sort of text; decision 13 shows how little
 * depends on each.
 *
 * <p>All methods take the index of a candidate among the {@link Candidates}. Not thread-safe.
 */
final class Ranking {

    /** The question names the author. */
    private static final double AUTHOR = 2;

    /** The question names the date. */
    private static final double DATE = 4;

    /** The question names the kind. */
    private static final double KIND = 1;

    /** The question contains the key or an alias. */
    private static final double NAME = 3;

    /** A longer question mentions more names than it is about. */
    private static final double TERMS_FOR_NAME = 8;

    /** The statement says much beside what the question says: chatter and greetings do not, whoever writes them. */
    private static final double LENGTH = 3;

    /** The number of terms from which on a statement gets this weight in full. */
    private static final int LONG = 30;

    /** The part of this weight by the number of terms: the first few say most. */
    private static final double[] LENGTHS = new double[LONG + 1];

    static {
        Arrays.setAll(LENGTHS, terms -> LENGTH * Math.log1p(terms) / Math.log1p(LONG));
    }

    /**
     * A note without a word of its own repeats the question. One word can be an answer ("Ships on Tuesday"), but says little
     * of a thing that the question only names ("Beginning chapter 3"): that counts twice.
     */
    private static final double ECHO = -1;

    /** A turn of a conversation asks rather than answers. */
    private static final double ASKS = -1;

    /** The share of the question's words that means all of them, rounding included. */
    private static final double ALL = 0.999;

    /** A question of more terms is about more than what it names. */
    private static final int TERMS_OF_SUBJECT = 4;

    /** The lift of a statement that has nothing in common with the question, below every floor. */
    private static final double NOTHING = -1;

    /** A lift that clears every floor. */
    private static final double CERTAIN = 100;

    /** Without a model, a hint counts as this share of the question's words. */
    private static final double HINTS = 0.09;

    /** The part of the total that a statement of low trust keeps, which is less than that of any colleague's. */
    private static final double LOW_TRUST = 0.2;

    /** Maps sums to totals: a sum of this value has a total of 3/4. */
    private static final double HALF = 10;

    private final Question question;
    private final Background background;
    private final int target;
    private final VisibleScope scope;
    private final Candidates candidates;
    private final ContextScorer context;
    private final BitSet named;
    private final BitSet ofNamedKinds;
    private final boolean namesAuthors;
    private final boolean lowTrust;

    /** Prepares to rank the candidates of one part. */
    Ranking(Question question, QuestionTerms terms, Background background, SearchPart part, Candidates candidates) {
        this.question = question;
        this.background = background;
        this.target = part.target();
        this.scope = part.scope();
        this.lowTrust = part.lowTrust();
        this.candidates = candidates;
        this.named = scope.namedBy(question.terms());
        this.ofNamedKinds = scope.index().statements().ofKinds(question.kinds());
        this.namesAuthors = !question.authors().isEmpty();
        this.context = new ContextScorer(part.scope(), candidates, terms, background);
    }

    /** Returns the index of the scope among the searched ones. */
    int target() {
        return target;
    }

    int size() {
        return candidates.size();
    }

    int ordinal(int at) {
        return candidates.ordinal(at);
    }

    boolean isExact(int at) {
        return candidates.isExact(at);
    }

    void makeExact(int at) {
        candidates.makeExact(at);
    }

    Set<Author> authors(int at) {
        return scope.assertions().authors(ordinal(at));
    }

    Statement statement(int at) {
        return scope.index().statements().get(ordinal(at));
    }

    MemoryId id(int at) {
        return scope.index().id(ordinal(at));
    }

    /** Returns the sum that orders the candidates; while the cosine is an estimate, the sum is rarely too low. */
    double sum(int at) {
        return context.inContext(at)
                + hints(at)
                + (kindNamed(at) ? KIND : 0)
                + LENGTHS[Math.min(LONG, context.newTerms(at))]
                + (asks(at) ? ASKS : 0)
                + echo(at);
    }

    /** Returns what the question says beside words and meaning. */
    private double hints(int at) {
        return (authorNamed(at) ? AUTHOR : 0) + (dated(at) ? DATE : 0) + (named(at) ? name() : 0);
    }

    private double name() {
        return NAME * Math.min(1, TERMS_FOR_NAME / question.terms().size());
    }

    /**
     * Returns the total score with its features.
     *
     * @param ahead how much its sum is ahead of the next candidate's; negative if it is behind the best one
     */
    Score score(int at, double ahead) {
        double sum = sum(at);
        double lift = lift(at);
        boolean askedFor = askedFor(at);
        return new Score(
                (1 + sum / (HALF + Math.abs(sum))) / 2 * (lowTrust ? LOW_TRUST : 1),
                Math.min(1, candidates.similarity(at)),
                context.keywords(at),
                context.inContext(at) - context.own(at),
                lift,
                askedFor ? 0 : Math.max(0, -ahead * ContextScorer.deviations(background)),
                askedFor ? 1 : confidence(at, lift, ahead),
                kindNamed(at),
                named(at),
                authorNamed(at),
                dated(at));
    }

    /** Returns whether the question asks for all statements of some kinds. */
    boolean asksForKinds() {
        return question.asksForKinds();
    }

    private boolean askedFor(int at) {
        return asksForKinds() && kindNamed(at);
    }

    /** Returns how much better a candidate fits than the average statement. */
    private double lift(int at) {
        if (askedFor(at)) {
            return CERTAIN;
        }
        double lift = context.own(at) - context.expected() + hints(at) - AUTHOR * background.authorShare();
        return saysNothing(at) ? Math.min(NOTHING, lift) : lift;
    }

    /** Returns whether nothing connects a candidate with the question; without a model, that is an average fit. */
    private boolean saysNothing(int at) {
        return !background.hasVectors() && context.keywords(at) == 0 && hints(at) == 0;
    }

    private double confidence(int at, double lift, double ahead) {
        return background.hasVectors()
                ? Math.max(
                        Confidence.of(background.chance(lift), ahead),
                        holdsAll(at) || isSubject(at) ? Confidence.OF_ALL_WORDS : 0)
                : Confidence.ofWords(context.keywords(at) + HINTS * hints(at));
    }

    private boolean kindNamed(int at) {
        return ofNamedKinds.get(ordinal(at));
    }

    private boolean named(int at) {
        return named.get(ordinal(at));
    }

    private boolean authorNamed(int at) {
        return namesAuthors && scope.assertions().isAssertedBy(question.authors(), ordinal(at));
    }

    private boolean dated(int at) {
        return question.dates().isSet() && question.dates().matches(scope.firstDay(ordinal(at)));
    }

    private boolean holdsAll(int at) {
        return question.isExact() && context.keywords(at) >= ALL;
    }

    /** Returns whether a short question names the statement, so that it is about it. */
    private boolean isSubject(int at) {
        return named(at) && question.terms().size() <= TERMS_OF_SUBJECT;
    }

    private double echo(int at) {
        if (context.newTerms(at) > 1 || !isBare(at)) {
            return 0;
        }
        if (question.isReference() && holdsAll(at)) {
            return 2 * ECHO;
        }
        return context.newTerms(at) == 0 ? ECHO : 0;
    }

    /** Returns whether a candidate shares words with the question, but has neither a key nor a conversation around it. */
    private boolean isBare(int at) {
        return context.keywords(at) > 0
                && scope.positions(ordinal(at)).isEmpty()
                && statement(at).key() == null;
    }

    private boolean asks(int at) {
        return scope.index().statements().isAsking(ordinal(at))
                && !scope.positions(ordinal(at)).isEmpty();
    }
}
