package dev.commonground.rules;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognizes utterances that a speaker does not mean, or does not mean for the team. */
final class Hedging {

    private Hedging() {}

    /**
     * Returns whether to ignore a whole utterance: it gives orders to the memory, is confidential, or is sarcastic.
     *
     * @param earnest the utterance without jokes
     */
    static boolean coversAll(String utterance, String earnest) {
        return contains(utterance, HedgingPatterns.INJECTED)
                || contains(utterance, HedgingPatterns.CONFIDENTIAL)
                || contains(earnest, HedgingPatterns.SARCASTIC);
    }

    /** Returns {@code utterance} with spaces instead of the joke before words such as "seriously". */
    static String withoutJoke(String utterance) {
        Matcher matcher = HedgingPatterns.EARNEST.matcher(utterance);
        return matcher.find() ? " ".repeat(matcher.end()) + utterance.substring(matcher.end()) : utterance;
    }

    /** Returns whether {@code sentence} is about a private matter or about other people. */
    static boolean isForeignMatter(String sentence) {
        if (contains(sentence, EverydayPatterns.REMEMBER)) {
            return false;
        }
        return EnglishWords.mentions(sentence, HedgingPatterns.PRIVATE)
                || (EnglishWords.mentions(sentence, HedgingPatterns.INTIMATE)
                        && !contains(sentence, EverydayPatterns.SELF_BAN))
                || contains(sentence, HedgingPatterns.SOMEBODY_ELSE);
    }

    /** Returns whether {@code sentence} is a supposition, an offer, a guess or hearsay. */
    static boolean isSupposed(String sentence) {
        String withoutCourtesy = HedgingPatterns.POLITE_IF.matcher(sentence).replaceAll("");
        return contains(withoutCourtesy, HedgingPatterns.HYPOTHETICAL) || contains(sentence, HedgingPatterns.HEARSAY);
    }

    /** Returns whether {@code sentence} starts with a condition or a guess. */
    static boolean isCondition(String sentence) {
        return contains(sentence, HedgingPatterns.SUPPOSED);
    }

    /** Returns whether {@code sentence} denies a necessity or an earlier statement. */
    static boolean isDenial(String sentence) {
        return contains(sentence, HedgingPatterns.DENIED);
    }

    private static boolean contains(String text, Pattern pattern) {
        return pattern.matcher(text).find();
    }
}
