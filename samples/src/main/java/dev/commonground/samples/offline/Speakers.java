package dev.commonground.samples.offline;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who speaks for the client on a page: whoever is called so, and whoever has a name.
 *
 * @param names the names on the page, in lower case
 * @param quoted whether "I" and "we" are the client and not the author of the page
 */
record Speakers(Set<String> names, boolean quoted) {

    /** A capital inside a sentence makes a name; one at its start does not. */
    private static final Pattern NAME =
            Pattern.compile("(?<=[\\p{L},] )\\p{Lu}\\p{L}+|\\b\\p{Lu}{2,}\\b|\\b\\p{Lu}\\p{L}+(?=:| \\p{Lu})");

    private static final int LONGEST = 8;

    static Speakers on(String page) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = NAME.matcher(page);
        while (matcher.find()) {
            names.add(matcher.group().toLowerCase(Locale.ROOT));
        }
        names.removeAll(Vocabulary.LABELS);
        names.removeAll(Vocabulary.IDLE);
        return new Speakers(names, false);
    }

    Speakers inQuotes() {
        return new Speakers(names, true);
    }

    /** Returns whether {@code subject} may say what is wanted: nobody at all, the text, or the client. */
    boolean speaksForClient(String subject) {
        List<String> words = Terms.words(subject);
        return words.stream().allMatch(Vocabulary.LINKS::contains)
                || (words.size() <= LONGEST && words.stream().anyMatch(Vocabulary.DOCUMENTS::contains))
                || isClient(subject);
    }

    boolean isClient(String subject) {
        List<String> words = Terms.words(subject);
        boolean author = words.stream().anyMatch(Vocabulary.AUTHOR::contains);
        if (words.size() > LONGEST || (author && !quoted)) {
            return false;
        }
        return author
                || words.contains("their")
                || words.stream().anyMatch(word -> Vocabulary.CLIENTS.contains(word) || names.contains(word));
    }
}
