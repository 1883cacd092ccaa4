package dev.commonground.learning.rules;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Every word that the rules know: general English as it is spoken about work, in any trade. {@link Lexicon} holds what a
 * user adds.
 */
final class Vocabulary {

    /** Words that carry no meaning of their own. */
    static final Set<String> IDLE = words("the a an this that these those it its they them their we our us you your he"
            + " she his her i me my is are be been was were has have had do does did no not and or but of in on at by for"
            + " from with to as so if then than there here when where who what which will would can could should must"
            + " may might need needs want wants also all any each every more most one only very out up about into over"
            + " how why whether yet still know don't just now");

    // Who speaks, and of what.

    /** Who may speak for those the work is done for. */
    static final Set<String> CLIENTS = words("client customer company board team committee management buyer buyers"
            + " director directors department owner owners manager managers head chief reader readers reviewer reviewers"
            + " side chain firm group everyone everybody nobody they he she people staff boss");

    /** What the text that is to come may be called. */
    static final Set<String> DOCUMENTS = words("it document proposal text offer paper report result summary section"
            + " sections page pages draft version wording language tone length words reader readers meeting meetings"
            + " review reviews read reads present presents presented figures everything");

    /** Of these, the words that can mean nothing but a text. */
    static final Set<String> TEXTS = words("document documents proposal proposals text texts offer offers paper papers"
            + " report reports summary section sections page pages draft drafts wording letter letters email emails mail"
            + " mails memo memos article articles presentation presentations newsletter statement announcement notice"
            + " minutes post-mortem postmortem brochure handbook manual contract invoice invoices quote brief");

    /** What a text is made of: whoever wants one of these wants it said or shown. */
    static final Set<String> CONTENTS = words("figure figures number numbers table tables chart charts diagram diagrams"
            + " graph graphs map maps appendix annex chapter section sections summary summaries overview overviews"
            + " breakdown breakdowns timeline timelines schedule references reference example examples quotes"
            + " quotations footnotes footnote glossary acronyms jargon buzzwords abbreviations contractions emojis emoji"
            + " slang exclamations discounts discount prices pricing guarantees names competitors screenshots costs risks"
            + " assumptions recommendations recommendation conclusion conclusions introduction abstract disclaimer"
            + " findings headline headlines terms sources checklist calculation estimate estimates clause clauses logo"
            + " superlatives");

    static final Set<String> AUTHOR = words("i i'm i'll i've i'd my mine myself we we're we'll we've");
    static final Set<String> PARTIES = words("we we've our ours us you you're your");

    static final Set<String> PRIVATE = words("daughter daughters son sons wife husband kid kids mother father mum dad"
            + " sister brother uncle aunt grandmother neighbour neighbours dog cat cats weather rain snow sunny lunch"
            + " breakfast dinner train trains traffic holiday holidays vacation birthday wedding party joke jokes");

    /** What nobody shares at work, and who says it does not mean it for a memory of the team. */
    static final Set<String> INTIMATE = words(
            "doctor doctor's dentist therapy therapist pregnant pregnancy divorce"
                    + " diagnosis illness disease cancer depression salary mortgage diet gym marriage girlfriend boyfriend"
                    + " tea coffee beer wine cake biscuit biscuits pizza sports football grandma grandpa grandfather school homework puppy allergy allergic hospital surgery funeral");

    static final Pattern CONFIDENTIAL =
            pattern("\\b(?:between (?:you and me|us|ourselves)|off the record|keep (?:this|that|it)"
                    + " (?:to yourself|private|between)|don't tell|do not tell|confidential(?:ly)?|personal(?:ly)? (?:matter|thing)"
                    + "|in confidence|don't (?:note|record|write) (?:this|that) down|privately)\\b");

    static final Pattern SOMEBODY_ELSE = pattern(
            "\\b(?:another|other|previous|former|last|old|ex-?)(?: big)?[ -]?(?:client|customer|vendor|supplier|employer|boss"
                    + "|company|job|project|team)(?:s|'s)?\\b");
    static final Pattern IN_THE_PAST =
            pattern("\\b(?:was|were|had|used to|last (?:year|time|month|week)|previous|earlier|ago)\\b");

    /** Somebody tells what somebody said: who, and what. */
    static final Pattern REPORTED = pattern(
            "^(.{1,60}?)\\b(?:said|says|told (?:us|me)|tells (?:us|me)|explained|stressed|repeated|added"
                    + "|pointed out|made it clear|made clear|(?:was|were|is) (?:very |quite )?clear)(?: that)?[:,]?\\s+(.+)$");

    static final Pattern HEARSAY = pattern(
            "\\b(?:said|says|saying|wrote|writes|(?<!be )told|tells|claims|claimed|insisted|quoted?"
                    + "|according to|rumou?rs?|apparently|allegedly|supposedly|reportedly|i (?:heard|read)|word is)\\b");

