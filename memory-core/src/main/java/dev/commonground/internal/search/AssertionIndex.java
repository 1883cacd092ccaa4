package dev.commonground.internal.search;

import dev.commonground.internal.search.ThreadIndex.ThreadPosition;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The assertions of each statement: authors, first times, threads and names. Most statements have one assertion, and the
 * index keeps its parts in compact form. It keeps {@link IndexedAssertion}s only for a statement with several.
 */
final class AssertionIndex {

    /** Minutes fit an int for four thousand years. */
    static final long SECONDS_PER_MINUTE = 60;

    private final Passages passages;
    private final Map<Author, BitSet> ordinalsByAuthor = new HashMap<>();
    private final IntList firstMinutes = new IntList();
    private final ThreadIndex threads = new ThreadIndex();
    private final SearchableNames names = new SearchableNames();

    /** The statements whose trust is low if all their assertions are visible. */
    private final BitSet lowTrust = new BitSet();

    /** The trust in the first assertion of each statement, if it is low. */
    private final Map<Integer, IndexedTrust> firstTrust = new HashMap<>();

    /** The assertions of each statement that has several, in the order of the log. */
    private final Map<Integer, List<IndexedAssertion>> repeated = new HashMap<>();

    /** Starts an empty index. */
    AssertionIndex(Passages passages) {
        this.passages = passages;
    }

    /**
     * Adds an assertion.
     *
     * @param ordinal the ordinal of its statement
     * @param passage the passage of the statement for the author
     * @param given the names that the assertion gives the statement
     */
    void add(int ordinal, Assertion assertion, int passage, List<String> given) {
        int minute = minute(assertion.at());
        if (ordinal < firstMinutes.size()) {
            repeated.computeIfAbsent(ordinal, known -> new ArrayList<>(List.of(only(known))));
        } else {
            firstMinutes.add(minute);
        }
        ordinalsByAuthor
                .computeIfAbsent(assertion.author(), author -> new BitSet())
                .set(ordinal);
        ThreadPosition position = addToThread(ordinal, assertion);
        List<Set<String>> terms = names.add(ordinal, given);
        IndexedTrust trust = IndexedTrust.of(assertion);
        List<IndexedAssertion> all = repeated.get(ordinal);
        if (all != null) {
            all.add(new IndexedAssertion(assertion.author(), passage, minute, position, terms, trust));
        } else if (!trust.equals(IndexedTrust.COLLEAGUE)) {
            firstTrust.put(ordinal, trust);
        }
        lowTrust.set(ordinal, trust(ordinal) < Assertion.LOW_TRUST);
    }

    /** Returns the statements whose trust is low if all their assertions are visible; callers must not modify the set. */
    BitSet lowTrust() {
        return lowTrust;
    }

    /** Returns the trust in a statement by all its assertions, 0 to 1; a colleague's if it is not low. */
    double trust(int ordinal) {
        List<IndexedAssertion> all = repeated.get(ordinal);
        return all == null
                ? firstTrust.getOrDefault(ordinal, IndexedTrust.COLLEAGUE).trust()
                : IndexedTrust.of(all.stream().map(IndexedAssertion::trust).toList());
    }

    private static int minute(Instant at) {
        long minute = Math.floorDiv(at.getEpochSecond(), SECONDS_PER_MINUTE);
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, minute));
    }

    private @Nullable ThreadPosition addToThread(int ordinal, Assertion assertion) {
        return assertion.thread() != null && assertion.author().type() == Author.Type.PERSON
                ? threads.add(ordinal, assertion.thread())
                : null;
    }

    /** Returns the assertions of a statement in the order of the log; callers must not modify the list. */
    List<IndexedAssertion> of(int ordinal) {
        List<IndexedAssertion> all = repeated.get(ordinal);
        return all == null ? List.of(only(ordinal)) : all;
    }

    /** Returns the assertion of a statement that has one. */
    private IndexedAssertion only(int ordinal) {
        Author author = ordinalsByAuthor.entrySet().stream()
                .filter(asserted -> asserted.getValue().get(ordinal))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
        ThreadPosition position =
                threads.positions(ordinal).stream().findFirst().orElse(null);
        return new IndexedAssertion(
                author,
                passages.oldest(ordinal),
                firstMinutes.get(ordinal),
                position,
                List.copyOf(names.of(ordinal)),
                firstTrust.getOrDefault(ordinal, IndexedTrust.COLLEAGUE));
    }

    /** Returns the ordinals of the statements that each author has asserted; callers must not modify the map. */
    Map<Author, BitSet> ordinalsByAuthor() {
        return ordinalsByAuthor;
    }

    /** Returns whether one of {@code authors} has asserted the statement. */
    boolean isAssertedBy(Set<Author> authors, int ordinal) {
        for (Author author : authors) {
            BitSet asserted = ordinalsByAuthor.get(author);
            if (asserted != null && asserted.get(ordinal)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the time of the first assertion of the statement, in minutes since 1970. */
    int firstMinute(int ordinal) {
        return firstMinutes.get(ordinal);
    }

    ThreadIndex threads() {
        return threads;
    }

    SearchableNames names() {
        return names;
    }
}
