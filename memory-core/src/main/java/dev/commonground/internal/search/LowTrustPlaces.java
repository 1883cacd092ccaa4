package dev.commonground.internal.search;

import dev.commonground.memory.Author;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives the statements of low trust their places on one page: at most two to each author, and one to those that say nearly
 * the same.
 *
 * <p>Not thread-safe.
 */
final class LowTrustPlaces {

    /** The most places of one author on a page. */
    static final int MOST_OF_AUTHOR = 2;

    private final Map<Author, Integer> placesByAuthor = new HashMap<>();
    private final List<TermSet> told = new ArrayList<>();

    /** Takes a place if there is one. */
    boolean take(Set<Author> authors, String text) {
        TermSet terms = TermSet.of(text);
        boolean free = authors.stream().allMatch(author -> placesByAuthor.getOrDefault(author, 0) < MOST_OF_AUTHOR)
                && told.stream().noneMatch(terms::repeats);
        if (free) {
            authors.forEach(author -> placesByAuthor.merge(author, 1, Integer::sum));
            told.add(terms);
        }
        return free;
    }
}