    // What is not meant.

    static final Pattern SUPPOSED = pattern("^(?:if|unless|whenever|maybe|perhaps|imagine)\\b");

    static final Pattern POLITE_IF = pattern(
            ",?\\s*\\bif (?:at all )?(?:possible|you (?:can|could|please|like|don't mind)|that's ok(?:ay)?)\\b");
    static final Pattern HYPOTHETICAL = pattern(
            "\\b(?:if|unless|in case|maybe|perhaps|probably|possibly|presumably"
                    + "|hypothetical(?:ly)?|suppos(?:e|ing)|assum(?:e|ing)|imagine|in theory|theoretically|(?:let's )?say(?=,)"
                    + "|let's say|could|might|would(?:n't)? have|should(?:n't)? have (?:been|had|\\p{L}+ed)|were to|had (?:we|they|he|she|it|i) |wouldn't it"
                    + "|for (?:example|instance)|e\\.g|(?:i|we) (?:think|thought|guess|suppose|believe|assume|assumed|wonder|wish"
                    + "|wanted|considered|were thinking|doubt|feel)|i'm (?:thinking|not sure|guessing)|we're (?:thinking|considering)"
                    + "|thinking (?:of|about)|not certain|i (?:hope|dreamt|dreamed)|hopefully|one day|someday|in an ideal world"
                    + "|would be (?:nice|great|good|ideal|better)|it'd be|that'd be|as though|as long as|otherwise|or else"
                    + "|provided|depending|depends|either|too bad|sort of|kind of|roughly|around|about \\d|some say|almost|nearly)\\b");
    static final Pattern SARCASTIC =
            pattern("\\b(?:yeah,? (?:right|sure)|oh,? (?:sure|great|joy|yes|of course|wonderful)"
                    + "|as if|(?:just )?(?:kidding|joking)|what could (?:possibly )?go wrong|just what (?:we|i) need(?:ed)?"
                    + "|because (?:that|this|it) (?:always |really )?(?:works?|worked|went|goes|helped|helps) (?:so |out )?"
                    + "|lol|haha+|brilliant idea|great idea|good luck with|obviously (?:we|nobody|everyone) |why not (?:just|also)"
                    + "|sure,? (?:let's|why|because|and)|while we're at it|next you'll|might as well|nothing says|clearly,? (?:we|what))"
                    + "|(?:;-?\\)|/s\\b|🙃|😂|🙄|😜)");
    static final Pattern NOT_MEANT = pattern("\\b(?:scratch that|never ?mind(?: that)?|forget (?:that|it|what i said)"
            + "|(?:i'm |i was |was |that was |only )?(?:just )?(?:kidding|joking|a joke)|i take (?:that|it) back|strike that"
            + "|on second thoughts?|disregard that)\\b");
    static final Pattern OBJECTION = pattern(
            "^(?:no\\b|nope|not so fast|wait|hold on|hm+\\b|i (?:disagree|object|doubt)|i'm"
                    + " (?:not (?:convinced|sure|happy)|against)|absolutely not|definitely not|certainly not|never\\b|please don't"
                    + "|not (?:yet|really|before|until|a good)|i'd rather not|let's not|that's (?:not|wrong|too)|we can't|over my|but\\b)");

    /** Orders to whoever keeps the memory, or to a model that reads it. */
    static final Pattern INJECTED = pattern(
            "\\b(?:ignore|disregard|forget|override|overrule|bypass|drop|delete|erase|wipe|clear|discard|overwrite)\\s+"
                    + "(?:\\p{L}+\\s+){0,3}?(?:instructions?|rules?|constraints?|prompts?|guidelines|guardrails|memor(?:y|ies)"
                    + "|restrictions|directives|requirements|everything|context|(?:you (?:were|have been) told))\\b"
                    + "|\\b(?:system prompt|system message|developer mode|jailbreak|you are now|you're now|pretend (?:to be|you)"
                    + "|act as|as an? (?:ai|assistant|language model|llm)|new instructions|your (?:instructions|memory|training"
                    + "|guidelines|prompt)|(?:to|dear|attention|hey|note to|message to|hello) (?:the |all )?(?:ai|assistants?|agents?|models?|llms?|bots?)"
                    + "|(?:all|every|other|any) (?:ai |llm )?(?:agents?|assistants?|models?|bots?) (?:must|should|shall|will|are|reading)"
                    + "|(?:save|store|record|write|put|add|insert|remember|memori[sz]e|note) (?:\\p{L}+\\s+){0,4}?(?:in|into|to|as)"
                    + " (?:(?:your|the|team|shared|long-term)\\s+){0,2}(?:memory|database of facts|constraints?|knowledge base)"
                    + "|(?:assistant|agent|model|ai|bot|llm)[,:] )|</?(?:system|instructions?|memory|user|assistant)\\b|\\[(?:system|inst)"
                    + "|###\\s*(?:system|instruction)");

