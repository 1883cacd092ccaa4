package dev.commonground.internal.search;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Suggests known words for an unknown one. A typing error is one missing letter, one extra letter or two swapped
 * letters; the first two letters must be right. A replaced letter does not count, because it is more often another word
 * than an error (mango, mongo), and neither does an error in a short word.
 */
final class Spelling {

    private static final int PREFIX = 2;
    private static final int MIN_LENGTH = 5;

    private final TermTable terms;

    /** The numbers of the known words that are longer than their prefix, by prefix. */
    private final Map<String, IntList> words = new HashMap<>();

    /** Starts without known words. */
    Spelling(TermTable terms) {
        this.terms = terms;
    }

    /** Adds a word of the table; the caller adds each word once. */
    void add(String word, int number) {
        if (word.length() > PREFIX) {
            words.computeIfAbsent(word.substring(0, PREFIX), prefix -> new IntList())
                    .add(number);
        }
    }

    /** Returns the known words that differ from {@code word} by one typing error, in the order of addition. */
    List<String> similar(String word) {
        return word.length() < PREFIX
                ? List.of()
                : Arrays.stream(words.getOrDefault(word.substring(0, PREFIX), new IntList())
                                .toArray())
                        .mapToObj(terms::get)
                        .filter(known -> isTypingError(word, known))
                        .toList();
    }

    private static boolean isTypingError(String word, String known) {
        return switch (known.length() - word.length()) {
            case 1 -> known.length() >= MIN_LENGTH && lacksOneLetter(word, known);
            case 0 -> word.length() >= MIN_LENGTH && hasSwappedLetters(word, known);
            case -1 -> word.length() >= MIN_LENGTH && lacksOneLetter(known, word);
            default -> false;
        };
    }

    private static boolean lacksOneLetter(String shorter, String longer) {
        int at = firstDifference(longer, shorter);
        return longer.regionMatches(at + 1, shorter, at, shorter.length() - at);
    }

    private static boolean hasSwappedLetters(String word, String known) {
        int at = firstDifference(word, known);
        return at + 1 < word.length()
                && word.charAt(at) == known.charAt(at + 1)
                && word.charAt(at + 1) == known.charAt(at)
                && word.regionMatches(at + 2, known, at + 2, word.length() - at - 2);
    }

    private static int firstDifference(String a, String b) {
        int at = PREFIX;
        while (at < Math.min(a.length(), b.length()) && a.charAt(at) == b.charAt(at)) {
            at++;
        }
        return at;
    }
}
