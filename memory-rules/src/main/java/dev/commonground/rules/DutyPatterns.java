package dev.commonground.rules;

import java.util.Set;
import java.util.regex.Pattern;

/** Patterns of duties and bans without a key. */
final class DutyPatterns {

    static final Pattern OBLIGES = EnglishWords.pattern(
            "\\b(?:must(?:n't)?|has to|(?<!\\bwe |\\bwe still |\\bwe also |\\bi )have to|is to|are to|(?:is|are) (?:not )?(?:required|obliged|allowed"
                    + "|permitted) to|(?:is|are) (?:mandatory|forbidden|prohibited|not allowed|not permitted|never allowed)|may not|may only"
                    + "|(?:nobody|no one|no \\p{L}+) (?:may|is allowed to|can|must)|only (?:\\p{L}+ ){1,4}may)\\b");

    /** The group is the verb. */
    static final Pattern ORDERS = EnglishWords.pattern(
            "^(?:[^:]{1,30}:\\s+)?(?:(?:and|but|so|also|please|ok(?:ay)?|then|important|reminder|rule)[,:]?\\s+)*(?:never|do not|don't|always"
                    + "|make sure|ensure|be sure to)\\s+(?:that |to )?(\\p{L}+)\\b");

    static final Pattern NO_WITHOUT = EnglishWords.pattern(
            "^(?:[^:]{1,30}:\\s+)?no \\p{L}+(?: \\p{L}+){0,3} (?:before|after|until|without|on|during|outside|in|to|between)\\b");

    /** Verbs after "don't" and the like that order nothing. */
    static final Set<String> IDLE_ORDERS = EnglishWords.set(
            "worry forget know think mind get hesitate be bother panic tell ask thank"
                    + " you look seem care believe say see understand mention want need like have remember let's let wonder rush hurry heard seen been a an the again better nice happy glad great welcome hang laugh cry had knew thought said did was were");

    /** Figures of speech without an obligation. */
    static final Pattern IDLE_DUTY = EnglishWords.pattern(
            "\\b(?:i|we|you|he|she|they|it|that|this|there)(?:'ll| will| really| just| still)? (?:must|have to|has to) (?:be (?:kidding|joking|nice|hard|tough|great|fun|tired|\\p{L}+ing)|have been|have (?:\\p{L}+ed)|say|admit"
                    + "|go|leave|run|talk|wait|laugh|think|confess|ask|see|hurry|stop|meet|sleep|eat|catch|drop|hop|hang up|head|love|look|know)\\b"
                    + "|\\bmust be (?:the|an?|it|his|her|their|that|this|our|something|somewhere|(?:in|on) (?:the|an?|my|his|her|their|our|there))\\b|\\bi(?:'ll)? (?:must(?! not\\b|n't)|have to|am to)\\b"
                    + "|\\b(?:don't|doesn't|do not|does not|didn't) have to\\b|\\bno must\\b|\\b(?:that|he|she) must be\\b|\\byou (?:must|have to) (?:try|see|come|visit|hear|read|watch|taste)\\b|\\bhave to (?:do )?(?:with|offer)\\b");

    private DutyPatterns() {}
}