    /** A question that is an order in a friendly voice; the group is the order. */
    static final Pattern REQUEST = pattern(
            "^(?:(?:so|and|ok(?:ay)?|hi|hello|thanks|also)[,!]? )*(?:can|could|would|will) you (?:please |also |then )*"
                    + "((?:keep|make|write|start|begin|open|leave|avoid|use|include|mention|add|put|stay|limit|stick|send|deliver|cut|shorten|submit)\\b.*)\\?$");

    // Clauses.

    static final String FINITE =
            "needs?|needed|wants?|wanted|uses?|prefers?|requires?|expects?|must|should|has|have|never|"
                    + "works?|reviews?|reads?|presents?|insists?|insisted|asks?|asked|would|is|are|will|can|cannot|loses?|lose|"
                    + "spends?|pays?|runs?|sells?|employs?|lacks?|opens?|starts?|begins?|leads?|likes|avoids?|accepts?|meets?";

    static final Pattern CLAUSE_BREAK = pattern("\\s*(?:;|,(?:\\s+(?:and|but|so|then|also))?|\\s(?:and|but))\\s+"
            + "(?=(?:(?:it|they|he|she|the \\p{L}+|their \\p{L}+)\\s+)?(?:" + FINITE
            + "|no|not|avoid|leave|keep|put|don't|do not|doesn't|does not|please|skip|omit|make sure|nothing (?:about|on)"
            + "|include|mention|add|let's)\\b)"
            + "|\\s*(?:;|,?\\s+(?:and|but|so))\\s+(?=(?:we|you|i|nobody|everybody|everyone)\\s+(?:" + FINITE + ")\\b)");
    static final Pattern SUBJECT = pattern("^(.*?)\\s*\\b(?:" + FINITE + ")\\b");
    static final Set<String> LINKS = words(
            "and but also so then right well anyway still oh really clearly always again please note notes important do don't not"
                    + " ok okay yes sure no just important thanks");
    static final Set<String> LABELS =
            words("length tone style format deadline due budget open question questions note notes"
                    + " must decision decisions agreed subject date attendees present limit limits requirements todo haves required needed include"
                    + " reminder important constraint constraints preference rule rules decided");

    // Length, time and money.

    static final String MONTH =
            "(?:January|February|March|April|May|June|July|August|September|October|November|December)";
    static final String TIME = "(?:\\d{1,2}[:.]\\d{2}(?: ?(?:am|pm))?|\\d{1,2} ?(?:am|pm|o'clock)|noon|midnight)";
    static final String DAY = "(?:(?:next |this )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\\d{1,2}(?:st|nd|rd|th)?"
            + "(?: of)? " + MONTH + "(?: \\d{4})?|" + MONTH
            + " \\d{1,2}(?:st|nd|rd|th)?(?:,? \\d{4})?|\\d{4}-\\d{2}-\\d{2}"
            + "|(?:the )?end of (?:the |next |this )?(?:day|week|month|quarter|year|" + MONTH + ")|tomorrow|noon)";
    static final String DATE = "(?:" + DAY + "(?:,? (?:at )?" + TIME + ")?|" + TIME + "(?: on " + DAY + ")?)";
    static final Pattern DATES = pattern(DATE + "|\\b\\d{1,2}[:.]\\d{2}\\b|\\b\\d{1,2} ?(?:am|pm|o'clock)\\b");
    static final String MONEY = "(?:[€$£]\\s?\\d+(?:[.,]\\d+)*(?:\\s?(?:k|m|thousand|million)\\b)?|\\d+(?:[.,]\\d+)*"
            + "(?:\\s?(?:k|thousand|million))?\\s?(?:euros?|dollars?|pounds?|francs?|EUR|USD|GBP|CHF)\\b)";

    /** An amount after the word budget needs no currency. */
    static final String SUM = "(?:" + MONEY + "|\\d+(?:[.,]\\d+)*\\s?(?:k|thousand|million)\\b)";

    static final String NUMBER = "(?:\\d[\\d,.]*\\d|\\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
            + "|fifteen|twenty|thirty|forty|fifty|sixty|ninety|a hundred|two hundred|three hundred|five hundred|a thousand)";

