package dev.commonground.internal.search;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@linkplain PostingList postings} of each term. Most terms occur in one passage once, and take no list.
 *
 * <p>Several threads may read at once; the owner excludes readers while it counts.
 */
final class Postings {

    /** The estimated heap size of a term without its characters and its list, spare room included. */
    private static final int TERM_BYTES = 12;

    private static final int LIST_BYTES = 60;
    private static final int POSTING_BYTES = 6;

    private final TermTable terms = new TermTable();

    /** By term: its only passage, or the complement of the index of its list. */
    private final IntList places = new IntList();

    private final List<PostingList> lists = new ArrayList<>();
    private final Spelling spelling = new Spelling(terms);
    private long entries;

    /** Counts an occurrence of a term in the last passage. */
    void count(String term, int passage) {
        int number = number(term, passage);
        if (number >= 0) {
            entries += listOf(number).count(passage) ? 1 : 0;
        }
    }

    /** Sets the frequency of a term in the last passage to one. */
    void countOnce(String term, int passage) {
        int number = number(term, passage);
        if (number >= 0 && places.get(number) != passage) {
            entries += listOf(number).countOnce(passage) ? 1 : 0;
        }
    }

    /** Returns the number of a known term; adds a new one with its passage, and returns -1. */
    private int number(String term, int passage) {
        int number = terms.add(term);
        if (number == places.size()) {
            places.add(passage);
            spelling.add(term, number);
            return -1;
        }
        return number;
    }

    private PostingList listOf(int number) {
        int place = places.get(number);
        if (place >= 0) {
            place = ~lists.size();
            lists.add(new PostingList(places.get(number)));
            places.set(number, place);
            entries++;
        }
        return lists.get(~place);
    }

    /** Returns the passages that contain {@code term}, or null if no passage does; callers must not modify the list. */
    @Nullable
    PostingList of(String term) {
        int number = terms.find(term);
        if (number < 0) {
            return null;
        }
        int place = places.get(number);
        return place >= 0 ? new PostingList(place) : lists.get(~place);
    }

    /** Returns the terms that differ from {@code word} by one typing error. */
    List<String> similarTerms(String word) {
        return spelling.similar(word);
    }

    /** Returns an estimate of the heap size in bytes. */
    long weight() {
        return terms.weight()
                + terms.size() * (long) TERM_BYTES
                + lists.size() * (long) LIST_BYTES
                + entries * POSTING_BYTES;
    }
}
