package dev.commonground.rules;

import java.util.Set;
import java.util.regex.Pattern;

/** Patterns of everyday statements about speakers, their work and the answers that they want. */
final class EverydayPatterns {

    private static final String LEAD =
            "^(?:(?:and|but|so|also|please|then|ok(?:ay)?|yes|important|reminder|rule|note|in general|generally|from now on)[,:]?\\s+)*(?:remember to |be sure to |make sure to )?";

    /** What a speaker may not do, or cannot stand. */
    static final Pattern SELF_BAN = EnglishWords.pattern(
            "\\b(?:i|we) (?:must not|mustn't|may not|am not allowed to|are not allowed to|'m not allowed to) \\p{L}+"
                    + "|\\bi'm not allowed to \\p{L}+|\\b(?:i|we) (?:cannot|can't|don't|do not|never) (?:eat|drink|fly|digest|tolerate|smoke)\\b(?! (?:it|that|this|now|yet)\\b)"
                    + "|\\b(?:i am|i'm|we are|we're) allergic to \\p{L}+");

    /** What speakers can do only at some times, or must do every time. */
    static final Pattern SELF_LIMIT = EnglishWords.pattern(
            "\\b(?:we|i|you|they) (?:can't|cannot|can only|may only|must|have to) (?:\\p{L}+ ){0,5}?(?:on (?:mon|tues|wednes|thurs|fri|satur|sun)days|on weekends|in the (?:mornings?|evenings?|afternoons?)|(?:every|each) (?:day|week|month|year|morning|evening|(?:mon|tues|wednes|thurs|fri|satur|sun)day))\\b"
                    + "|^(?:each|every|all) \\p{L}+(?: \\p{L}+)? (?:needs?|requires?) \\p{L}+");

    private static final String LANGUAGE =
            "(?:English|German|French|Spanish|Italian|Portuguese|Dutch|Polish|Turkish|Russian|Arabic|Chinese|Japanese|Korean)";

    private static final String MANNER =
            "(?:(?:only |always )?in (?:(?:British|American|plain|simple|good) )?" + LANGUAGE
                    + "|in (?:plain|simple|short|full|bullet|metric|lower|upper|capital|one|two|three|four|five|complete|the (?:active|passive|present|past|first|third))\\b"
                    + "|(?:briefly|shortly|concisely|politely|clearly|formally|informally)\\b|with (?:bullet|short|full|simple|examples?|sources|code)\\b|without \\p{L}+|as (?:a |an )?(?:list|table|bullet|json|markdown|csv|prose))";

    /** A lasting order about answers, texts or work. */
    static final Pattern LASTING_ORDER = EnglishWords.pattern(
            LEAD
                    + "(?:(?:answer|reply|respond|write|speak|explain|summari[sz]e|translate|phrase|spell|format|name|comment|talk)\\b[^,;]{0,40}?\\b"
                    + MANNER
                    + "|write (?:in )?(?:short|simple|clear|plain|complete|full) \\p{L}+|be (?:very |as )?(?:brief|concise|polite|precise|honest|friendly|formal|specific|direct|clear|consistent|punctual)\\b"
                    + "|(?:start|begin|end|open|close|finish|sign) (?:every|each|all) \\p{L}+|only (?:use|write|answer|reply|send|accept|deploy|buy|order|book|quote|cite|show|name|list|mention)\\b"
                    + "|use (?!the\\b(?!.*\\b(?:for|when|in (?:all|every|each))\\b)|it\\b|this\\b|that\\b|them\\b|your\\b|my\\b|mine\\b)\\p{L}+"
                    + "|keep (?:it|them|(?:the|your|all|every|my|our|each|any) [\\p{L}-]+(?: [\\p{L}-]+){0,2}) (?:very |as )?(?:short|brief|simple|concise|clear|clean|small|polite|consistent|separate|private|up to date|tidy|closed|locked|dry|cool|readable|factual|practical|neutral|to the point)\\b"
                    + "|avoid (?!it\\b|that\\b|this\\b|me\\b|him\\b|her\\b|them\\b)\\p{L}+|stick (?:to|with) \\p{L}+"
                    + "|(?:put|place|write|add|show|include|state|mention) (?!it\\b|that\\b|this\\b)[^,;]{2,60}? (?:at the (?:top|bottom|end|beginning|start)|(?:in|on|to|for|after|before|with) (?:every|each)|(?:in|on|of) all)\\b"
                    + "|(?:round|convert|quote|give) [^,;]{2,40}? (?:to|in|with) (?:the |full |two |one |whole |euros|dollars|metric|kilomet|decimals))");