    static final String AT_MOST =
            "(?:at most|no more than|not more than|(?:an? )?(?:absolute )?max(?:imum)?(?: of)?\\.?"
                    + "|no longer than|not longer than|not (?:to )?(?:cost|be|spend|pay|take) more than|not (?:to )?exceed|never (?:more|longer) than|mustn't exceed|can't exceed)";
    static final String BELOW =
            "(?:up to|under|below|within|less than|fewer than|shorter than|limit(?:ed)?(?: \\p{L}+)? to"
                    + "|limit(?: is|:| of)|capp?(?:ed)?(?: of| at| is|:)|keep (?:\\p{L}+ ){1,3}?to|stay (?:under|below|within)"
                    + "|cut (?:\\p{L}+ ){0,3}?(?:down )?to|shorten (?:\\p{L}+ ){1,3}?to|length(?: is|:))";
    static final String AT_LEAST = "(?:at least|no fewer than|no less than|not less than|not fewer than|no shorter than"
            + "|(?:a )?min(?:imum)?(?: of)?\\.?)";
    static final String LIMIT_BEHIND = "(?:,?\\s+(?:limit|maximum|max|cap|ceiling|at most|tops|or less|or fewer)\\b)";

    /** What texts are measured in; {@code singular} words, whose plurals a key holds. */
    static final Set<String> UNITS = words("word words page pages character characters paragraph paragraphs sentence"
            + " sentences section sections chapter chapters bullet bullets line lines item items example examples");

    static final Set<String> TIME_UNITS =
            words("second seconds minute minutes hour hours day days week weeks month months year years");

    static final Pattern MAX_WORDS =
            pattern("(?:(?:at most|no more than|not more than|up to|under|below|within|less than"
                    + "|fewer than|a maximum of|maximum|max)\\s+)?(?:an? |the )?\\b(\\d[\\d,.]*)[\\s-]+words?\\b"
                    + "(?:\\s+(?:limit|maximum|max|cap|ceiling|at most|tops|or less|or fewer))?");
    static final Pattern BOUNDED_BELOW = pattern(AT_LEAST + "\\s+(?:an? |the )?\\d");
    static final Pattern LIMITING = pattern(
            "\\b(?:limit|at most|more than|max|maximum|under|below|up to|within|keep|cap"
                    + "|exceed|shorter|less|fewer|tops|needs?|wants?|accepts?|should|must|prefers?|expects?|agreed|enough|plenty)\\b");

    /** Amounts that are told, not asked for. */
    static final Pattern DESCRIBED = pattern(
            "\\bthere (?:is|are|was|were)\\b|\\b(?:was|were|had|saw|got|took|takes?(?! (?:no|at most))|wrote|written|ran|lost|cost|found|used|sold)\\b(?! more than)");

    static final Pattern DEADLINE = pattern(
            "\\b(?:by|before|due(?: on| by| in| at)?|no later than|not later than|deadline(?: (?:is|moves? to|moved to|now"
                    + "|remains|stays))*:?)\\s+(?:noon on )?(" + DATE + ")");
    static final Pattern DELIVERING =
            pattern("\\b(?:due|deadline|later than|needs?|wants?|expects?|must|send|deliver|submit"
                    + "|hand in|ready|desk|sign|finish)\\b");

    /** In a talk, dates bind what is delivered; whatever else must be done by then is a duty. */
    static final Pattern DELIVERED = pattern(
            "\\b(?:due|deadline|needs?|wants?|expects?|send|deliver|submit|hand in|desk|(?:it|everything|fix|release|work|repair|job|migration|version|final one) (?:must|has to|needs to|should|have to) be (?:out|up|back|live|done|ready|finished|complete|over|sent|delivered|online|in|shipped|submitted))\\b");

    /** What a speaker offers to do is no demand. */
    static final Pattern PROMISED =
            pattern("\\b(?:i'll|i will|we'll|i'm going to|i can|i could|i promise|let me|i've|i have|i did)\\b");

    static final Pattern SUMS = pattern(SUM);
    static final Pattern BUDGET =
            pattern("\\b(?:budget\\b[^,;]*?|spend\\b[^,;]*?)(" + SUM + ")|(" + SUM + ") budget\\b");
    static final Pattern PRICE = pattern("(?:" + AT_MOST + "|" + BELOW + "|\\bexceed)\\s+(?:an? |the )?(" + SUM + ")");

    // Tone, order and form.

