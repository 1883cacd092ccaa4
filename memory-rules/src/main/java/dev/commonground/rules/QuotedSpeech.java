package dev.commonground.rules;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Finds quotations of other people in an utterance. */
final class QuotedSpeech {

    /** A quotation with more words is another person's sentence; a shorter one may be a name or a phrase. */
    private static final int MAX_PHRASE_WORDS = 4;

    /** The number of characters before a quotation that may announce a phrase. */
    private static final int LOOK_BEHIND = 30;

    private static final Pattern QUOTED =
            Pattern.compile("[\"“][^\"“”]*[\"”]|```.*?(?:```|$)|(?m)^\\s*>.*$", Pattern.DOTALL);
    private static final Pattern PHRASE =
            EnglishWords.pattern("\\b(?:words?|phrases?|terms?|expressions?|say|use|title|titled|called|write)\\s*$");
    private static final Pattern CHARACTER = Pattern.compile("\\S");

    private QuotedSpeech() {}

    /** Returns {@code text} with spaces instead of quotations, so that all other characters keep their positions. */
    static String blanked(String text) {
        StringBuilder blanked = new StringBuilder(text);
        List<MatchResult> quotations = QUOTED.matcher(text).results().toList();
        quotations.stream()
                .filter(quotation -> !isPhrase(quotation, text))
                .forEach(quotation -> blanked.replace(
                        quotation.start(),
                        quotation.end(),
                        CHARACTER.matcher(quotation.group()).replaceAll(" ")));
        return blanked.toString();
    }

    private static boolean isPhrase(MatchResult quotation, String text) {
        String before = text.substring(Math.max(0, quotation.start() - LOOK_BEHIND), quotation.start());
        return EnglishWords.count(quotation.group()) <= MAX_PHRASE_WORDS
                && PHRASE.matcher(before).find();
    }
}
