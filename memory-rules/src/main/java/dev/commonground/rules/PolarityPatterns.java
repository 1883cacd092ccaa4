package dev.commonground.rules;

import java.util.regex.Pattern;

/** Patterns of words that turn what a clause says: words that deny it, remove it, doubt it, or only permit it. */
final class PolarityPatterns {

    /** Words with "no" or "not" that deny nothing. */
    static final Pattern HARMLESS = EnglishWords.pattern(
            "^\\s*(?:oh|well|ok(?:ay)?|hm+)?[,.]?\\s*(?:no|nope)[,.!:;]\\s|\\bno (?:problem|worries|doubt|objections?|offen[cs]e|hurry|rush)\\b"
                    + "|\\b(?:no|not|never) (?:later|more|less|fewer|longer|shorter|earlier|sooner) than\\b|\\bwhy not\\b|\\bnot a problem\\b"
                    + "|\\b(?:and|or) not,?\\s*$");

    static final String DENYING = "not|\\p{L}+n't|cannot|never|no|nobody|none|nothing|neither|nor|without|hardly|barely"
            + "|scarcely|rarely|seldom|nowhere|nought|zero|few|little|less|least|fewer|too(?= \\p{L})|minus|except(?:ing|ed)?|excluding|unless"
            + "|instead|rather than|other than|(?:any|every)\\p{L}+ but|far from|lest|free (?:of|from)|rid of|short of|apart from|but not|only|no-one|non";

    static final String REMOVING =
            "avoid\\p{L}*|skip\\p{L}*|omit\\p{L}*|omission|drop(?:ped|ping)|exclud\\p{L}*|remov\\p{L}*"
                    + "|delet\\p{L}*|cutting|forget\\p{L}*|forgot\\p{L}*|fail(?:s|ed|ing|ure)?|refus\\p{L}*|refrain\\p{L}*|stop(?:ped|ping)"
                    + "|ceas\\p{L}*|prevent\\p{L}*|prohibit\\p{L}*|forbid\\p{L}*|forbade|bann(?:ed|ing)|den(?:y|ies|ied)|reject\\p{L}*"
                    + "|declin\\p{L}*|lack(?:ed|ing)|miss(?:es|ed|ing)|abandon\\p{L}*|waiv\\p{L}*|resist\\p{L}*|hesitat\\p{L}*|objected"
                    + "|oppos\\p{L}*|dislik\\p{L}*|hat(?:e|es|ed)|loath\\p{L}*|ditch\\p{L}*|scrapped|eliminat\\p{L}*|stripped"
                    + "|hid(?:den|ing)|withh[eo]ld\\p{L}*|neglect\\p{L}*|ignor\\p{L}*|overlook\\p{L}*|discourag\\p{L}*|suppress\\p{L}*"
                    + "|striking|struck|leav(?:e|es|ing) (?:\\p{L}+ ){0,4}?out|left out|tak(?:e|es|ing) (?:\\p{L}+ ){0,4}?out|do away|stay away"
                    + "|steer clear|lift(?:ed|ing)|cancel\\p{L}*|revok\\p{L}*|suspend\\p{L}*|overrul\\p{L}*|spar(?:e|es|ed)|disallow\\p{L}*";

    /** Verbs that remove, if an object follows; otherwise they are nouns, such as a lift or a bus stop. */
    static final String REMOVING_OBJECTS =
            "(?:drops?|cuts?|stops?|bans?|lacks?|miss|objects?|scraps?|strips?|hides?|strikes?|lifts?)"
                    + "(?= (?:the|an?|any|it|this|that|these|those|all|our|their|your|his|her|my|to|out|off|\\p{L}+ing)\\b)";

    static final String JUDGING =
            "unnecessary|needless|pointless|superfluous|redundant|useless|optional|unwanted|unwelcome"
                    + "|unacceptable|inacceptable|insufficient|wrong|mistake|mistaken|bad|worse|worst|false|untrue|myth|doubt\\p{L}*|contrary"
                    + "|disagree\\p{L}*|against|void|obsolete|outdated|expired?|gone|enough|complain\\p{L}*|annoy\\p{L}*|sick of|tired of|nonsense"
                    + "|impossible|unable|out of the question|(?:(?:has|have|needs?) to|must) go(?=\\s*(?:$|[.,;!]))|off the table|taboo|unthinkable|off limits|ugly|boring|used to|previously|formerly|any ?more|any longer|yet";

    /** Any word that may turn the meaning of a clause. */
    static final Pattern TURNING = EnglishWords.pattern(
            "(?<![\\p{L}'])(?:" + DENYING + "|" + REMOVING + "|" + REMOVING_OBJECTS + "|" + JUDGING + ")(?![\\p{L}'])");

    /** Words that permit something, so that it is neither required nor forbidden. */
    static final Pattern PERMITTING = EnglishWords.pattern(
            "\\b(?:may|can|could|might|would|feel free|free to|allowed|permitted|entitled|welcome to|happy to|(?:ok(?:ay)?|fine|alright|all right|possible|acceptable) (?:to|if|for)|optional(?:ly)?|option|let (?:you|them|us)|if (?:you|they) (?:like|want|wish))\\b");

    /** Words of a lower bound. */
    static final Pattern LOWERING = EnglishWords.pattern(
            "\\b(?:at least|minimum|min|more than|over|above|exceed\\p{L}*|beyond|starting at|starts at|upwards|floor|or more|plus|greater|higher|larger|bigger)\\b");

    private PolarityPatterns() {}
}