    static final Set<String> TONES =
            words("formal informal friendly casual warm plain neutral polite professional relaxed"
                    + " conversational sober serious playful businesslike personal");
    static final Pattern TONE_NEW = pattern("\\b(?:in )?(?:an? |the )?(\\p{L}{4,}) tone\\b");
    static final Set<String> NO_TONE = words("this that right same whole good what dial ring skin their your");
    static final String TOPIC = "([\\p{L}\\p{N}&/'-]+(?: [\\p{L}\\p{N}&/'-]+){0,3}?)";
    static final String STOP =
            "(?=\\s*(?:$|[,.;:()]|\\b(?:and|then|because|since|so|before|not|please|as|in|for|or)\\b))";
    static final Pattern START_WITH =
            pattern("\\b(?:starts?|opens?|leads?|begins?)(?: (?:it|this|everything|off|the \\p{L}+))?"
                    + " with (?:the |an? |their |our |your )?" + TOPIC + STOP);
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
    static final Set<String> FORMS =
            words("report memo letter essay prose email mail text article paper story note table list point"
                    + " pdf spreadsheet presentation document markdown checklist csv brochure one-pager page");

    // Content; each pattern ends in the list of what is meant.

    static final String LIST = "\\s+(?:any |also )?(.+)$";

    static final Pattern FORBIDS_NAMING =
            pattern("(?:\\bnever|\\bnot|n't|\\bcannot) (?:to )?(?:mention|include|name|write about"
                    + "|bring up|refer to|contain|use the (?:words?|phrases?|terms?|expressions?))" + LIST
                    + "|\\b(?:no mention of|no word (?:of|about|on)|nothing (?:about|on))" + LIST);
    static final Pattern FORBIDS =
            pattern("(?:\\bnever|\\bnot|n't|\\bcannot) (?:to )?(?:show|talk about|discuss|list)" + LIST
                    + "|\\b(?:leaves? out|avoids?|skips?|omits?|stay away from|steer clear of)" + LIST
                    + "|\\b(?:leave|keep)\\s+(.+?)\\s+out\\b"
                    + "|^(?:never|do not|don't) use" + LIST
                    + "|(?:^|\\b(?:wants?|needs?|be|accepts?|with|prefers?|please) )no" + LIST);
    static final Pattern TABOO = pattern("^(.+?) (?:is|are) (?:taboo|off limits|out of the question|unwelcome)\\b");
    static final Set<String> IDLE_NO =
            words("idea problem longer more one rush worries news change changes question questions"
                    + " way wonder doubt need time luck surprise further reply answer agenda less later fewer matter");
    static final Pattern REQUIRES_NAMING =
            pattern("\\b(?:must|should|has to|have to|needs? to|ought to) (?:also |clearly |always )?"
                    + "(?:include|contain|mention|cover)" + LIST);
    static final Pattern REQUIRES =
            pattern("\\b(?:must|should|has to|have to|needs? to|ought to) (?:also |clearly |always )?"
                    + "(?:show|list|name|give|state|explain|have|carry)" + LIST
                    + "|(?:^|\\bmake sure (?:to |it |we |you |that it )?)(?:includes?|add|mentions?|cover|shows?)"
                    + LIST
                    + "|^(?:must[- ]haves?|to include|needed|required|requirements?):" + LIST
                    + "|\\b(?:don't|do not|never) forget(?: to (?:include|mention|add))?" + LIST);
    static final Pattern WISHES = pattern(
            "\\b(?:needs?|needed|wants?|wanted|requires?|expects?|asked for|asks? for|insists? on|insisted on|would like"
                    + "|is looking for|are looking for)(?: to (?:see|have|know|read|get|find))?" + LIST);
    static final Pattern NOT_NEEDED =
            pattern("\\b(?:don't|doesn't|do not|does not|didn't|did not) (?:need|want|require)\\b");

    /** What need not be, or was never said, binds nobody. */
    static final Pattern DENIED = pattern(
            "\\b(?:(?:don't|doesn't|do not|does not|didn't|did not|never) (?:have to|need|require|decided?|agreed?|asked?|said?|planned|plan|intend|wanted|care|matter)|needn't|need not|no need|(?:not|isn't) (?:true|necessary|the case))\\b");

    static final Pattern NO_OBJECT = pattern("^(?:to|that|whether|how|why|us|you|me|no|nothing|not|it|him)\\b");
    static final Pattern LIST_BREAK =
            pattern("\\s*,\\s*(?:and |or |nor |plus )?|\\s+(?:and|or|nor|plus|as well as)\\s+");
    static final Pattern TAIL = pattern(
            "\\s+(?:in|on|at|by|because|so|since|before|after|that|which|who|when|where|while|if|as"
                    + "|within|there|anywhere|at all|too|please|somewhere|for (?:the|their|each|every|any|us|them|all|both))\\b.*$");
    static final Pattern DETERMINER = pattern(
            "^(?:(?:the )?(?:words?|phrases?|expressions?)(?: like)?|the|an?|some|any|their|our|its|all|also)\\s+");

    // Duties and bans that no key names.

