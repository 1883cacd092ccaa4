package dev.commonground.rules;

import java.util.Set;
import java.util.regex.Pattern;

/** Patterns of dates, amounts of money, numbers and limits. */
final class AmountPatterns {

    static final String MONTH =
            "(?:January|February|March|April|May|June|July|August|September|October|November|December)";

    static final String TIME = "(?:\\d{1,2}[:.]\\d{2}(?: ?(?:am|pm))?|\\d{1,2} ?(?:am|pm|o'clock)|noon|midnight)";

    static final String DAY = "(?:(?:next |this )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\\d{1,2}(?:st|nd|rd|th)?"
            + "(?: of)? " + MONTH + "(?: \\d{4})?|" + MONTH
            + " \\d{1,2}(?:st|nd|rd|th)?(?:,? \\d{4})?|\\d{4}-\\d{2}-\\d{2}"
            + "|(?:the )?end of (?:the |next |this )?(?:day|week|month|quarter|year|" + MONTH + ")|tomorrow|noon)";

    static final String DATE = "(?:" + DAY + "(?:,? (?:at )?" + TIME + ")?|" + TIME + "(?: on " + DAY + ")?)";

    static final Pattern DATES =
            EnglishWords.pattern(DATE + "|\\b\\d{1,2}[:.]\\d{2}\\b|\\b\\d{1,2} ?(?:am|pm|o'clock)\\b");

    static final String MONEY = "(?:[€$£]\\s?\\d+(?:[.,]\\d+)*(?:\\s?(?:k|m|thousand|million)\\b)?|\\d+(?:[.,]\\d+)*"
            + "(?:\\s?(?:k|thousand|million))?\\s?(?:euros?|dollars?|pounds?|francs?|EUR|USD|GBP|CHF)\\b)";

    /** An amount of money; thousands and millions need no currency. */
    static final String SUM = "(?:" + MONEY + "|\\d+(?:[.,]\\d+)*\\s?(?:k|thousand|million)\\b)";

    static final String NUMBER = "(?:\\d[\\d,.]*\\d|\\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
            + "|fifteen|twenty|thirty|forty|fifty|sixty|ninety|a hundred|two hundred|three hundred|five hundred|a thousand)";

    /** A negation directly before a comparison, with the verb between them. */
    static final String NEGATED =
            "(?:\\b(?:no|not|never|cannot)|n't)(?: (?:to|ever|really|go|goes|going|be|have|has|contain|contains|use|write"
                    + "|fall|falls|drop|get|run|take|takes|last|lasts|cost|costs|spend|pay|reach|number|show|include|need|any|it|the|grow|stretch)){0,3} ";

    /** A comparison with a larger amount. */
    static final String ABOVE =
            "(?:over|above|more than|longer than|greater than|higher than|larger than|beyond|past|exceed(?:s|ing)?)";

    /** A comparison with a smaller amount. */
    static final String SMALLER = "(?:under|below|less than|fewer than|shorter than|lower than|smaller than)";

    static final String AT_MOST =
            "(?:\\bat most|\\b(?:an? )?(?:absolute )?max(?:imum)?(?: length| size)?(?: of| is|:)?\\.?|" + NEGATED
                    + ABOVE + ")";

    static final String BELOW = "(?:(?<!went |goes |gone |raised |moved |increased |came )up to|" + SMALLER
            + "|within|limit(?:ed)?(?: (?:it|this|everything|the \\p{L}+|length|to|is|now))? to"
            + "|limit(?: is(?: now)?|:| of)|capp?(?:ed)?(?: it| this)?(?: of| at| is|:)|keep (?:\\p{L}+ ){1,3}?to"
            + "|cut (?:\\p{L}+ ){0,3}?(?:down )?to|shorten (?:\\p{L}+ ){1,3}?to|length(?: is|:))";

    static final String AT_LEAST =
            "(?:\\bat least|\\b(?:a )?min(?:imum)?(?: length| size)?(?: of| is|:)?\\.?|" + NEGATED + SMALLER + ")";

    /** Words of a lower limit after the amount. */
    static final String LEAST_BEHIND =
            "(?:,?\\s+(?:minimum|at least|at the least|or more|or longer|and up|upwards)\\b)";

    /** Words of an upper limit after the amount. */
    static final String LIMIT_BEHIND =
            "(?:,?\\s+(?:limit|maximum|max|cap|ceiling|at most|tops|or less|or fewer|or shorter)\\b)";

    /** A judgement about all amounts on one side of a bound; it sets no bound on that side. */
    static final Pattern JUDGED =
            EnglishWords.pattern("\\b(?:anything|everything|whatever|whoever|all|too \\p{L}+)\\b");

