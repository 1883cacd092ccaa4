package dev.commonground.internal.search;

import dev.commonground.internal.search.ThreadIndex.ThreadPosition;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The assertions of each statement: authors, first days, threads and names. Most statements have one assertion, and the
 * index keeps its parts in compact form. It keeps {@link IndexedAssertion}s only for a statement with several.
 */
final class AssertionIndex {

    private static final long SECONDS_PER_DAY = 86_400;

    private final Passages passages;
    private final Map<Author, BitSet> ordinalsByAuthor = new HashMap<>();
    private final IntList firstDays = new IntList();
    private final ThreadIndex threads = new ThreadIndex();
    private final SearchableNames names = new SearchableNames();

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
        int day = Math.toIntExact(assertion.at().getEpochSecond() / SECONDS_PER_DAY);
        if (ordinal < firstDays.size()) {
            repeated.computeIfAbsent(ordinal, known -> new ArrayList<>(List.of(only(known))));
        } else {
            firstDays.add(day);
        }
        ordinalsByAuthor
                .computeIfAbsent(assertion.author(), author -> new BitSet())
                .set(ordinal);
        ThreadPosition position = addToThread(ordinal, assertion);
        List<Set<String>> terms = names.add(ordinal, given);
        List<IndexedAssertion> all = repeated.get(ordinal);
        if (all != null) {
            all.add(new IndexedAssertion(assertion.author(), passage, day, position, terms));
        }
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
                author, passages.oldest(ordinal), firstDays.get(ordinal), position, List.copyOf(names.of(ordinal)));
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

    /** Returns the day of the first assertion of the statement, in UTC. */
    LocalDate firstDay(int ordinal) {
        return LocalDate.ofEpochDay(firstDays.get(ordinal));
    }

    ThreadIndex threads() {
        return threads;
    }

    SearchableNames names() {
        return names;
    }
}