    /** Words that make an order a task of the day. */
    static final Pattern ONCE = EnglishWords.pattern(
            "\\b(?:now|today|tonight|tomorrow|this (?:time|week|morning|afternoon|evening)|right away|asap|for now|once|for a moment|later|in a (?:minute|moment|second)|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|before (?:lunch|noon))\\b");

    /** A rule about things by "should". */
    static final Pattern SHOULD = EnglishWords.pattern(
            "\\bshould (?:not |never |always |only |also )?(?:be|have|contain|use|end|stay|follow|fit|avoid|take|cost|last|close|return|run|load|start|arrive)\\b"
                    + "(?! (?:ready|done|there|fine|ok|okay|out|back|online|here|easy|possible|enough|finished|up|good|nice|great|able|interesting|helpful|clear by|home|safe|sunny|better|over|nice)\\b)");

    /** Words that make a fact a matter of the day. */
    static final Pattern TODAY = EnglishWords.pattern(
            "\\b(?:today|tonight|tomorrow|yesterday|right now|at the moment|this (?:time|week|morning|afternoon|evening))\\b");

    /** A rule by "should" for every time. */
    static final Pattern EVERY_TIME =
            EnglishWords.pattern("\\bshould (?:\\p{L}+ )+?(?:(?:before|after|in|on|for|with) )?(?:every|each)\\b");

    /** A duty of the speakers until a day. */
    static final Pattern DUE =
            EnglishWords.pattern("\\bwe (?:have to|must|need to) (?:\\p{L}+ ){1,6}?by (?:the )?" + AmountPatterns.DAY);

    /** Things that rules by "should" are about. */
    static final Set<String> RULED = EnglishWords.set(
            "answer answers reply replies response responses message messages code function functions method methods test tests"
                    + " name names commit commits branch branches title titles heading headings sentence sentences paragraph paragraphs table tables"
                    + " chart charts date dates price prices number numbers amount amounts meeting meetings call calls deployment deployments"
                    + " release releases backup backups password passwords visitor visitors order orders file files variable variables comment comments"
                    + " log logs summary summaries subject room rooms door doors shipment shipments delivery deliveries class classes lesson lessons");

    /** Something that a speaker likes or dislikes. */
    static final Pattern LIKES = EnglishWords.pattern(
            "\\b(?:i|we) (?:really |absolutely |also |always |generally |usually |personally |just )*(?:like|love|enjoy|hate|dislike|detest|can't stand|cannot stand|don't (?:really )?(?:like|enjoy)|do not (?:really )?(?:like|enjoy))"
                    + " (?!it\\b|that\\b|this\\b|your\\b|his\\b|her\\b|the\\b|them\\b|these\\b|those\\b|what\\b|how\\b|where\\b|when\\b|to (?:think|know|see|hear|say|ask|be)\\b|me\\b|you\\b|him\\b|an?\\b|being\\b|having to\\b|both\\b|either\\b|any\\b|all\\b|one\\b|that's\\b|asking\\b|saying\\b)\\p{L}"
                    + "|\\b(?:i|we) (?:don't|do not) want (?:any|more|so many) \\p{L}+|\\b(?:my|our) favou?rite \\p{L}+(?: \\p{L}+)? (?:is|are)\\b|\\b(?:i'm|i am|we're|we are) (?:not )?(?:a )?(?:big )?fans? of (?!yours\\b|his\\b|hers\\b|the\\b|that\\b|this\\b|it\\b)\\p{L}");

    /** What a team uses or does regularly. */
    static final Pattern HABIT = EnglishWords.pattern(
            "^(?:we|i|they|the \\p{L}+|our \\p{L}+(?: \\p{L}+)?|my \\p{L}+|\\p{L}+s|\\p{L}+) (?:currently |now |mostly |only |mainly |always |usually )?(?!have\\b|had\\b|was\\b|were\\b)\\p{L}+(?: [\\p{L}\\d'-]+){0,6} (?:(?:on (?:mon|tues|wednes|thurs|fri|satur|sun)days|(?:every|each) (?:mon|tues|wednes|thurs|fri|satur|sun)day)|every (?:day|week|month|quarter|year|morning|evening|night|second \\p{L}+|two \\p{L}+)|once a (?:day|week|month|year)|twice a (?:day|week|month|year))\\b|^on (?:mon|tues|wednes|thurs|fri|satur|sun)days,? (?:we|i|they|the \\p{L}+) \\p{L}+");

