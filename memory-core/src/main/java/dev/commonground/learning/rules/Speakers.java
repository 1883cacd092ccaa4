package dev.commonground.learning.rules;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who may say what is wanted: whoever is called a client, and whoever has a name.
 *
 * @param names the names in the text, in lower case
 * @param setting whose words these are
 */
record Speakers(Set<String> names, Setting setting) {

    /** Whose words are read. */
    enum Setting {
        /** An author's notes: "we" is the author, whose own wishes nobody asked for. */
        NOTES,
        /** The words of somebody whom an author quotes: "we" are those the notes are about. */
        QUOTED,
        /** What a party to a conversation says: "I", "we" and "you" are all parties. */
        TALK
    }

    /** A capital inside a sentence makes a name; one at its start does not. */
    private static final Pattern NAME =
            Pattern.compile("(?<=[\\p{L},] )\\p{Lu}\\p{L}+|\\b\\p{Lu}{2,}\\b|\\b\\p{Lu}\\p{L}+(?=:| \\p{Lu})");

    private static final int LONGEST = 8;

    static Speakers in(String text, Setting setting) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = NAME.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group().toLowerCase(Locale.ROOT));
        }
        names.removeAll(Vocabulary.LABELS);
        names.removeAll(Vocabulary.IDLE);
        return new Speakers(names, setting);
    }

    Speakers quoting() {
        return setting == Setting.NOTES ? new Speakers(names, Setting.QUOTED) : this;
    }

    boolean talking() {
        return setting == Setting.TALK;
    }

    boolean ofNotes() {
        return setting == Setting.NOTES;
    }

    /** Returns whether {@code subject} may say what is wanted: nobody at all, the text, or the client. */
    boolean speaksForClient(String subject) {
        List<String> words = Words.of(subject);
        return words.stream().allMatch(Vocabulary.LINKS::contains)
                || (words.size() <= LONGEST && words.stream().anyMatch(Vocabulary.DOCUMENTS::contains))
                || isClient(subject);
    }

    boolean isClient(String subject) {
        List<String> words = Words.of(subject);
        boolean author = words.stream().anyMatch(Vocabulary.AUTHOR::contains);
        if (words.size() > LONGEST || (author && ofNotes())) {
            return false;
        }
        return author
                || words.contains("their")
                || (talking() && words.stream().anyMatch(Vocabulary.PARTIES::contains))
                || words.stream().anyMatch(word -> Vocabulary.CLIENTS.contains(word) || names.contains(word));
    }
}
