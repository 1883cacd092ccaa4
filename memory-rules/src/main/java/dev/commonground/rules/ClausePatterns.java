package dev.commonground.rules;

import java.util.regex.Pattern;

/** Patterns of sentences, clauses and their subjects. */
final class ClausePatterns {

    /** Finite verbs. */
    static final String FINITE =
            "needs?|needed|wants?|wanted|uses?|prefers?|requires?|expects?|must|should|has|have|never|"
                    + "works?|reviews?|reads?|presents?|insists?|insisted|asks?|asked|would|is|are|will|can|cannot|loses?|lose|"
                    + "spends?|pays?|runs?|sells?|employs?|lacks?|opens?|starts?|begins?|leads?|likes|avoids?|accepts?|meets?";

    static final Pattern CLAUSE_BREAK =
            EnglishWords.pattern("\\s*(?:;|,(?:\\s+(?:and|but|so|then|also))?|\\s(?:and|but))\\s+"
                    + "(?=(?:(?:it|they|he|she|the \\p{L}+|their \\p{L}+)\\s+)?(?:" + FINITE
                    + "|no|not|avoid|leave|keep|put|don't|do not|doesn't|does not|please|skip|omit|make sure|nothing (?:about|on)"
                    + "|include|mention|add|let's)\\b)"
                    + "|\\s*(?:;|,?\\s+(?:and|but|so))\\s+(?=(?:we|you|i|nobody|everybody|everyone)\\s+(?:" + FINITE
                    + ")\\b)");

    /** The group is the subject. */
    static final Pattern SUBJECT = EnglishWords.pattern("^(.*?)\\s*\\b(?:" + FINITE + ")\\b");

    /** An order in the form of a question; the group is the order. */
    static final Pattern REQUEST = EnglishWords.pattern(
            "^(?:(?:so|and|ok(?:ay)?|hi|hello|thanks|also)[,!]? )*(?:can|could|would|will) you (?:please |also |then )*"
                    + "((?:keep|make|write|start|begin|open|leave|avoid|use|include|mention|add|put|stay|limit|stick|send|deliver|cut|shorten|submit)\\b.*)\\?$");

    static final Pattern IN_THE_PAST =
            EnglishWords.pattern("\\b(?:was|were|had|used to|last (?:year|time|month|week)|previous|earlier|ago)\\b");

    /** The end of a phrase. */
    static final String STOP =
            "(?=\\s*(?:$|[,.;:()]|\\b(?:and|then|because|since|so|before|not|please|as|in|for|or)\\b))";

    /** A colon and a subject, which start a statement of their own. */
    private static final Pattern COLON =
            EnglishWords.pattern(":\\s+(?=(?:it|they|he|she|we|i|you|the \\p{L}+|our \\p{L}+|please|keep)\\b)");

    /** Returns the start of the last statement in {@code words} that follows a colon, or 0. */
    static int startAfterColon(String words) {
        return COLON.matcher(words)
                .results()
                .mapToInt(match -> match.end())
                .max()
                .orElse(0);
    }

    private ClausePatterns() {}
}