    /** Facts about a speaker. */
    static final Pattern SELF = EnglishWords.pattern(
            "\\bi study \\p{L}+|\\b(?:is|are) based in \\p{L}|\\bwe are an? (?:\\p{L}+ )?(?:team|company|startup|agency|school|family|charity|shop|hotel|club)\\b|^i (?:usually|always|mostly|only) (?!feel\\b|think\\b|say\\b)\\p{L}+ \\p{L}+|\\bi (?:live|work|grew up|studied) (?:in|at|for|as|near|with) (?!it\\b|that\\b|this\\b|the dark|peace)\\p{L}|\\b(?:i'm|i am) from \\p{L}|\\bi speak (?:\\p{L}+ ){0,3}?"
                    + LANGUAGE
                    + "|\\bmy (?:name|email|e-mail|phone|number|address|manager|team|role|job|job title|title|time ?zone|office|native language|mother tongue|company|employer|department|shift|working hours?|username) (?:is|are)\\b"
                    + "|\\b(?:i'm|i am) an? (?:\\p{L}+ ){0,2}(?:develop|design|manag|teach|engine|account|research|writ|lawy|train|plann|consult|edit|programm|electric|mechan|plumb|carpent|physic|librar|techn|scien|nurs|student|architect|analyst|vegetarian|vegan|beginner)\\p{L}*"
                    + "|\\b(?:i'm|i am) (?:vegetarian|vegan|left-handed|colou?r-?blind|lactose|diabetic|retired|self-employed|based in)\\b");

    /** Who does what. */
    static final Pattern ROLE = EnglishWords.pattern(
            "\\b(?:is|are) (?:our|the|my) (?:new |main |only |current )?(?:contact|client|customer|supplier|manager|lead|owner|partner|landlord|provider|reviewer|editor|architect|accountant|caretaker|teacher|doctor)\\b"
                    + "|^[\\p{L}]+ (?:leads|owns|manages|maintains|supervises|teaches) (?:the|our|all|every) \\p{L}+");

    private static final String NAME = "(?:\\p{Lu}[\\p{L}\\d.+#-]*|\\d[\\d.:]*)";

    /** A request to remember a fact. */
    static final Pattern REMEMBER = EnglishWords.pattern(
            "^(?:(?:please|and|also)[,]? )*(?:(?:remember|note|keep in mind|bear in mind)(?: that|:)|(?:for the record|fyi)[,:]) \\p{L}+ .{3,}");

    /** When something opens or is offered. */
    static final Pattern HOURS = EnglishWords.pattern(
            "\\b(?:starts?|begins?|ends?|leaves?|departs?|arrives?|opens?|closes?) at (?:\\d|noon|midnight)|\\b(?:is|are) (?:served|open|available|free) (?:daily )?(?:from|until|for) \\d|\\b(?:starts?|begins?|ends?|expires?|runs?|opens?|closes?) (?:in|on|until|till) (?:"
                    + AmountPatterns.DAY + "|" + AmountPatterns.MONTH
                    + ")\\b|^[\\p{L}]+s are (?:\\p{L}+ )?(?:at|in|on|for|from|until) \\d");

    /** How many parts something has. */
    static final Pattern PARTS = EnglishWords.pattern(
            "^(?:the|our|my) (?!draft|text|report|document|letter)\\p{L}+(?: \\p{L}+)? (?:has|have) "
                    + AmountPatterns.NUMBER
                    + " (?!words?\\b|pages?\\b|minutes?\\b|hours?\\b|days?\\b|weeks?\\b)\\p{L}+");

    /** What a team uses, by its name. */
    static final Pattern USES = Pattern.compile(
            "^(?:We|we|They|they|I|Our [\\p{L} -]{2,30}|our [\\p{L} -]{2,30}|The [\\p{L} -]{2,30}|the [\\p{L} -]{2,30})\\s(?:currently |now |mostly |only |mainly |still )?(?:use|uses|run|runs|return|returns|support|supports|rent|rents|sell|sells|buy|buys|order|orders|ship|ships|host|hosts|need|needs|accept|accepts|store|stores|speak|speaks|write|writes|code|codes|deploy|deploys|bank|banks)"
                    + " (?:[\\p{Ll}-]+ ){0,4}?" + NAME);

    /** Where, when or what something is, by a name or a figure. */
    static final Pattern PLACE = Pattern.compile(
            "^(?:The|Our|My|the|our|my) (?:[\\p{L}\\d/-]+ ){1,4}?(?:is|are)(?: now| always| called| named| located| scheduled| planned| stored| kept| written)*(?: (?:in|at|on|from|by|for|to))?(?: the| port| room| floor| number| version| building| gate| level)* "
                    + NAME + "(?=$|[\\s,.;!)])");

    private EverydayPatterns() {}
}
