package dev.commonground.rules;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The people in a text who may speak for the client: people with a client's role, and people with a name.
 *
 * @param names the names in the text, in lower case
 * @param setting the kind of text
 */
record Speakers(Set<String> names, Setting setting) {

    /** The kinds of text. */
    enum Setting {
        /** Notes: "we" is the author, who does not speak for the client. */
        NOTES,
        /** A quotation in notes: "we" are the people that the notes are about. */
        QUOTED,
        /** A conversation: "I", "we" and "you" are its parties. */
        CONVERSATION
    }

    /** A capitalized word that does not start a sentence. */
    private static final Pattern NAME =
            Pattern.compile("(?<=[\\p{L},] )\\p{Lu}\\p{L}+|\\b\\p{Lu}{2,}\\b|\\b\\p{Lu}\\p{L}+(?=:| \\p{Lu})");

    private static final int MAX_SUBJECT_WORDS = 8;

    static Speakers in(String text, Setting setting) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = NAME.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group().toLowerCase(Locale.ROOT));
        }
        names.removeAll(CommonWords.LABELS);
        names.removeAll(CommonWords.STOP_WORDS);
        return new Speakers(names, setting);
    }

    Speakers quoting() {
        return setting == Setting.NOTES ? new Speakers(names, Setting.QUOTED) : this;
    }

    boolean inConversation() {
        return setting == Setting.CONVERSATION;
    }

    boolean ofNotes() {
        return setting == Setting.NOTES;
    }

    /** Returns whether {@code subject} may speak for the client: it is empty, the text to write, or the client. */
    boolean speaksForClient(String subject) {
        List<String> words = EnglishWords.of(subject);
        return words.stream().allMatch(CommonWords.LINKS::contains)
                || (words.size() <= MAX_SUBJECT_WORDS && words.stream().anyMatch(CommonWords.DOCUMENTS::contains))
                || isClient(subject);
    }

    boolean isClient(String subject) {
        List<String> words = EnglishWords.of(subject);
        boolean author = words.stream().anyMatch(CommonWords.AUTHOR::contains);
        if (words.size() > MAX_SUBJECT_WORDS || (author && ofNotes())) {
            return false;
        }
        return author
                || words.contains("their")
                || (inConversation() && words.stream().anyMatch(CommonWords.PARTIES::contains))
                || words.stream().anyMatch(word -> CommonWords.CLIENTS.contains(word) || names.contains(word));
    }
}
