package dev.commonground.samples.offline;

import dev.commonground.crew.check.WordStems;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Every word that the rules know. They are words of any page and any business; none comes from a sample. */
final class OfflineVocabulary {

    /** The verbs of a task, by the kind of its work. */
    static final Set<String> RESEARCHING = words("read find record gather collect research extract study learn note");

    static final Set<String> DRAFTING = words("write draft compose prepare create produce author");
    static final Set<String> EDITING = words("correct check edit review revise proofread fix polish improve finalize");
    static final Set<String> SETTLING = words("settle resolve reconcile arbitrate");
    static final Set<String> SUMMING_UP = words("summarize summarise");
    static final Set<String> DETERMINERS = words("the a an this that your our their each every of final first last");

    /** The words of a tool that reads a source, in its name or description. */
    static final Set<String> READING =
            words("read reads reader list lists fetch fetches get gets load loads open opens returns");

    static final Set<String> SOURCES =
            words("note notes document documents call calls page pages file files log logs transcript"
                    + " transcripts minutes mail mails interview interviews source sources");
    static final Pattern SUBJECT_OF_TASK = pattern("\\b(?:of|for|about)\\s+([^.,;:\\n]+)");
    static final Pattern WORK_OF_TASK = pattern(
            "\\b(?:write|draft|compose|prepare|create|produce|author)\\s+(?:the |an? )?(.+?)(?:[.,;:\\n]| that | which | using | from | in |$)");

    /** Words without a meaning of their own. */
    static final Set<String> IDLE = words(
            "the a an this that these those it its they them their we our us you your he"
                    + " she his her i me my is are be been was were has have had do does not no and or but of in on at by for"
                    + " from with to as so if then than there here when where who what which will would can could should must"
                    + " may might need needs want wants also all any each every more most one only very out up about into over");

    /** Words for the people that speak for a client. */
    static final Set<String> CLIENTS = words("client customer company board team committee management buyer buyers"
            + " director directors department owner owners manager managers head chief reader readers reviewer reviewers"
            + " side chain firm group everyone everybody nobody they he she people staff");

    static final Pattern MAX_WORDS =
            pattern("(?:(?:at most|no more than|not more than|up to|under|below|within|less than"
                    + "|fewer than|a maximum of|maximum|max)\\s+)?(?:an? |the )?\\b(\\d[\\d,.]*)[\\s-]+words?\\b"
                    + "(?:\\s+(?:limit|maximum|max|cap|ceiling|at most|tops|or less|or fewer))?");

    /** Forms that are written in paragraphs; every other form is laid out as headed blocks of bullets. */
    static final Set<String> PROSE_FORMS =
            stems("report memo letter essay prose email mail text article paper story note");

    static final Pattern LIST_BREAK =
            pattern("\\s*,\\s*(?:and |or |nor |plus )?|\\s+(?:and|or|nor|plus|as well as)\\s+");

    /** Questions about the situation of a client, for any business. */
    static final List<String> SITUATION_QUESTIONS = List.of(
            "how much time they spend or lose: hours, minutes",
            "what it costs, saves or pays back",
            "what they run and how large it is: people, places, equipment");

    static final Set<String> BUSINESS = words(
            "payback cost costs saving savings revenue turnover employees"
                    + " order orders margin price prices licence license customers complaints errors profit sales growth percent");

    /** Words of claims that need a note. */
    static final Set<String> CLAIMS =
            words("guarantee guaranteed guarantees proven award awards certified leading unrivalled"
                    + " unique percent two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred"
                    + " thousand million monday tuesday wednesday thursday friday saturday sunday january february april june july"
                    + " august september october november december");

    /** Words that many topics share. They alone do not make a statement about a topic. */
    static final Set<String> GENERAL =
            stems("figure number data table list section part plan information detail overview term condition date");

    /** Words of a heading that summarizes the whole text. */
    static final Set<String> OVERVIEWS =
            words("summary overview introduction abstract outline highlights conclusion points");

    /** Labels of an open question, which are not part of the question. */
    static final Pattern OPEN_LABEL =
            pattern("^(?:still open|open question|to be (?:confirmed|clarified)|tbd)[:,]?\\s+");

    /** The words of a refusal about a missing topic or about words to remove. */
    static final Pattern LACKING =
            pattern("\\b(?:lacks?|missing|without|must (?:include|mention|contain)|does not (?:include|occur"
                    + "|mention|contain|say))\\b");

    static final Pattern REMOVE = pattern("\\bremove (.+)$");
    static final Pattern QUOTED = pattern("[\"“']([^\"”']+)[\"”']");

    /** The tones of a text that addresses its reader. Every other tone is formal. */
    static final Set<String> FRIENDLY_TONES =
            words("friendly casual warm informal relaxed conversational personal playful light cheerful");

    /** Casual words that the check of the tone does not know, with their replacements. */
    static final Map<String, String> MORE_CASUAL =
            Map.of("wow", "", "super", "very", "thanks", "thank you", "totally", "fully");

    private OfflineVocabulary() {}

    private static Set<String> words(String list) {
        return Set.copyOf(Arrays.asList(list.split(" ")));
    }

    private static Set<String> stems(String list) {
        return Set.copyOf(WordStems.stems(list));
    }

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}
