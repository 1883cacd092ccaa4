package dev.commonground.learning;

import java.util.regex.Pattern;

/** English words that say that something is no longer as it was. */
final class ChangeWords {

    private static final Pattern WORDS = Pattern.compile(
            "\\b(?:no longer|any ?more|not any longer|instead|rather than|now|as of|from now on|changed?|changes|moved?|moves|switch(?:ed|es)?|replaced?|replaces|updated?|updates|correct(?:ion|ed)|revised?|new|raised?|lowered|cut|extended|postponed|cancell?ed|dropped|withdrawn|used to|was|were|until|so far|scrap|forget|actually|after all)\\b");

    private ChangeWords() {}

    static boolean in(String text) {
        return WORDS.matcher(Folded.of(text)).find();
    }
}
