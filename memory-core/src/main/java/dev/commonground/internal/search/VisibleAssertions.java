package dev.commonground.internal.search;

import dev.commonground.internal.search.ThreadIndex.ThreadPosition;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The assertions of live statements that one reader sees. Most statements are visible with all their assertions, which
 * are read from the {@link AssertionIndex} as they are.
 *
 * <p>Not thread-safe.
 */
final class VisibleAssertions {

    private final AssertionIndex index;
    private final BitSet live;

    /** The visible assertions of each statement that has hidden ones. */
    private final Map<Integer, List<IndexedAssertion>> partial = new HashMap<>();

    private final BitSet hiddenPassages = new BitSet();

    /**
     * Hides assertions.
     *
     * @param live the ordinals of the live statements
     * @param hidden by ordinal, the hidden assertions of a statement, numbered in the order of the log
     */
    VisibleAssertions(AssertionIndex index, BitSet live, Map<Integer, BitSet> hidden) {
        this.index = index;
        this.live = live;
        hidden.forEach(this::hide);
    }

    private void hide(int ordinal, BitSet hidden) {
        List<IndexedAssertion> all = index.of(ordinal);
        BitSet visible = new BitSet(all.size());
        visible.set(0, all.size());
        visible.andNot(hidden);
        List<IndexedAssertion> some = visible.stream().mapToObj(all::get).toList();
        partial.put(ordinal, some);
        all.forEach(assertion -> hiddenPassages.set(assertion.passage()));
        some.forEach(assertion -> hiddenPassages.clear(assertion.passage()));
    }

    /** Returns the visible assertions of a statement that has hidden ones; null if all are visible. */
    private @Nullable List<IndexedAssertion> partial(int ordinal) {
        return partial.isEmpty() ? null : partial.get(ordinal);
    }

    boolean isPartial(int ordinal) {
        return partial(ordinal) != null;
    }

    /** Returns the passages that no visible assertion uses; callers must not modify the set. */
    BitSet hiddenPassages() {
        return hiddenPassages;
    }

    /** Returns the authors of all visible assertions, in a new set. */
    Set<Author> authors() {
        Set<Author> authors = new HashSet<>();
        index.ordinalsByAuthor().forEach((author, asserted) -> {
            if (asserted.intersects(live) && (partial.isEmpty() || isVisible(author, asserted))) {
                authors.add(author);
            }
        });
        return authors;
    }

    private boolean isVisible(Author author, BitSet asserted) {
        return asserted.stream().anyMatch(ordinal -> live.get(ordinal) && isAssertedBy(Set.of(author), ordinal));
    }

    /** Returns the authors of a live statement, in a new set. */
    Set<Author> authors(int ordinal) {
        List<IndexedAssertion> some = partial(ordinal);
        Set<Author> authors = new HashSet<>();
        if (some == null) {
            index.ordinalsByAuthor().forEach((author, asserted) -> {
                if (asserted.get(ordinal)) {
                    authors.add(author);
                }
            });
        } else {
            some.forEach(assertion -> authors.add(assertion.author()));
        }
        return authors;
    }

    /** Returns the live statements of low trust, in a new set. */
    BitSet lowTrust() {
        BitSet low = (BitSet) index.lowTrust().clone();
        low.and(live);
        partial.keySet().stream()
                .filter(live::get)
                .forEach(ordinal -> low.set(ordinal, trust(ordinal) < Assertion.LOW_TRUST));
        return low;
    }

    /** Returns the trust in a live statement, 0 to 1; a colleague's if it is not low. */
    double trust(int ordinal) {
        List<IndexedAssertion> some = partial(ordinal);
        return some == null
                ? index.trust(ordinal)
                : IndexedTrust.of(some.stream().map(IndexedAssertion::trust).toList());
    }

    /** Returns whether one of {@code authors} asserts a live statement. */
    boolean isAssertedBy(Set<Author> authors, int ordinal) {
        List<IndexedAssertion> some = partial(ordinal);
        return some == null
                ? index.isAssertedBy(authors, ordinal)
                : some.stream().anyMatch(assertion -> authors.contains(assertion.author()));
    }

    /** Returns the number of live statements that one of {@code authors} asserts. */
    int countAssertedBy(Set<Author> authors) {
        BitSet asserted = new BitSet();
        authors.forEach(author -> asserted.or(index.ordinalsByAuthor().getOrDefault(author, new BitSet())));
        asserted.and(live);
        partial.keySet().stream()
                .filter(ordinal -> !isAssertedBy(authors, ordinal))
                .forEach(asserted::clear);
        return asserted.cardinality();
    }

    /** Returns the time of the first assertion of a live statement, to the minute. */
    Instant firstTime(int ordinal) {
        List<IndexedAssertion> some = partial(ordinal);
        int minute = some == null ? index.firstMinute(ordinal) : some.get(0).minute();
        return Instant.ofEpochSecond(minute * AssertionIndex.SECONDS_PER_MINUTE);
    }

    /** Returns the statements that a question with these terms names, in a new set. */
    BitSet namedBy(Set<String> terms) {
        BitSet named = index.names().namedBy(terms);
        partial.forEach((ordinal, some) -> {
            if (some.stream().flatMap(assertion -> assertion.names().stream()).noneMatch(terms::containsAll)) {
                named.clear(ordinal);
            }
        });
        return named;
    }

    /** Returns the positions of a live statement in conversation threads; empty if it occurs in none. */
    List<ThreadPosition> positions(int ordinal) {
        List<IndexedAssertion> some = partial(ordinal);
        return some == null
                ? index.threads().positions(ordinal)
                : some.stream()
                        .flatMap(assertion -> Stream.ofNullable(assertion.position()))
                        .toList();
    }

    /** Returns whether any visible assertion of a live statement belongs to a conversation thread. */
    boolean hasThreads() {
        return index.threads().ordinals().stream()
                .anyMatch(ordinal -> live.get(ordinal) && !positions(ordinal).isEmpty());
    }
}