    static final Pattern OBLIGES = pattern(
            "\\b(?:must(?:n't)?|has to|(?<!\\bwe |\\bwe still |\\bwe also |\\bi )have to|is to|are to|(?:is|are) (?:not )?(?:required|obliged|allowed"
                    + "|permitted) to|(?:is|are) (?:mandatory|forbidden|prohibited|not allowed|not permitted|never allowed)|may not|may only"
                    + "|(?:nobody|no one|no \\p{L}+) (?:may|is allowed to|can|must)|only (?:\\p{L}+ ){1,4}may)\\b");
    static final Pattern ORDERS = pattern(
            "^(?:[^:]{1,30}:\\s+)?(?:(?:and|but|so|also|please|ok(?:ay)?|then|important|reminder|rule)[,:]?\\s+)*(?:never|do not|don't|always"
                    + "|make sure|ensure|be sure to)\\s+(?:that |to )?(\\p{L}+)\\b");
    static final Pattern NO_WITHOUT = pattern(
            "^(?:[^:]{1,30}:\\s+)?no \\p{L}+(?: \\p{L}+){0,3} (?:before|after|until|without|on|during|outside|in|to|between)\\b");
    static final Set<String> IDLE_ORDERS = words(
            "worry forget know think mind get hesitate be bother panic tell ask thank"
                    + " you look seem care believe say see understand mention want need like have remember let's let wonder rush hurry");
    static final Pattern IDLE_DUTY = pattern(
            "\\b(?:must|have to|has to) (?:be (?:kidding|joking|nice|hard|tough|great|fun|tired|\\p{L}+ing)|have been|have (?:\\p{L}+ed)|say|admit"
                    + "|go|leave|run|talk|wait|laugh|think|confess|ask|see|hurry|stop|meet|sleep|eat|catch|drop|hop|hang up|head|love|look|know)\\b"
                    + "|\\bmust be (?:the|an?|it|his|her|their|that|this|our|something|somewhere|in|on)\\b|\\bi(?:'ll)? (?:must|have to|am to)\\b"
                    + "|\\b(?:don't|doesn't|do not|does not|didn't) have to\\b|\\bno must\\b|\\bhave to (?:do )?(?:with|offer)\\b");

    // What is known, settled, liked or open.

    static final Pattern OPEN =
            pattern("\\b(?:still open|open question|to be (?:confirmed|clarified)|tbd)\\b|\\b(?:don't|do not|"
                    + "doesn't|nobody) knows? (?:yet )?(?:whether|who|what|when|how|if|which|yet)\\b|\\b(?:unclear|not (?:yet )?sure|"
                    + "not yet clear)\\b");
    static final Pattern OPEN_IN_TALK = pattern(
            "\\b(?:(?:is|are|remains?|it's|that's|left)? ?still open\\b(?! (?:until|from|at|for|till))|open (?:question|point|issue)s?(?=:| is| remains)|to be (?:confirmed|clarified|decided"
                    + "|determined|agreed)|tbd|remains? (?:open|unclear|to be seen)|needs? (?:clarification|to be (?:clarified|decided|confirmed))"
                    + "|(?:(?:is|are|it's|that's|still|remains|yet) )(?:still )?(?:unclear|undecided|unknown|unresolved|not (?:yet )?(?:clear|decided|settled|known|agreed))"
                    + "|(?:nobody|no one) (?:here )?knows? (?:yet )?(?:whether|who|what|when|how|if|which|where|why)"
                    + "|(?:(?:we|they|i) (?:still )?(?:don't|do not|(?:have|'ve) no idea|haven't (?:found out|decided|agreed|settled)|are not sure|aren't sure|can't say|cannot say)|'re not sure)"
                    + " ?(?:yet )?(?:know )?(?:yet )?(?:whether|who|what|when|how|if|which|where|why)"
                    + "|(?:we|i) still (?:need|have) to (?:find out|clarify|decide|figure out|work out|check (?:whether|who|what|when|how|if|which|where|why)))\\b");
    static final Pattern NOT_OPEN = pattern(
            "\\b(?:no|nothing|without|any|never|longer|isn't|aren't|was|were)\\b[^,;.]{0,25}\\b(?:open|unclear|tbd|unknown|undecided)\\b");
    static final Pattern DEFERRAL = pattern(
            "^(?:\\p{L}+[,.!]?\\s+){0,2}?(?:no idea|not (?:yet )?(?:decided|clear|settled)|undecided|i need to check|i(?:'d| would) have to (?:check|ask)|(?:don't|do not|doesn't) know|not sure|good question|i'?(?:ll| will| can| have to| need to| must) (?:check|find out|ask|look|get back|clarify|come back)"
                    + "|let me (?:check|ask|find out|look|get back)|we'?(?:ll| will| need to| have to) (?:check|find out|ask|see|clarify|get back)"
                    + "|can't (?:say|tell)|cannot (?:say|tell)|hard to say|nobody knows|no one knows|unclear|wish i knew|beats me|will (?:ask|check|find out)|get back to you|open question|that's open|to be clarified)\\b");
    static final Pattern COURTESY = pattern(
            "^(?:\\p{L}+,\\s+)?(?:(?:so|ok(?:ay)?|and|but|well|hi|hello|hey|oh|right|great|sorry|thanks)[,!]?\\s+)*(?:how are|how's|how is (?:it going|everyone|life)|how was|how have|what's (?:up|new|that)|are you|can you|could you|would you|will you|do you mind|shall (?:we|i)|should i|may i|can i|could i|can we"
                    + "|could we|is that (?:ok|okay|all|clear|right|it)|is (?:this|it) ok|does that|do(?:es)? (?:this|that|it) (?:make|sound|work|help)|anything else|any (?:other )?questions|ready|really|right|you know what|guess what|who knows|who cares|what else|why not|what do you (?:think|mean)|what if|how about|what about|have you|did you|do you|want me|would it|isn't|aren't|wasn't|don't|doesn't|didn't|won't|wouldn't|shouldn't|haven't|hasn't|remember|see|what could|seriously|what now|now what|so what)\\b");
    static final Pattern ASKS = pattern(
            "^(?:(?:so|ok(?:ay)?|and|but|well|also|by the way|one more(?: thing)?|next|then|first|another (?:one|question)|question|last question)[,:]?\\s+)*(?:who|whose|whom|what|when|where|which|why|how|do we|does|is|are|should|will|has|have|must|may|did)\\b");

