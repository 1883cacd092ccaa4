package dev.commonground.samples.offline;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Every word that the rules know. None comes from a sample: these are words of any page and any business. */
final class Vocabulary {

    /** What a task asks for. */
    static final Set<String> RESEARCHING = words("read find record gather collect research extract study learn note");

    static final Set<String> DRAFTING = words("write draft compose prepare create produce author");
    static final Set<String> EDITING = words("correct check edit review revise proofread fix polish improve finalize");
    static final Set<String> SETTLING = words("settle resolve reconcile arbitrate");
    static final Set<String> SUMMING_UP = words("summarize summarise");
    static final Set<String> DETERMINERS = words("the a an this that your our their each every of final first last");

    /** How a tool that reads a source speaks of itself. */
    static final Set<String> READING =
            words("read reads reader list lists fetch fetches get gets load loads open opens returns");

    static final Set<String> SOURCES =
            words("note notes document documents call calls page pages file files log logs transcript"
                    + " transcripts minutes mail mails interview interviews source sources");
    static final Pattern SUBJECT_OF_TASK = pattern("\\b(?:of|for|about)\\s+([^.,;:\\n]+)");
    static final Pattern WORK_OF_TASK = pattern(
            "\\b(?:write|draft|compose|prepare|create|produce|author)\\s+(?:the |an? )?(.+?)(?:[.,;:\\n]| that | which | using | from | in |$)");

    /** Words that carry no meaning of their own. */
    static final Set<String> IDLE = words(
            "the a an this that these those it its they them their we our us you your he"
                    + " she his her i me my is are be been was were has have had do does not no and or but of in on at by for"
                    + " from with to as so if then than there here when where who what which will would can could should must"
                    + " may might need needs want wants also all any each every more most one only very out up about into over");

    /** Who may speak for the reader of the text, and what the text may be called. */
    static final Set<String> CLIENTS = words("client customer company board team committee management buyer buyers"
            + " director directors department owner owners manager managers head chief reader readers reviewer reviewers"
            + " side chain firm group everyone everybody nobody they he she people staff");

    /** Labels in front of a line that are no speaker's name. */
    static final Set<String> LABELS = words(
            "length tone style format deadline due budget open question questions note notes"
                    + " must decision decisions agreed subject date attendees present limit limits requirements todo haves required needed include");

    static final Pattern MAX_WORDS =
            pattern("(?:(?:at most|no more than|not more than|up to|under|below|within|less than"
                    + "|fewer than|a maximum of|maximum|max)\\s+)?(?:an? |the )?\\b(\\d[\\d,.]*)[\\s-]+words?\\b"
                    + "(?:\\s+(?:limit|maximum|max|cap|ceiling|at most|tops|or less|or fewer))?");

    /** Forms that are written in paragraphs; every other form is laid out as headed blocks of bullets. */
    static final Set<String> PROSE_FORMS =
            words("report memo letter essay prose email mail text article paper story note");

    static final Pattern LIST_BREAK =
            pattern("\\s*,\\s*(?:and |or |nor |plus )?|\\s+(?:and|or|nor|plus|as well as)\\s+");

    /** What one asks to learn how things stand, whatever the business. */
    static final List<String> SITUATION_QUESTIONS = List.of(
            "how much time they spend or lose: hours, minutes",
            "what it costs, saves or pays back",
            "what they run and how large it is: people, places, equipment");

    static final Set<String> BUSINESS = words(
            "payback cost costs saving savings revenue turnover employees"
                    + " order orders margin price prices licence license customers complaints errors profit sales growth percent");

    /** What a text may not claim unless a note does. */
    static final Set<String> CLAIMS =
            words("guarantee guaranteed guarantees proven award awards certified leading unrivalled"
                    + " unique percent two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred"
                    + " thousand million monday tuesday wednesday thursday friday saturday sunday january february april june july"
                    + " august september october november december");

    /** Words that many topics share, as terms; they alone make no statement about a topic. */
    static final Set<String> GENERAL =
            words("figure number data table list section part plan information detail overview term condition date");

    /** Words of a heading that gathers the whole text. */
    static final Set<String> OVERVIEWS =
            words("summary overview introduction abstract outline highlights conclusion points");

    /** Labels of an open question, which say nothing of it. */
    static final Pattern OPEN_LABEL =
            pattern("^(?:still open|open question|to be (?:confirmed|clarified)|tbd)[:,]?\\s+");

    /** How a refusal says that something was missing, or that something must go. */
    static final Pattern LACKING =
            pattern("\\b(?:lacks?|missing|without|must (?:include|mention|contain)|does not (?:include|occur"
                    + "|mention|contain|say))\\b");

    static final Pattern REMOVE = pattern("\\bremove (.+)$");
    static final Pattern QUOTED = pattern("[\"“']([^\"”']+)[\"”']");

    /** Families of tone, and the words that do not belong to them with what takes their place. */
    static final Set<String> FRIENDLY_TONES =
            words("friendly casual warm informal relaxed conversational personal playful light cheerful");

    static final Map<String, String> CASUAL = Map.ofEntries(
            Map.entry("hey", ""),
            Map.entry("yeah", ""),
            Map.entry("wow", ""),
            Map.entry("super", "very"),
            Map.entry("awesome", "good"),
            Map.entry("cool", "good"),
            Map.entry("guys", "people"),
            Map.entry("folks", "people"),
            Map.entry("stuff", "material"),
            Map.entry("gonna", "going to"),
            Map.entry("wanna", "want to"),
            Map.entry("gotta", "have to"),
            Map.entry("kinda", "rather"),
            Map.entry("thanks", "thank you"),
            Map.entry("okay", "acceptable"),
            Map.entry("ok", "acceptable"),
            Map.entry("totally", "fully"));
    static final Map<String, String> STIFF = Map.ofEntries(
            Map.entry("hereby", ""),
            Map.entry("heretofore", "so far"),
            Map.entry("henceforth", "from now on"),
            Map.entry("aforementioned", "same"),
            Map.entry("pursuant to", "under"),
            Map.entry("shall", "will"));

    private Vocabulary() {}

    private static Set<String> words(String list) {
        return Set.copyOf(Arrays.asList(list.split(" ")));
    }

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}
