package dev.commonground.recall;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a word that nobody knows may have been meant to be: one letter is missing, one too many, or two are swapped. The
 * first two letters are as they were meant. Another letter in the place of one is another word more often than a slip
 * (mango, mongo), and so are short words.
 */
final class Spelling {

    private static final int SURE = 2;
    private static final int LONG_ENOUGH = 5;

    private Spelling() {}

    /** Returns the words one slip away from {@code word}. */
    static Set<String> near(String word) {
        Set<String> near = new LinkedHashSet<>();
        for (int i = SURE; i <= word.length(); i++) {
            for (char letter = 'a'; letter <= 'z' && word.length() + 1 >= LONG_ENOUGH; letter++) {
                near.add(word.substring(0, i) + letter + word.substring(i));
            }
            if (i < word.length() && word.length() >= LONG_ENOUGH) {
                near.add(word.substring(0, i) + word.substring(i + 1));
            }
            if (i + 1 < word.length() && word.length() >= LONG_ENOUGH) {
                near.add(word.substring(0, i) + word.charAt(i + 1) + word.charAt(i) + word.substring(i + 2));
            }
        }
        near.remove(word);
        return near;
    }
}
