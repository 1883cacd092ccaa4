package dev.commonground.recall;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a word that nobody knows may have been meant to be: one letter is missing, one too many, or two are swapped. The
 * first two letters are as they were meant. Another letter in the place of one is another word more often than a slip
 * (mango, mongo), and so are short words.
 */
final class Spelling {

    private static final int SURE = 2;
    private static final int LONG_ENOUGH = 5;

    /** The known words of more than two letters, by their first two. */
    private final Map<String, List<String>> known = new HashMap<>();

    /** Adds a known word, once. */
    void add(String word) {
        if (word.length() > SURE) {
            known.computeIfAbsent(word.substring(0, SURE), sure -> new ArrayList<>(1))
                    .add(word);
        }
    }

    /** Returns the known words one slip away from {@code word}, in the order in which they were added. */
    List<String> near(String word) {
        return word.length() < SURE
                ? List.of()
                : known.getOrDefault(word.substring(0, SURE), List.of()).stream()
                        .filter(meant -> isSlip(word, meant))
                        .toList();
    }

    private static boolean isSlip(String word, String meant) {
        return switch (meant.length() - word.length()) {
            case 1 -> meant.length() >= LONG_ENOUGH && isWithoutOne(meant, word);
            case 0 -> word.length() >= LONG_ENOUGH && isSwapped(word, meant);
            case -1 -> word.length() >= LONG_ENOUGH && isWithoutOne(word, meant);
            default -> false;
        };
    }

    private static boolean isWithoutOne(String longer, String shorter) {
        int at = firstDifference(longer, shorter);
        return longer.regionMatches(at + 1, shorter, at, shorter.length() - at);
    }

    private static boolean isSwapped(String word, String meant) {
        int at = firstDifference(word, meant);
        return at + 1 < word.length()
                && word.charAt(at) == meant.charAt(at + 1)
                && word.charAt(at + 1) == meant.charAt(at)
                && word.regionMatches(at + 2, meant, at + 2, word.length() - at - 2);
    }

    private static int firstDifference(String a, String b) {
        int at = SURE;
        while (at < Math.min(a.length(), b.length()) && a.charAt(at) == b.charAt(at)) {
            at++;
        }
        return at;
    }
}