    static final Pattern DECIDED = pattern("\\b(?:agreed|decided|settled on|signed off on)\\b");
    static final Pattern DECIDED_IN_TALK = pattern(
            "\\b(?:(?:we|both sides|everybody|everyone|all|they|the \\p{L}+|it|team|board|management) (?:all |both |finally |now |just |already |have |has |was |is |unanimously |today )*(?:agreed|decided|settled|signed off|opted|chose|approved|resolved)(?: that| to| on| for| with)?"
                    + "|we've (?:all |finally |now |already )?(?:agreed|decided|settled|chosen|picked|opted|signed off)|it's (?:decided|settled|agreed)|that's (?:decided|settled|agreed)"
                    + "|(?:is|are) (?:now )?(?:decided|settled|agreed|approved)\\b|the decision is|our decision is|we have chosen|we chose|we picked)\\b|^(?:agreed|decision|decided|settled|approved)\\b(?: is|:| that| then:| to)?|\\bsettled on\\b");
    static final Pattern GOING_WITH = pattern(
            "\\b(?:let's (?:go with|go for|use|stick (?:with|to)|take|stay with|settle (?:on|for)|do it with)|we(?:'ll| will|'re going to| are going to| are)? (?:go|going|stick|stay) (?:with|for)\\b|then (?:we|it's|let's) (?:go with|take|use))\\s*\\p{L}+");
    static final Pattern NOT_DECIDED = pattern(
            "\\b(?:not|never|nothing|nobody|no one|yet to|to be|until|once|when|who|what|before|after|as soon as|need to|needs to|must be|should be|still|hasn't|haven't|isn't|wasn't|didn't|don't|aren't|can be|will be|undecided|almost|nearly|tried to|want to|i|i've)\\s+(?:\\p{L}+\\s+){0,3}?(?:agreed?|decided?|settled?|signed|approved?|chosen|go|use|opted)\\b");

    static final Pattern PREFERS = pattern("\\bprefers?\\s+\\p{L}");
    static final Pattern PREFERS_IN_TALK = pattern(
            "\\b(?:(?:i|we|he|she|they|you|client|customer|board|team|\\p{L}+)(?:'d| would)? (?:much |really |strongly |clearly |generally |usually |always |both |all )*(?:rather\\b(?! not sure)|prefers?\\b|favou?rs?\\b)"
                    + "|(?:my|our|their|his|her) preference (?:is|would be)|like \\p{L}+(?: \\p{L}+){0,4} (?:better|more) than)\\s+\\p{L}");
    static final Pattern NO_PREFERENCE = pattern(
            "\\b(?:no preference|(?:don't|doesn't|do not|does not|didn't|not|never) (?:really )?(?:prefer|favour|favor|like|mind)|no rather|in favou?rs? of|do (?:me|us|you) a|asked? .*favou?r|(?:a|the|this|any|your|in|that|my|our) (?:favou?r|rather)|would rather (?:die|not say))\\b");

    static final Pattern SITUATION = pattern(
            "\\b(?:uses?|runs?|works? with|lacks?|loses?|lose|spends?|pays?|sells?|employs?|struggles? with)\\s+\\p{L}");
    static final Set<String> BUSINESS = words(
            "payback cost costs saving savings revenue turnover employees"
                    + " order orders margin price prices licence license customers complaints errors profit sales growth percent");

