package dev.commonground.rules;

import java.util.Set;
import java.util.regex.Pattern;

/** Patterns of the tone, the order and the form of a text. */
final class StylePatterns {

    static final Set<String> TONES =
            EnglishWords.set("formal informal friendly casual warm plain neutral polite professional relaxed"
                    + " conversational sober serious playful businesslike personal");

    static final Pattern TONE_NEW = EnglishWords.pattern("\\b(?:in )?(?:an? |the )?(\\p{L}{4,}) tone\\b");

    /** Words before "tone" that name no tone. */
    static final Set<String> NO_TONE =
            EnglishWords.set("this that right same whole good what dial ring skin their your");

    static final String TOPIC = "([\\p{L}\\p{N}&/'-]+(?: [\\p{L}\\p{N}&/'-]+){0,3}?)";

    static final Pattern START_WITH =
            EnglishWords.pattern("\\b(?:starts?|opens?|leads?|begins?)(?: (?:it|this|everything|off|the \\p{L}+))?"
                    + " with (?:the |an? |their |our |your )?" + TOPIC + ClausePatterns.STOP);

    /** Words for the first position. */
    static final String FRONT = " (?:(?:must |should |has to |needs to |to |always )?(?:comes?|goes|go|stands?) )?"
            + "(?:(?:right |at the very )?first|up front|(?:at|on) the (?:very )?(?:top|front|beginning))\\b"
            + ClausePatterns.STOP;

    static final Pattern WANTED_FIRST = EnglishWords.pattern(
            "(?<=\\b(?:needs?|wants?|prefers?|expects?|puts?|likes?|see|reads?|have)\\s)(?:the |an? |their )?" + TOPIC
                    + FRONT);

    static final Pattern FIRST = EnglishWords.pattern("(?:^|[,:;]\\s*)(?:the |an? |their )?" + TOPIC + FRONT);

    static final String FORM = "(?:an? )?([\\p{L}-]+(?: [\\p{L}-]+){0,2}?)(?: format| form)?" + ClausePatterns.STOP;

    static final Pattern PRESENTED_AS =
            EnglishWords.pattern("\\b(?:reviews?|reads?|presents?|shares?|circulates?|discuss(?:es)?|approves?"
                    + "|decides?|wants?|prefers?|needs?|expects?|works?|sends?)\\s+(?:it |them |this |everything |all |things |the \\p{L}+ "
                    + "|proposals |documents |offers |every \\p{L}+ |only )*(?:in|as|in the form of)\\s+" + FORM);

    /** A text that must be in a form. */
    static final Pattern REQUIRED_FORM = EnglishWords.pattern(
            "\\b(?:must|should|has to|have to|needs? to|is to|are to|shall) (?:always |only )?be (?:sent |delivered |written |submitted |stored |saved |published )?(?:only )?(?:in|as|an?) "
                    + FORM);

    static final Pattern USES = EnglishWords.pattern("\\b(?:uses?|works? with)\\s+(?:only |mostly |mainly )?" + FORM);

    static final Pattern FORMAT_LABEL = EnglishWords.pattern("^format(?: is| should be| must be)?:?\\s+" + FORM);

    /** Words that name no form. */
    static final Set<String> NO_FORM =
            EnglishWords.set("the their my his her morning evening afternoon detail full person silence"
                    + " advance time bed office town peace general short mind them it shifts pairs");

    static final Set<String> FORMS =
            EnglishWords.set("report memo letter essay prose email mail text article paper story note table list point"
                    + " pdf spreadsheet presentation document markdown checklist csv brochure one-pager page");

    private StylePatterns() {}
}
