package dev.commonground.rules;

import java.util.Set;
import java.util.regex.Pattern;

/** Patterns of required and forbidden contents. The last group of each pattern is a list of contents. */
final class ContentPatterns {

    static final String LIST = "\\s+(?:any |also )?(.+)$";

    static final Pattern FORBIDS_NAMING =
            EnglishWords.pattern("(?:\\bnever|\\bnot|n't|\\bcannot) (?:to )?(?:mention|include|name|write about"
                    + "|bring up|refer to|contain|use the (?:words?|phrases?|terms?|expressions?))" + LIST
                    + "|\\b(?:no mention of|no word (?:of|about|on)|nothing (?:about|on))" + LIST);

    static final Pattern FORBIDS =
            EnglishWords.pattern("(?:\\bnever|\\bnot|n't|\\bcannot) (?:to )?(?:show|talk about|discuss|list)" + LIST
                    + "|\\b(?:leaves? out|avoids?|skips?|omits?|stay away from|steer clear of)" + LIST
                    + "|\\b(?:leave|keep)\\s+(.+?)\\s+out\\b"
                    + "|^(?:never|do not|don't) use" + LIST
                    + "|(?:^|\\b(?:wants?|needs?|be|accepts?|with|prefers?|please) )no" + LIST);

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
                    + "|^(?:must[- ]haves?|to include|needed|required|requirements?):" + LIST
                    + "|\\b(?:don't|do not|never) forget(?: to (?:include|mention|add))?" + LIST);

    static final Pattern WISHES = EnglishWords.pattern(
            "\\b(?:needs?|needed|wants?|wanted|requires?|expects?|asked for|asks? for|insists? on|insisted on|would like"
                    + "|is looking for|are looking for)(?: to (?:see|have|know|read|get|find))?" + LIST);

    static final Pattern NOT_NEEDED =
            EnglishWords.pattern("\\b(?:don't|doesn't|do not|does not|didn't|did not) (?:need|want|require)\\b");

    /** The start of a phrase that is no content. */
    static final Pattern NO_OBJECT =
            EnglishWords.pattern("^(?:to|that|whether|how|why|us|you|me|no|nothing|not|it|him)\\b");

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