    /** A permission to be on one side of an amount, which sets no bound on that side. */
    static final Pattern PERMITTED = EnglishWords.pattern(
            "\\b(?:may|can|could|might) (?:also |even |well )?(?:be |have |contain |get |fall |go )?(?:" + SMALLER + "|"
                    + NUMBER + "[\\s-]+\\p{L}+,? or )");

    /** A denial about a limit itself. */
    static final Pattern DENIED_LIMIT = EnglishWords.pattern(
            "\\b(?:limit|maximum|max|cap|ceiling|minimum|min)\\b(?: \\p{L}+){0,3}? (?:(?:is|are|was|were) (?:not|never|no)\\b|(?:is|are|was|were)n't)");

    /** The amount of a noun, as in "texts under 300 words", and the verb of the judgement about it. */
    static final Pattern JUDGEMENT = EnglishWords.pattern(
            "^[^,;]*?\\b(?:is|are|was|were|will|would|won't|gets?|must|should|can|cannot|may|has|have|needs?|counts?|goes|go|costs?|looks?|feels?|sounds?|means?|makes?)\\b");

    /** Units of the length of a text, in the singular and the plural. */
    static final Set<String> UNITS = EnglishWords.set(
            "word words page pages character characters paragraph paragraphs sentence"
                    + " sentences section sections chapter chapters bullet bullets line lines item items example examples");

    static final Set<String> TIME_UNITS =
            EnglishWords.set("second seconds minute minutes hour hours day days week weeks month months year years");

    static final Pattern MAX_WORDS =
            EnglishWords.pattern("(?:(?:at most|no more than|not more than|up to|under|below|within|less than"
                    + "|fewer than|a maximum of|maximum|max)\\s+)?(?:an? |the )?\\b(\\d[\\d,.]*)[\\s-]+words?\\b"
                    + "(?:\\s+(?:limit|maximum|max|cap|ceiling|at most|tops|or less|or fewer))?");

    static final Pattern BOUNDED_BELOW = EnglishWords.pattern(
            "(?:" + AT_LEAST + "|" + ABOVE + ")\\s+(?:an? |the )?\\d|" + NUMBER + "[\\s-]+\\p{L}+" + LEAST_BEHIND);

    static final Pattern LIMITING = EnglishWords.pattern(
            "\\b(?:limit|at most|more than|max|maximum|under|below|up to|within|keep|cap"
                    + "|exceed|shorter|less|fewer|tops|needs?|wants?|accepts?|should|must|prefers?|expects?|agreed|enough|plenty)\\b");

    /** Words of a description, which sets no limit. */
    static final Pattern DESCRIBED = EnglishWords.pattern(
            "\\bthere (?:is|are|was|were)\\b|\\bcosts\\b(?! (?:no|at most))|\\b(?:was|were|had|saw|got|took|takes?(?! (?:no|at|longer|more|less|up))|wrote|written|ran|lost|cost|found|used|sold)\\b(?! (?:more|less|at most|at least|no more|up to))");

    static final Pattern DEADLINE = EnglishWords.pattern(
            "\\b(?:by|before|due(?: on| by| in| at)?|no later than|not later than|deadline(?: (?:is|moves? to|moved to|now"
                    + "|remains|stays))*:?)\\s+(?:noon on )?(" + DATE + ")");

    static final Pattern DELIVERING =
            EnglishWords.pattern("\\b(?:due|deadline|later than|needs?|wants?|expects?|must|send|deliver|submit"
                    + "|hand in|ready|desk|sign|finish)\\b");

    /** In a conversation, a date is a deadline only for a delivery; any other date belongs to a duty. */
    static final Pattern DELIVERED = EnglishWords.pattern(
            "\\b(?:due|deadline|needs?|wants?|expects?|send|deliver|submit|hand in|desk|(?:it|everything|fix|release|work|repair|job|migration|version|final one) (?:must|has to|needs to|should|have to) be (?:out|up|back|live|done|ready|finished|complete|over|sent|delivered|online|in|shipped|submitted))\\b");

    /** An offer of the speaker, which demands nothing. */
    static final Pattern PROMISED = EnglishWords.pattern(
            "\\b(?:i'll|i will|we'll|i'm going to|i can|i could|i promise|let me|i've|i have|i did)\\b");

    static final Pattern SUMS = EnglishWords.pattern(SUM);

    static final Pattern BUDGET =
            EnglishWords.pattern("\\b(?:budget\\b[^,;]*?|spend\\b[^,;]*?)(" + SUM + ")|(" + SUM + ") budget\\b");

    /** An upper bound, as in {@link #AT_MOST} or {@link #BELOW}. */
    static final Pattern BOUNDED_ABOVE = EnglishWords.pattern(AT_MOST + "|\\b" + BELOW);

    static final Pattern PRICE =
            EnglishWords.pattern("(?:" + AT_MOST + "|\\b" + BELOW + ")\\s+(?:an? |the )?(" + SUM + ")");

    private AmountPatterns() {}
}
