package dev.commonground.learning.rules;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Blanks out what a speaker quotes from somebody else, so that the rest keeps its places. */
final class Quotations {

    /** A longer quotation is a sentence of somebody's, a shorter one the name of a thing or a phrase. */
    private static final int LONGEST_PHRASE = 4;

    private static final Pattern QUOTED =
            Pattern.compile("[\"“][^\"“”]*[\"”]|```.*?(?:```|$)|(?m)^\\s*>.*$", Pattern.DOTALL);
    private static final Pattern PHRASE =
            Vocabulary.pattern("\\b(?:words?|phrases?|terms?|expressions?|say|use|title|titled|called|write)\\s*$");
    private static final Pattern LINE = Pattern.compile("\\S");

    private Quotations() {}

    static String blanked(String text) {
        StringBuilder rest = new StringBuilder(text);
        List<MatchResult> quotations = QUOTED.matcher(text).results().toList();
        quotations.stream()
                .filter(quotation -> !isPhrase(quotation, text))
                .forEach(quotation -> rest.replace(
                        quotation.start(),
                        quotation.end(),
                        LINE.matcher(quotation.group()).replaceAll(" ")));
        return rest.toString();
    }

    private static boolean isPhrase(MatchResult quotation, String text) {
        String before = text.substring(Math.max(0, quotation.start() - 30), quotation.start());
        return Words.count(quotation.group()) <= LONGEST_PHRASE
                && PHRASE.matcher(before).find();
    }
}
