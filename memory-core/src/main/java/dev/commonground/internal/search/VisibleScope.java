package dev.commonground.internal.search;

import dev.commonground.internal.search.ThreadIndex.ThreadPosition;
import dev.commonground.memory.Author;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The index of one scope as one reader sees it: the live statements with their visible assertions. Nothing else affects
 * a search, not even the term statistics. A search at a past position therefore returns the same result forever.
 *
 * <p>Not thread-safe.
 */
final class VisibleScope {

    private final ScopeIndex index;
    private final BitSet live;
    private final ZoneId zone;
    private final VisibleAssertions assertions;
    private final BitSet hiddenPassages;
    private final boolean hasThreads;
    private final SearchableNames annotated = new SearchableNames();
    private final List<Integer> aliased = new ArrayList<>();

    /** Creates the view of a reader. */
    VisibleScope(SearchTarget target) {
        this.index = target.index();
        this.live = target.live();
        this.zone = target.zone();
        this.assertions = new VisibleAssertions(index.assertions(), live, target.hidden());
        this.hiddenPassages = assertions.hiddenPassages();
        this.hasThreads = assertions.hasThreads();
        target.aliases().forEach(this::addAliases);
    }

    private void addAliases(int ordinal, String names) {
        if (!annotated.add(ordinal, SearchableNames.split(names)).isEmpty() && live.get(ordinal)) {
            aliased.add(ordinal);
        }
    }

    ScopeIndex index() {
        return index;
    }

    /** Returns the ordinals of the live statements; callers must not modify the set. */
    BitSet live() {
        return live;
    }

    VisibleAssertions assertions() {
        return assertions;
    }

    /** Returns the statements whose key or alias a question with these terms contains in full, in a new set. */
    BitSet namedBy(Set<String> terms) {
        BitSet named = assertions.namedBy(terms);
        named.or(annotated.namedBy(terms));
        return named;
    }

    /** Returns whether a term is part of an alias that an annotation added. */
    boolean isAlias(String term) {
        return annotated.contains(term);
    }

    /** Returns the terms of each alias of a statement that an annotation added. */
    List<Set<String>> aliases(int ordinal) {
        return annotated.of(ordinal);
    }

    /** Returns the live statements with aliases that annotations added; callers must not modify the list. */
    List<Integer> aliased() {
        return aliased;
    }

    /** Returns the authors of all visible assertions. */
    Set<Author> authors() {
        return assertions.authors();
    }

    /** Returns the hidden passages of live statements; callers must not modify the set. */
    BitSet hiddenPassages() {
        return hiddenPassages;
    }

    /** Returns whether a passage is visible and its statement is live. */
    boolean isVisible(int passage) {
        return live.get(index.passages().ordinal(passage)) && !hiddenPassages.get(passage);
    }

    /** Returns the oldest visible passage of a live statement. */
    int oldestPassage(int ordinal) {
        Passages passages = index.passages();
        int oldest = -1;
        for (int passage = passages.newest(ordinal); passage >= 0; passage = passages.older(passage)) {
            if (!hiddenPassages.get(passage)) {
                oldest = passage;
            }
        }
        return oldest;
    }

    /** Returns the day of the first assertion of a live statement. */
    LocalDate firstDay(int ordinal) {
        return LocalDate.ofInstant(assertions.firstTime(ordinal), zone);
    }

    /** Returns whether any live statement belongs to a conversation thread. */
    boolean hasThreads() {
        return hasThreads;
    }

    /** Returns the positions of a live statement in conversation threads; empty if it occurs in none. */
    List<ThreadPosition> positions(int ordinal) {
        return hasThreads ? assertions.positions(ordinal) : List.of();
    }

    /**
     * Returns the ordinal of the statement {@code offset} turns after a position, or before it if {@code offset} is
     * negative; -1 if there is none that the reader sees.
     */
    int neighbour(ThreadPosition position, int offset) {
        int ordinal = position.neighbour(offset);
        return ordinal >= 0 && live.get(ordinal) && isVisibleAt(ordinal, position, offset) ? ordinal : -1;
    }

    private boolean isVisibleAt(int ordinal, ThreadPosition position, int offset) {
        return !assertions.isPartial(ordinal)
                || assertions
                        .positions(ordinal)
                        .contains(new ThreadPosition(position.thread(), position.position() + offset));
    }

    /** Returns the best cosine of a question to the visible passages of a live statement; at least 0. */
    double similarity(Cosine question, int ordinal) {
        Passages passages = index.passages();
        VectorIndex vectors = index.vectors();
        double best = 0;
        for (int passage = passages.newest(ordinal); passage >= 0; passage = passages.older(passage)) {
            if (vectors.has(passage) && !hiddenPassages.get(passage)) {
                best = Math.max(best, vectors.similarity(question, passage));
            }
        }
        return best;
    }

    /** Returns all live statements of a small scope by ordinal, and a sample of a large one. */
    int[] sample() {
        return live.cardinality() <= CandidateSearch.SMALL
                ? live.stream().toArray()
                : index.samples().of(live, index.statements());
    }

    /** Adds the counts of the visible passages, and of some terms in them. */
    void addTo(TermStatistics statistics, Collection<String> terms) {
        KeywordIndex keywords = index.keywords();
        statistics.addPassages(index.passages().size(), keywords.totalLength());
        if (live.cardinality() == index.size() && hiddenPassages.isEmpty()) {
            terms.forEach(term -> statistics.addTerm(term, keywords.count(term)));
        } else {
            subtractInvisible(statistics, keywords);
            terms.forEach(term -> statistics.addTerm(term, keywords.count(term, this::isVisible)));
        }
    }

    private void subtractInvisible(TermStatistics statistics, KeywordIndex keywords) {
        Passages passages = index.passages();
        for (int dead = live.nextClearBit(0); dead < index.size(); dead = live.nextClearBit(dead + 1)) {
            for (int passage = passages.newest(dead); passage >= 0; passage = passages.older(passage)) {
                statistics.addPassages(-1, -keywords.length(passage));
            }
        }
        hiddenPassages.stream()
                .filter(passage -> live.get(passages.ordinal(passage)))
                .forEach(passage -> statistics.addPassages(-1, -keywords.length(passage)));
    }

    /** Returns the number of visible passages that contain {@code term}. */
    long countVisible(String term) {
        KeywordIndex keywords = index.keywords();
        return keywords.count(term) == 0 ? 0 : keywords.count(term, this::isVisible);
    }
}
