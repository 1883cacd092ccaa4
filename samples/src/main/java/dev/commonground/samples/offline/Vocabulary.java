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

    static final Set<String> DOCUMENTS = words("it document proposal text offer paper report result summary section"
            + " sections page pages draft version wording language tone length words reader readers meeting meetings"
            + " review reviews read reads present presents presented figures everything");

    /** A page's author in private: what is said there is no client's wish. */
    static final Set<String> AUTHOR = words("i i'm i'll i've i'd my mine myself we we're we'll we've");

    static final Set<String> PRIVATE = words("daughter daughters son sons wife husband kid kids mother father mum dad"
            + " sister brother uncle aunt grandmother neighbour neighbours dog cat cats weather rain snow sunny lunch"
            + " breakfast dinner train trains traffic holiday holidays vacation birthday wedding party joke jokes");
    static final Pattern SOMEBODY_ELSE =
            pattern("\\b(?:another|other|previous|former|last)(?: big)? (?:client|customer)s?\\b");
    static final Pattern IN_THE_PAST =
            pattern("\\b(?:was|were|had|used to|last (?:year|time|month|week)|previous|earlier|ago)\\b");
    static final Pattern SUPPOSED = pattern("^(?:if|unless|whenever|maybe|perhaps|imagine)\\b");
    static final Pattern NOT_NEEDED =
            pattern("\\b(?:don't|doesn't|do not|does not|didn't|did not) (?:need|want|require)\\b");
    static final Pattern REPORTED = pattern(
            "^(.{1,60}?)\\b(?:said|says|told (?:us|me)|tells (?:us|me)|explained|stressed|repeated|added"
                    + "|pointed out|made it clear|made clear|(?:was|were|is) (?:very |quite )?clear)(?: that)?[:,]?\\s+(.+)$");

    /** Where one clause ends and the next begins. */
    static final String FINITE =
            "needs?|needed|wants?|wanted|uses?|prefers?|requires?|expects?|must|should|has|have|never|"
                    + "works?|reviews?|reads?|presents?|insists?|insisted|asks?|asked|would|is|are|will|can|cannot|loses?|lose|"
                    + "spends?|pays?|runs?|sells?|employs?|lacks?|opens?|starts?|begins?|leads?|likes|avoids?|accepts?|meets?";

    static final Pattern CLAUSE_BREAK = pattern("\\s*(?:;|,(?:\\s+(?:and|but|so|then|also))?|\\s(?:and|but))\\s+"
            + "(?=(?:(?:it|they|he|she|the \\p{L}+|their \\p{L}+)\\s+)?(?:" + FINITE
            + "|no|not|avoid|leave|keep|put|don't|do not|doesn't|does not|please|skip|omit|make sure|nothing (?:about|on)"
            + "|include|mention|add)\\b)");
    static final Pattern SUBJECT = pattern("^(.*?)\\s*\\b(?:" + FINITE + ")\\b");
    static final Set<String> LINKS = words(
            "and but also so then right well anyway still oh really clearly always again please note notes important do don't not");

    /** Labels in front of a line that are no speaker's name. */
    static final Set<String> LABELS = words(
            "length tone style format deadline due budget open question questions note notes"
                    + " must decision decisions agreed subject date attendees present limit limits requirements todo haves required needed include");

    /** Requirements of length, time and money. */
    static final String MONTH =
            "(?:January|February|March|April|May|June|July|August|September|October|November|December)";

    static final String DATE = "(?:(?:next |this )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\\d{1,2}(?:st|nd|rd|th)?"
            + "(?: of)? " + MONTH + "(?: \\d{4})?|" + MONTH
            + " \\d{1,2}(?:st|nd|rd|th)?(?:,? \\d{4})?|\\d{4}-\\d{2}-\\d{2}"
            + "|(?:the )?end of (?:the |next |this )?(?:week|month|quarter|year|" + MONTH + ")|tomorrow|noon)";
    static final Pattern DATES = pattern(DATE + "|\\b\\d{1,2}[:.]\\d{2}\\b|\\b\\d{1,2} ?(?:am|pm|o'clock)\\b");
    static final String MONEY = "(?:[€$£]\\s?\\d+(?:[.,]\\d+)*(?:\\s?(?:k|m|thousand|million)\\b)?|\\d+(?:[.,]\\d+)*"
            + "(?:\\s?(?:k|thousand|million))?\\s?(?:euros?|dollars?|pounds?|francs?|EUR|USD|GBP|CHF)\\b)";
    static final Pattern MAX_WORDS =
            pattern("(?:(?:at most|no more than|not more than|up to|under|below|within|less than"
                    + "|fewer than|a maximum of|maximum|max)\\s+)?(?:an? |the )?\\b(\\d[\\d,.]*)[\\s-]+words?\\b"
                    + "(?:\\s+(?:limit|maximum|max|cap|ceiling|at most|tops|or less|or fewer))?");
    static final Pattern LIMITING = pattern(
            "\\b(?:limit|at most|more than|max|maximum|under|below|up to|within|keep|cap"
                    + "|exceed|shorter|less|fewer|tops|needs?|wants?|accepts?|should|must|prefers?|expects?|agreed|enough|plenty)\\b");
    static final Pattern DEADLINE = pattern(
            "\\b(?:by|before|due(?: on| by| in)?|no later than|deadline(?: is)?:?)\\s+(?:noon on )?(" + DATE + ")");
    static final Pattern DELIVERING =
            pattern("\\b(?:due|deadline|later than|needs?|wants?|expects?|must|send|deliver|submit"
                    + "|hand in|ready|desk|sign|finish)\\b");
    static final Pattern BUDGET =
            pattern("\\b(?:budget\\b[^,;]*?|spend\\b[^,;]*?)(" + MONEY + ")|(" + MONEY + ") budget\\b");

    /** Requirements of tone, order and form. */
    static final String TONE_WORD = "(formal|informal|friendly|casual|warm|plain|neutral|polite|professional|relaxed|"
            + "conversational|sober|serious|playful|businesslike|personal)";

    static final Pattern TONE_KNOWN = pattern("\\b(?:in )?(?:an? |the )?" + TONE_WORD
            + " (?:tone|language|wording|style|register|voice)\\b|\\b(?:tone|style|wording|language)\\b(?: (?:must|should|has|"
            + "needs|is|to|be|stay|stays|remain))*:?\\s+(?:very |strictly |quite )?" + TONE_WORD
            + "\\b|\\b(?:keep|make|write|wants?|prefers?) (?:it|this|things|everything|the \\p{L}+) (?:very |strictly )?"
            + "(?:\\p{L}+(?:,| and) )?" + TONE_WORD + "\\b");
    static final Pattern TONE_NEW = pattern("\\b(?:in )?(?:an? |the )?(\\p{L}{4,}) tone\\b");
    static final Set<String> NO_TONE = words("this that right same whole good what dial ring skin their your");
    static final String TOPIC = "([\\p{L}\\p{N}&/'-]+(?: [\\p{L}\\p{N}&/'-]+){0,3}?)";
    static final String STOP =
            "(?=\\s*(?:$|[,.;:()]|\\b(?:and|then|because|since|so|before|not|please|as|in|for|or)\\b))";
    static final Pattern START_WITH =
            pattern("\\b(?:starts?|opens?|leads?|begins?)(?: (?:it|this|everything|off|the \\p{L}+))?"
                    + " with (?:the |an? |their )?" + TOPIC + STOP);
    static final String FRONT = " (?:(?:must |should |has to |needs to |to |always )?(?:comes?|goes|go|stands?) )?"
            + "(?:(?:right |at the very )?first|up front|(?:at|on) the (?:very )?(?:top|front|beginning))\\b" + STOP;
    static final Pattern WANTED_FIRST =
            pattern("(?<=\\b(?:needs?|wants?|prefers?|expects?|puts?|likes?|see|reads?|have)\\s)(?:the |an? |their )?"
                    + TOPIC + FRONT);
    static final Pattern FIRST = pattern("(?:^|[,:;]\\s*)(?:the |an? |their )?" + TOPIC + FRONT);
    static final Set<String> VAGUE = words(
            "it this that them him her us me you we they something anything nothing more time"
                    + " help look chat call break answer reply safety ladies things thing one name everything proposal document text offer paper version draft");
    static final String FORM = "(?:an? )?([\\p{L}-]+(?: [\\p{L}-]+){0,2}?)(?: format| form)?" + STOP;
    static final Pattern PRESENTED_AS =
            pattern("\\b(?:reviews?|reads?|presents?|shares?|circulates?|discuss(?:es)?|approves?"
                    + "|decides?|wants?|prefers?|needs?|expects?|works?|sends?)\\s+(?:it |them |this |everything |all |things |the \\p{L}+ "
                    + "|proposals |documents |offers |every \\p{L}+ |only )*(?:in|as|in the form of)\\s+" + FORM);
    static final Pattern USES = pattern("\\b(?:uses?|works? with)\\s+(?:only |mostly |mainly )?" + FORM);
    static final Pattern FORMAT_LABEL = pattern("^format(?: is| should be| must be)?:?\\s+" + FORM);
    static final Set<String> NO_FORM = words("the their my his her morning evening afternoon detail full person silence"
            + " advance time bed office town peace general short mind them it shifts pairs");

    /** Forms that are written in paragraphs; every other form is laid out as headed blocks of bullets. */
    static final Set<String> PROSE_FORMS =
            words("report memo letter essay prose email mail text article paper story note");

    /** Requirements of content; each pattern ends in the list of what is meant. */
    static final String LIST = "\\s+(?:any |also )?(.+)$";

    static final Pattern FORBIDS =
            pattern("(?:\\bnever|\\bnot|n't|\\bcannot) (?:to )?(?:mention|include|show|name|write about"
                    + "|talk about|bring up|refer to|discuss|contain|list)" + LIST
                    + "|\\b(?:no mention of|no word (?:of|about|on)|nothing (?:about|on)|leaves? out|avoids?|skips?|omits?|stay away"
                    + " from|steer clear of)" + LIST
                    + "|\\b(?:leave|keep)\\s+(.+?)\\s+out\\b"
                    + "|^(?:never|do not|don't) use" + LIST
                    + "|(?:^|\\b(?:wants?|needs?|be|accepts?|with|prefers?|please) )no" + LIST);
    static final Pattern TABOO = pattern("^(.+?) (?:is|are) (?:taboo|off limits|out of the question|unwelcome)\\b");
    static final Set<String> IDLE_NO =
            words("idea problem longer more one rush worries news change changes question questions"
                    + " way wonder doubt need time luck surprise further reply answer agenda less later fewer matter");
    static final Pattern REQUIRES =
            pattern("\\b(?:must|should|has to|have to|needs? to|ought to) (?:also |clearly |always )?"
                    + "(?:include|contain|show|mention|cover|list|name|give|state|explain|have|carry)" + LIST
                    + "|(?:^|\\bmake sure (?:to |it |we |you |that it )?)(?:includes?|add|mentions?|cover|shows?)"
                    + LIST
                    + "|^(?:must[- ]haves?|to include|needed|required|requirements?):" + LIST
                    + "|\\b(?:don't|do not|never) forget(?: to (?:include|mention|add))?" + LIST
                    + "|\\b(?:needs?|needed|wants?|wanted|requires?|expects?|asked for|asks? for|insists? on|insisted on|would like"
                    + "|is looking for|are looking for)(?: to (?:see|have|know|read|get|find))?" + LIST);
    static final Pattern NO_OBJECT = pattern("^(?:to|that|whether|how|why|us|you|me|no|nothing|not|it|him)\\b");
    static final Pattern LIST_BREAK =
            pattern("\\s*,\\s*(?:and |or |nor |plus )?|\\s+(?:and|or|nor|plus|as well as)\\s+");
    static final Pattern TAIL = pattern(
            "\\s+(?:in|on|at|by|because|so|since|before|after|that|which|who|when|where|while|if|as"
                    + "|within|there|anywhere|at all|too|please|somewhere|for (?:the|their|each|every|any|us|them|all|both))\\b.*$");
    static final Pattern DETERMINER = pattern("^(?:the|an?|some|any|their|our|its|all|also)\\s+");

    /** What one asks to learn how things stand, whatever the business. */
    static final List<String> SITUATION_QUESTIONS = List.of(
            "how much time they spend or lose: hours, minutes",
            "what it costs, saves or pays back",
            "what they run and how large it is: people, places, equipment");

    /** What is known, settled or open. */
    static final Pattern OPEN =
            pattern("\\b(?:still open|open question|to be (?:confirmed|clarified)|tbd)\\b|\\b(?:don't|do not|"
                    + "doesn't|nobody) knows? (?:yet )?(?:whether|who|what|when|how|if|which|yet)\\b|\\b(?:unclear|not (?:yet )?sure|"
                    + "not yet clear)\\b");

    static final Pattern DECIDED = pattern("\\b(?:agreed|decided|settled on|signed off on)\\b");
    static final Pattern PREFERS = pattern("\\bprefers?\\s+\\p{L}");
    static final Pattern SITUATION = pattern(
            "\\b(?:uses?|runs?|works? with|lacks?|loses?|lose|spends?|pays?|sells?|employs?|struggles? with)\\s+\\p{L}");
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
