package dev.commonground.learning.rules;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Why what somebody says in a talk is passed over: it may not be meant, or not be for the team. */
final class Doubt {

    private Doubt() {}

    /** Returns whether nothing of an utterance counts: it orders the memory about, mocks, or is told in confidence. */
    static boolean aboutAll(String utterance) {
        return Stream.of(Vocabulary.INJECTED, Vocabulary.SARCASTIC, Vocabulary.CONFIDENTIAL)
                .anyMatch(pattern -> pattern.matcher(utterance).find());
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
                || found(Vocabulary.HEARSAY, sentence);
    }

    private static boolean found(Pattern pattern, String text) {
        return pattern.matcher(text).find();
    }
}
