package dev.commonground.learning.rules;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why what somebody says in a talk is passed over: it may not be meant, or not be for the team. */
final class Doubt {

    private Doubt() {}

    /** Returns whether nothing of an utterance counts: it orders the memory about, mocks, or is told in confidence. */
    static boolean aboutAll(String utterance, String earnest) {
        return found(Vocabulary.INJECTED, utterance)
                || found(Vocabulary.CONFIDENTIAL, utterance)
                || found(Vocabulary.SARCASTIC, earnest);
    }

    /** Returns {@code utterance} with what comes before a word of earnest blanked out. */
    static String earnest(String utterance) {
        Matcher matcher = Vocabulary.EARNEST.matcher(utterance);
        return matcher.find() ? " ".repeat(matcher.end()) + utterance.substring(matcher.end()) : utterance;
    }

    /** Returns whether a sentence is private or speaks of others. */
    static boolean aboutMatter(String sentence) {
        return Words.mentions(sentence, Vocabulary.PRIVATE)
                || Words.mentions(sentence, Vocabulary.INTIMATE)
                || Vocabulary.SOMEBODY_ELSE.matcher(sentence).find();
    }

    /** Returns whether a sentence is supposed, offered, guessed or told by hearsay. */
    static boolean aboutMeaning(String sentence) {
        return found(
                        Vocabulary.HYPOTHETICAL,
                        Vocabulary.POLITE_IF.matcher(sentence).replaceAll(""))
                || found(Vocabulary.HEARSAY, sentence)
                || found(Vocabulary.DENIED, sentence);
    }

    private static boolean found(Pattern pattern, String text) {
        return pattern.matcher(text).find();
    }
}
