package dev.commonground.rules;

import java.util.Set;
import java.util.regex.Pattern;

/** Patterns of required and forbidden contents. The last group of each pattern is a list of contents. */
final class ContentPatterns {

    static final String LIST = "\\s+(?:any |also )?(.+)$";

    /** Words that may precede an order. */
    private static final String LEAD =
            "(?:^|[:,;]\\s*|\\b(?:please|and|but|so|then|also|ok|okay|well|yes|just|again)[,]?\\s+)";

    private static final String ADVERB =
            "(?: (?:ever|also|even|really|simply|definitely|certainly|absolutely|clearly|always))*";

    /** The start of an order not to do something. */
    private static final String NOT =
            "(?:" + LEAD + "(?:do not|don't|never)|\\b(?:must|should|shall|may|can|ought)" + ADVERB
                    + " (?:not|never)(?: to)?|\\b(?:mustn't|shouldn't|shan't|can't|cannot)|\\b(?:is|are|needs?|has|have) (?:not|never) to"
                    + "|\\bmake sure (?:that )?(?:\\p{L}+ ){1,3}?(?:do not|don't|does not|doesn't|never)"
                    + "|\\b(?:wants?|prefers?|asks?|asked|told|tells?|try|remember|be sure|be careful|careful|agreed|decided)(?: \\p{L}+){0,2} (?:not|never) to)"
                    + ADVERB + " ";

    /** The start of an order to do something. */
    private static final String TO =
            "(?:" + LEAD + "|\\b(?:must|should|shall|has to|have to|needs? to|ought to|is to|are to|let's)" + ADVERB
                    + " |\\b(?:make sure|be sure|remember) (?:that |to )?(?:(?:you|we|it|they) )?|\\b(?:wants?|asks?|asked|told) (?:us|you|me|them) to )";

    private static final String NAMING = "(?:mention|include|name|write about|bring up|refer to|contain"
            + "|use the (?:words?|phrases?|terms?|expressions?))";

    static final Pattern FORBIDS_NAMING =
            EnglishWords.pattern(NOT + NAMING + LIST + "|" + TO + "(?:avoids?|refrain from) (?:mentioning|naming)"
                    + LIST + "|\\b(?:no mention of|no word (?:of|about|on)|nothing (?:about|on))" + LIST);

    static final Pattern FORBIDS = EnglishWords.pattern(NOT + "(?:show|talk about|discuss|list|add|insert)" + LIST
            + "|" + TO
            + "(?:leave out|avoids?(?: using| including| showing)?|skip|omit|exclude|stay away from|steer clear of"
            + "|refrain from (?:using|including|showing|listing))" + LIST
            + "|" + TO + "(?:leave|keep)\\s+(.+?)\\s+out\\b"
            + "|^(?:never|do not|don't) use" + LIST
            + "|(?:^|\\b(?:wants?|be|accepts?|with|prefers?|please) )no" + LIST);

    /** An order to keep some contents, by words that forbid to remove them. */
    static final Pattern KEEPS = EnglishWords.pattern(NOT
            + "(?:leave out|skip|omit|exclude|drop|delete|remove|cut|forget(?: to (?:include|mention|add|name|list|show))?"
            + "|fail to (?:include|mention|add|name|list|show))" + LIST
            + "|" + NOT + "leave\\s+(.+?)\\s+out\\b");

    static final Pattern TABOO =
            EnglishWords.pattern("^(.+?) (?:is|are) (?:taboo|off limits|out of the question|unwelcome)\\b");

    /** Words after "no" that forbid nothing. */
    static final Set<String> IDLE_NO =
            EnglishWords.set("idea problem longer more one rush worries news change changes question questions"
                    + " way wonder doubt need time luck surprise further reply answer agenda less later fewer matter");

    static final Pattern REQUIRES_NAMING =
            EnglishWords.pattern("\\b(?:must|should|has to|have to|needs? to|ought to) (?:also |clearly |always )?"
                    + "(?:include|contain|mention|cover)" + LIST);

    static final Pattern REQUIRES =
            EnglishWords.pattern("\\b(?:must|should|has to|have to|needs? to|ought to) (?:also |clearly |always )?"
                    + "(?:show|list|name|give|state|explain|have|carry)" + LIST
                    + "|(?:^|\\bmake sure (?:to |it |we |you |that it )?)(?:includes?|add|mentions?|cover|shows?)"
                    + LIST
                    + "|^(?:must[- ]haves?|to include|needed|required|requirements?):" + LIST);

    static final Pattern WISHES = EnglishWords.pattern(
            "\\b(?:needs?|needed|wants?|wanted|requires?|expects?|asked for|asks? for|insists? on|insisted on|would like"
                    + "|is looking for|are looking for)(?: to (?:see|have|know|read|get|find))?" + LIST);

    /** A demand on the contents of anything that a clause names. */
    static final Pattern OF_ANYTHING = EnglishWords.pattern(
            "^(?:the|every|each|our|all|any|no) (?:[\\p{L}-]+ ){1,3}(?:must|should|shall|may|has to|have to|needs? to|mustn't|shouldn't)\\b.*\\b(?:include|contain|mention|list|omit|leave out|name)\\b");

    static final Pattern NOT_NEEDED =
            EnglishWords.pattern("\\b(?:don't|doesn't|do not|does not|didn't|did not) (?:need|want|require)\\b");

    /** The reason for an order, which follows its list. */
    static final Pattern REASON = EnglishWords.pattern("\\s+(?:because|since|so|as|otherwise|or else)\\b.*$");

    /** The start of a number of contents, which is more than a content. */
    static final Pattern COUNTED =
            EnglishWords.pattern("^(?:" + AmountPatterns.NUMBER + "|several|many|enough|both)\\b");

    /** A word in a list that starts a contrast. */
    static final Pattern CONTRAST = EnglishWords.pattern("\\bbut\\b");

    /** Words in a list that make its items conditions or alternatives. */
    static final Pattern ALTERNATIVE = EnglishWords.pattern(
            "\\b(?:or|either|just|if|when|while|until|till|needed|necessary|required|available|everything|anything)\\b|\\bto (?:the|my|your|our|his|her|their)\\b");

    /** The start of a phrase that is no content. */
    static final Pattern NO_OBJECT = EnglishWords.pattern(
            "^\\p{L}+ing (?:with|the|an?|in|at|on)\\b|^(?:of course|as (?:always|usual|well)|obviously|naturally|by the way|for sure|right|ok|okay|thanks|thank you|though|however|again|preferably|ideally)$|^\\p{L}+(?: \\p{L}+)* (?:this|last|next) (?:week|month|year|time)$|^\\p{L}+(?: \\p{L}+)* \\p{L}{2,}ed$|^(?:to|that|whether|how|why|us|you|me|no|nothing|not|it|him)\\b");

    /** The separator of two items of a list. */
    static final Pattern LIST_BREAK =
            EnglishWords.pattern("\\s*,\\s*(?:and |or |nor |plus )?|\\s+(?:and|or|nor|plus|as well as)\\s+");

    /** The end of an item that does not belong to its name. */
    static final Pattern TAIL = EnglishWords.pattern(
            "\\s+(?:in|on|at|by|because|so|since|before|after|that|which|who|when|where|while|if|as"
                    + "|within|there|anywhere|at all|too|please|somewhere|for (?:the|their|each|every|any|us|them|all|both))\\b.*$");

    static final Pattern DETERMINER = EnglishWords.pattern(
            "^(?:(?:the )?(?:words?|phrases?|expressions?)(?: like)?|the|an?|some|any|their|our|its|all|also)\\s+");

    private ContentPatterns() {}
}
