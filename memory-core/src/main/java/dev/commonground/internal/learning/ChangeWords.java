package dev.commonground.internal.learning;

import java.util.regex.Pattern;

/** Recognizes English words that announce a change. */
final class ChangeWords {

    private static final Pattern WORDS = Pattern.compile(
            "\\b(?:no longer|any ?more|not any longer|instead|rather than|now|as of|from now on|changed?|changes|moved?|moves|switch(?:ed|es)?|replaced?|replaces|updated?|updates|correct(?:ion|ed)|revised?|new|raised?|lowered|cut|extended|postponed|cancell?ed|dropped|withdrawn|used to|was|were|until|so far|scrap|forget|actually|after all)\\b");

    private ChangeWords() {}

    static boolean occurIn(String text) {
        return WORDS.matcher(NormalizedText.of(text)).find();
    }
}
