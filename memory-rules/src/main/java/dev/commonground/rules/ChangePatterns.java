package dev.commonground.rules;

import java.util.regex.Pattern;

/** Patterns of announced changes. */
final class ChangePatterns {

    private static final String OPENING = "^(?:(?:oh|ah|hm+|well|ok(?:ay)?|and|but|yes|so|hey|all right)[,.]?\\s+)*";

    private static final String CHANGED =
            "(?:mov(?:e|ed|es|ing)|chang(?:e|ed|es|ing)|push(?:ed|es|ing)?|extend(?:ed|s|ing)?|postpon(?:e|ed|es|ing)"
                    + "|delay(?:ed|s)?|reschedul(?:e|ed|es|ing)|shift(?:ed|s|ing)?|slip(?:ped|s)?|rais(?:e|ed|es|ing)|lower(?:ed|s|ing)?"
                    + "|increas(?:e|ed|es|ing)|reduc(?:e|ed|es|ing)|decreas(?:e|ed|es|ing)|cut(?:s|ting)?|bump(?:ed|s|ing)?|drop(?:ped|s)?|shorten(?:ed|s)?"
                    + "|lengthen(?:ed|s)?|relax(?:ed|es)?|tighten(?:ed|s)?|switch(?:ed|es|ing)?|reset|adjust(?:ed|s)?|updat(?:e|ed|es|ing)"
                    + "|revis(?:e|ed|es|ing)|replac(?:e|ed|es|ing)|correct(?:ed|s|ing)?)";

    private static final String SUBJECT =
            "(?:deadline|due date|date|delivery|budget|limit|tone|format|length|maximum|minimum)";

    private static final String MOVED =
            "(?:go|goes|going|went|gone|grew|grown|rose|risen|fell|fallen|set|bring|brings|brought|put|take|takes|taken)";

    /** A change of any kind. */
    static final Pattern ANNOUNCING = EnglishWords.pattern(
            OPENING
                    + "(?:(?:no|nope|rather|update)[,.:;!]|(?:sorry|wait|actually|correction|scratch that|strike that|on second thoughts?|hold on|i meant|i mean|change of plans?|my mistake|oops)\\b)"
                    + "|\\bactually,|\\bmake (?:it|that)\\b|\\bmake the \\p{L}+ \\p{L}+ instead\\b|\\binstead\\b|\\b(?:is|are) now\\b|\\bnow (?:is|only|it's|we have|we've|has|have)\\b|\\b(?:we|they|i|it) now\\b|\\bnow[.!]?$"
                    + "|\\bno longer\\b|\\bafter all\\b|(?:\\bnot|n't|\\bnever)\\b.*\\bany ?(?:more|longer)\\b|\\bused to\\b|\\bfrom now on\\b|\\bas of (?:now|today)\\b"
                    + "|\\bnot [^,.;]{1,40},? but\\b|, (?:and )?not [^,.;]{1,30}[.!]?$|\\b(?:rather than|in place of|as opposed to)\\b"
                    + "|\\bnew (?:deadline|date|budget|limit|tone|format|length|maximum|minimum)\\b|\\b(?:deadline|budget|limit|tone|format) (?:is )?new\\b"
                    + "|\\b" + CHANGED + "\\b[^,;.]{0,60}?\\b(?:to|into|until|till|with|by)\\b|\\b" + SUBJECT
                    + "\\b[^,;.]{0,40}?\\b" + MOVED + "\\b[^,;.]{0,30}?\\bto\\b|\\b" + MOVED + "\\b[^,;.]{0,20}?\\b"
                    + SUBJECT
                    + "\\b[^,;.]{0,30}?\\bto\\b|\\bgo up to\\b|\\b(?:doubl|halv|tripl|loosen|eas)(?:e|es|ed|ing)?\\b[^,;.]{0,20}?\\b"
                    + SUBJECT + "\\b|\\b(?:i|we) (?:was|were) wrong\\b|\\bi misspoke\\b|\\bagain[.!]?$|\\b" + SUBJECT
                    + " (?:is|was|has been|had been|got|will be|gets) (?:\\p{L}+ )?(?:moved|changed|pushed|extended|shifted|raised|lowered|increased|reduced|decreased|cut|bumped|dropped|shortened|relaxed|tightened|adjusted|updated|revised|replaced)\\b|^(?:ok(?:ay)?,? |well,? |fine,? )?then (?:let's|we|it's|make|take|use)\\b|\\b(?:postponed|delayed|overturned|withdrawn|revoked|lifted|waived|cancell?ed|scrapped|suspended|obsolete|outdated|void|off the table|superseded)\\b"
                    + "|\\b(?:changed|change) (?:my|our|their|her|his) minds?\\b|\\bturns out\\b|\\bi take (?:that|it) back\\b"
                    + "|^(?:(?:please|and|but|so|then|ok(?:ay)?|just)[,]? )*(?:forget|drop|scratch|ignore|disregard|cancel|lift|remove|strike|waive)\\b"
                    + "|\\bthere(?:'s| is) no\\b.*\\b(?:limit|deadline|budget|cap|maximum|minimum)\\b"
                    + "|\\b(?:is|are|was|were|'s) (?:far |much |way |a bit |a little )?too (?:long|short|much|many|few|little|late|early|soon|tight|high|low|expensive|formal|strict)\\b|\\b(?:will (?:do|suffice)|(?:is|are) (?:enough|plenty|sufficient))\\b");