    /** In a talk, these make a figure worth knowing. */
    static final Set<String> MEASURES =
            words("payback cost costs saving savings revenue turnover employees orders margin licence"
                    + " license licences licenses customers users complaints errors profit sales growth percent requests servers sites"
                    + " buildings branches shops warehouses outage downtime incident incidents tickets backup backups traffic"
                    + " capacity disk memory pressure temperature sensors alarms visitors tenants staff machines trucks lorries"
                    + " vehicles parcels invoices suppliers latency replicas nodes parking floors lifts boilers pumps square accounts"
                    + " subscribers contracts warranty shifts");

    static final Pattern RESULT = pattern(
            "\\b(?:saved|saves|costs?|took|spent|grew|fell|rose|dropped|serves?|lacks?|runs? at|handles?|get|gets|was|is|of them) (?:by |to |us |them |only |at )*(?:"
                    + NUMBER + ")\\s?(?:%|(?:percent|euros?|dollars?|pounds?|\\p{L}{3,}s)\\b)");
    static final Pattern RUNNING = pattern(
            "\\b(?:we|they|our \\p{L}+|the (?:site|team|company|client)) (?:now |currently )?(?:run|have|operate|employ|serve|lack|host|own)s? "
                    + NUMBER + " \\p{L}+");
    static final Pattern CAUSE = pattern(
            "\\b(?:(?:root )?cause (?:is|was|turned out to be)|(?:was|were|is) (?:caused|triggered) by|(?:has|had) (?:caused|triggered))\\s+\\p{L}");
    static final Pattern FIXED_FACT = pattern(
            "\\b(?:(?:is|are) (?:now )?(?:out of (?:service|order)|on call|offline|broken|missing)|ran out of \\p{L}+|opens at|closes at|was a false (?:one|alarm)|started after|lasted|happened at|occurred at|began at|started at|ended at|recovered at|runs on|run on|is hosted|are hosted|is located|expires on|expired on|is responsible for|is the (?:contact|owner|on-call)\\b)");
    static final Pattern CONFUSED = pattern(
            "\\?|\\b(?:about|around|roughly|approximately|maybe|some|several|think|guess|believe|seems?|looks like|likely|suspect|not|n't|never|no|or so|nearly|almost|estimated?|rather|we'd|could|would|should|must|will|shall|plan|hope|expect|target|goal)\\b|n't\\b");

    /** After this a mocker means it. */
    static final Pattern EARNEST = pattern(
            "\\b(?:seriously|honestly|(?:joking|jokes|kidding) aside|in earnest|for real)(?: (?:though|now|again))?[,:]");

    /** What follows from something supposed. */
    static final Pattern FOLLOWING = pattern("^(?:then|so then|that would|in that case|in which case)\\b");

    // Corrections.

    static final Pattern CORRECTING = pattern(
            "^(?:(?:oh|ah|hm+|well|ok(?:ay)?|and|but|yes)[,.]?\\s+)*(?:no|nope|sorry|wait|actually|correction|scratch that|strike that|on second thoughts?|hold on|i meant|i mean|rather|update|change of plan|my mistake|oops)\\b[,:;. -]*"
                    + "|\\bmake (?:it|that)\\b|\\binstead\\b|\\bchanged? (?:it|that|this) to\\b|\\b(?:is|are) now\\b|\\bnow (?:is|only)\\b|\\bmov(?:ed|es) to\\b|\\bnot \\d[\\d,.]*(?: \\p{L}+)?,? but\\b|\\bno longer\\b|\\bafter all\\b|\\bchanged to\\b");
    static final Pattern BARE = pattern(
            "\\b(?:make (?:it|that)|change (?:it|that|this) to|i mean(?:t)?|rather|but|say)\\s+(?:only |just )?("
                    + NUMBER + ")(?=\\s*(?:$|[,.;!]|instead|please|then|not|at most|max))");
    static final Pattern LIFTED = pattern(
            "\\b(?:forget(?: about)?|drop|dropped|scratch|lift|lifted|cancel|cancelled|remove|removed|there(?:'s| is) no(?: longer)?(?: an?)?)\\s+(?:the |that |my |our )?(?:(\\p{L}+)[ -](?:limit|cap|maximum|minimum)|(deadline|budget|tone))\\b(?: any ?more| entirely| altogether)?\\s*(?:$|[,.;!]|any ?more|entirely|altogether|for now|then)");

    private Vocabulary() {}

    static Set<String> words(String list) {
        return Set.copyOf(Arrays.asList(list.split(" ", -1)));
    }

    static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}
