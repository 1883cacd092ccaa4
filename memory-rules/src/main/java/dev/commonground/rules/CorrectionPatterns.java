package dev.commonground.rules;

import java.util.regex.Pattern;

/** Patterns of corrections. */
final class CorrectionPatterns {

    static final Pattern CORRECTING = EnglishWords.pattern(
            "^(?:(?:oh|ah|hm+|well|ok(?:ay)?|and|but|yes)[,.]?\\s+)*(?:no|nope|sorry|wait|actually|correction|scratch that|strike that|on second thoughts?|hold on|i meant|i mean|rather|update|change of plan|my mistake|oops)\\b[,:;. -]*"
                    + "|\\bmake (?:it|that)\\b|\\binstead\\b|\\bchanged? (?:it|that|this) to\\b|\\b(?:is|are) now\\b|\\bnow (?:is|only)\\b|\\bmov(?:ed|es) to\\b|\\bnot \\d[\\d,.]*(?: \\p{L}+)?,? but\\b|\\bno longer\\b|\\bafter all\\b|\\bchanged to\\b");

    /** A new number without a unit. */
    static final Pattern BARE = EnglishWords.pattern(
            "\\b(?:make (?:it|that)|change (?:it|that|this) to|i mean(?:t)?|rather|but|say)\\s+(?:only |just )?("
                    + AmountPatterns.NUMBER + ")(?=\\s*(?:$|[,.;!]|instead|please|then|not|at most|max))");

    /** The end of a limit; the groups are its unit or its key. */
    static final Pattern LIFTED = EnglishWords.pattern(
            "\\b(?:forget(?: about)?|drop|dropped|scratch|lift|lifted|cancel|cancelled|remove|removed|there(?:'s| is) no(?: longer)?(?: an?)?)\\s+(?:the |that |my |our )?(?:(\\p{L}+)[ -](?:limit|cap|maximum|minimum)|(deadline|budget|tone))\\b(?: any ?more| entirely| altogether)?\\s*(?:$|[,.;!]|any ?more|entirely|altogether|for now|then)");

    private CorrectionPatterns() {}
}