    /** An old value and the words that reject it. */
    static final Pattern OLD_VALUE = EnglishWords.pattern(
            "\\b(?:is |are )?(?:not|no longer|isn't|aren't|rather than)\\s+[^,.;]{1,40}?,?\\s+but\\s+(?:rather |now )?"
                    + "|,?\\s*\\b(?:instead of|rather than|in place of|as opposed to)\\s+[^,.;]+"
                    + "|,\\s*(?:and )?(?:not|no longer)\\s+[^,.;]{1,30}(?=[.!]?$)"
                    + "|\\bfrom\\s+(?:[€$£]?\\d[\\d.,]*\\s?(?:k|m|%)?|" + AmountPatterns.DATE
                    + ")(?:\\s+\\p{L}+)?(?=\\s+(?:up |down |back )?to\\b)");

    /** Words of change that have no other meaning in a sentence. */
    static final Pattern ADVERB = EnglishWords.pattern(
            OPENING
                    + "(?:(?:no|nope|rather|update)[,.:;!]+\\s*|(?:sorry|wait|actually|correction|on second thoughts?|hold on|i meant|i mean|change of plans?|my mistake|oops|i(?:'ve| have)? changed my mind)\\b[,:;. -]+)"
                    + "|,?\\s*\\binstead(?=\\s*(?:$|[,.!;]|please))|\\bactually,?\\s*|\\b(?<=is |are |to |have |should |must |, )now\\s+|,?\\s+(?:now|after all)(?=[.!]?$)|\\b(?:only|just)\\s+(?=(?:have |need |get |got )?[€$£]?\\d)");

    /** Verbs of change, which deny nothing if a new value follows. */
    static final Pattern VERB =
            EnglishWords.pattern("\\b(?:" + CHANGED + "|" + MOVED + ")\\b(?=[^,;.]*\\b(?:to|until|till|into)\\b)");

    /** Words before a value that is no longer or not yet the value. */
    static final Pattern NOT_THE_VALUE = EnglishWords.pattern(
            "\\b(?:was|were|been|from|than|of|not|used to be|before|after|isn't|wasn't|until recently|since|by)\\s+(?:only |just |still |about |the |an? )*$");

    /** A new number without a unit. */
    static final Pattern BARE = EnglishWords.pattern(
            "(?:^|\\b(?:make (?:it|that)|change (?:it|that|this) to|cut (?:it|that) (?:down )?to|raise (?:it|that) to|lower (?:it|that) to|i mean(?:t)?|rather|but|say)\\s+)(?:only |just )?("
                    + AmountPatterns.NUMBER + ")(?=\\s*(?:$|[,.;!]|instead|please|then|not|at most|max))");

    static final Pattern DEADLINE =
            EnglishWords.pattern("\\b(?:deadline|due|hand-?in|delivery|submission|cut-?off)\\b");

    static final Pattern BUDGET = EnglishWords.pattern("\\bbudget\\b");

    /** A limit; the group is its unit. */
    static final Pattern LIMIT =
            EnglishWords.pattern("\\b(?:(\\p{L}+)[ -])?(?:limit|maximum|max|cap|ceiling|length|minimum|min)\\b");

    static final Pattern MINIMUM = EnglishWords.pattern("\\b(?:minimum|min|at least|lower limit)\\b");

    static final Pattern TONE = EnglishWords.pattern("\\b(?:tone|style|wording|register|voice|language)\\b");

    /** Verbs that take a whole text. */
    static final Pattern WHOLE = EnglishWords.pattern(
            "\\b(?:make|keep|change|turn|send|write|switch|deliver) (?:it|that|this|everything|the \\p{L}+)?\\b|\\bswitch to\\b");

    /** The end of a requirement. */
    static final Pattern LIFTING = EnglishWords.pattern(
            "\\b(?:forget(?: about)?|drop(?:ped)?|scratch|ignore|disregard|cancel(?:led|ed)?|lift(?:ed)?|remove[d]?|strike|waive[d]?|there(?:'s| is) no(?: longer)?(?: an?)?)\\s+(?:the |that |this |my |our |your |any )?(?:\\p{L}+[ -])?(?:limit|cap|maximum|minimum|deadline|budget)\\b(?!'s| is| of| to|,? \\p{L}* ?\\d)"
                    + "|\\b(?:limit|cap|maximum|minimum|deadline|budget)(?: \\p{L}+ \\d+(?: \\p{L}+)?)?(?:'s| is| has been| was)? (?:lifted|dropped|cancell?ed|gone|off|void|scrapped|removed|waived|no longer (?:valid|in force|binding)|(?:no longer|does not|doesn't) (?:applies|apply|holds|hold|stands|stand|exists|exist|matters|matter|counts|count))\\b");

    /** The end of something that the sentence does not name. */
    static final Pattern REVOKING = EnglishWords.pattern(
            "\\b(?:scratch that|strike that|forget (?:that|it|what i said|everything i said|about (?:that|it))|never ?mind(?: that)?|i take (?:that|it) back|disregard that"
                    + "|changed (?:my|our) minds?|change of plans?|no longer (?:true|valid|applies|the case)|(?:that|this|it) doesn't (?:hold|apply|count) any ?more)\\b");

    /** The start of a new choice. */
    static final Pattern SWITCHING = EnglishWords.pattern(
            "\\b(?:we|i|they)(?:'ve| have)? (?:now )?(?:switched|moved|changed|migrated|went over|changed over) (?:from [^,;.]+ )?to\\b");

    private ChangePatterns() {}
}
