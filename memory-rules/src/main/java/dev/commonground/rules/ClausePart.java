package dev.commonground.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a sentence between two clause breaks.
 *
 * @param separator the words of the break before the part; empty for the first part
 * @param text the part
 */
record ClausePart(String separator, String text) {

    /** A break after which a "not" no longer holds. */
    private static final Pattern STRONG_BREAK = EnglishWords.pattern(";|\\b(?:but|so|then)\\b");

    /** The start of a part that has a verb or a "not" of its own. */
    private static final Pattern FRESH = EnglishWords.pattern(
            "^(?:it|they|he|she|we|you|i|the \\p{L}+|their \\p{L}+|our \\p{L}+|nobody|everybody|everyone|must|should|is|are|has|will|can"
                    + "|cannot|needs|wants|requires|expects|prefers|uses|works|insists|would|no|not|never|don't|do not|doesn't|does not"
                    + "|please|let's|keep|make sure|avoid|skip|omit|leave|nothing)\\b");

    /** A "not" whose verb follows in the next part. */
    private static final Pattern DANGLING =
            EnglishWords.pattern("\\b(?:not|never|no|without|cannot)\\s*(?:,[^,]*)?,?$|n't\\s*(?:,[^,]*)?,?$");

    /** The words before a "but" that means "except". */
    private static final Pattern EXCEPTING =
            EnglishWords.pattern("\\b(?:(?:any|no|every)(?:thing|one|body|where)|all|none)$");

    /** Splits {@code sentence} into its parts. */
    static List<ClausePart> of(String sentence) {
        List<ClausePart> parts = new ArrayList<>();
        Matcher breaks = ClausePatterns.CLAUSE_BREAK.matcher(sentence);
        String separator = "";
        int from = 0;
        while (breaks.find()) {
            parts.add(new ClausePart(
                    separator, sentence.substring(from, breaks.start()).strip()));
            separator = breaks.group();
            from = breaks.end();
        }
        parts.add(new ClausePart(separator, sentence.substring(from).strip()));
        return parts;
    }

    /** Returns whether the part denies something, so that its "not" may belong to the next part as well. */
    boolean isNegative() {
        return Polarity.turns(text);
    }

    /**
     * Returns whether a "not" of an earlier part belongs to this part.
     *
     * @param negative whether there is one
     */
    boolean isGovernedBy(boolean negative) {
        return negative
                && !STRONG_BREAK.matcher(separator).find()
                && !FRESH.matcher(text).find();
    }

    /** Returns whether the part ends with a "not" that denies {@code next}, or {@code next} is an exception from the part. */
    boolean denies(ClausePart next) {
        boolean excepts =
                next.separator.contains("but") && EXCEPTING.matcher(text).find();
        return excepts || DANGLING.matcher(text).find();
    }
}
