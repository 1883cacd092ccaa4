package dev.commonground.rules;

import java.util.regex.Pattern;

/** Patterns of decisions, preferences and facts. */
final class FactPatterns {

    /** A decision in notes. */
    static final Pattern DECIDED = EnglishWords.pattern("\\b(?:agreed|decided|settled on|signed off on)\\b");

    /** A decision in a conversation. */
    static final Pattern DECIDED_IN_CONVERSATION = EnglishWords.pattern(
            "\\b(?:(?:we|both sides|everybody|everyone|all|they|the \\p{L}+|it|team|board|management) (?:all |both |finally |now |just |already |have |has |was |is |unanimously |today )*(?:agreed|decided|settled|signed off|opted|chose|approved|resolved)(?: that| to| on| for| with)?"
                    + "|we've (?:all |finally |now |already )?(?:agreed|decided|settled|chosen|picked|opted|signed off)|it's (?:decided|settled|agreed)|that's (?:decided|settled|agreed)"
                    + "|(?:is|are) (?:now )?(?:decided|settled|agreed|approved)\\b|the decision is|our decision is|we have chosen|we chose|we picked)\\b|^(?:agreed|decision|decided|settled|approved)\\b(?: is|:| that| then:| to)?|\\bsettled on\\b");

    static final Pattern GOING_WITH = EnglishWords.pattern(
            "\\b(?:let's (?:(?:meet|ship|release|deploy|have|do|send|publish)(?= (?:\\p{L}+ ){0,3}?(?:every|each|on \\p{L}+days)\\b)|go with|go for|use|stick (?:with|to)|take|stay with|settle (?:on|for)|do it with)|we(?:'ll| will|'re going to| are going to| are)? (?:go|going|stick|stay) (?:with|for)\\b|we(?:'re| are) going to use|then (?:we|it's|let's) (?:go with|take|use))\\b(?! (?:an? )?(?:break|look|walk|seat|moment|nap|photo|picture|minute|lunch|dinner|coffee|drink|drive)\\b| the (?:flow|time)\\b| your\\b| it\\b)\\s*\\p{L}+");

    static final Pattern NOT_DECIDED = EnglishWords.pattern(
            "\\b(?:not|never|nothing|nobody|no one|yet to|to be|until|once|when|who|what|before|after|as soon as|need to|needs to|must be|should be|still|hasn't|haven't|isn't|wasn't|didn't|don't|aren't|can be|will be|undecided|almost|nearly|tried to|want to|i|i've)\\s+(?:\\p{L}+\\s+){0,3}?(?:agreed?|decided?|settled?|signed|approved?|chosen|go|use|opted)\\b");

    /** A preference in notes. */
    static final Pattern PREFERS = EnglishWords.pattern("\\bprefers?\\s+\\p{L}");

    /** A preference in a conversation. */
    static final Pattern PREFERS_IN_CONVERSATION = EnglishWords.pattern(
            "\\b(?:(?:i|we|he|she|they|you|client|customer|board|team|\\p{L}+)(?:'d| would)? (?:much |really |strongly |clearly |generally |usually |always |both |all )*(?:rather\\b(?! not sure)|prefers?\\b|favou?rs?\\b)"
                    + "|(?:my|our|their|his|her) preference (?:is|would be)|like \\p{L}+(?: \\p{L}+){0,4} (?:better|more) than)\\s+\\p{L}");

    static final Pattern NO_PREFERENCE = EnglishWords.pattern(
            "\\b(?:no preference|no longer prefers?|(?:don't|doesn't|do not|does not|didn't|not|never) (?:really )?(?:prefer|favour|favor|like|mind)|no rather|in favou?rs? of|do (?:me|us|you) a|asked? .*favou?r|(?:a|the|this|any|your|in|that|my|our) (?:favou?r|rather)|would rather (?:die|not say)|(?:nobody|no one|none|neither|hardly anyone|few (?:of|people)) (?:\\p{L}+ ){0,3}prefers?)\\b");

    static final Pattern SITUATION = EnglishWords.pattern(
            "\\b(?:uses?|runs?|works? with|lacks?|loses?|lose|spends?|pays?|sells?|employs?|struggles? with)\\s+\\p{L}");

    static final Pattern RESULT = EnglishWords.pattern(
            "\\b(?:saved|saves|costs?|took|spent|grew|fell|rose|dropped|serves?|lacks?|runs? at|handles?|get|gets|was|is|of them) (?:by |to |us |them |only |at )*(?:"
                    + AmountPatterns.NUMBER + ")\\s?(?:%|(?:percent|euros?|dollars?|pounds?|\\p{L}{3,}s)\\b)");

    static final Pattern RUNNING = EnglishWords.pattern(
            "\\b(?:we|they|our \\p{L}+|the (?:site|team|company|client)) (?:now |currently )?(?:run|have|operate|employ|serve|lack|host|own)s? "
                    + AmountPatterns.NUMBER + " \\p{L}+");

    static final Pattern CAUSE = EnglishWords.pattern(
            "\\b(?:(?:root )?cause (?:is|was|turned out to be)|(?:was|were|is) (?:caused|triggered) by|(?:has|had) (?:caused|triggered))\\s+\\p{L}");

    static final Pattern FIXED_FACT = EnglishWords.pattern(
            "\\b(?:(?:is|are) (?:now )?(?:out of (?:service|order)|on call|offline|broken|missing)|ran out of \\p{L}+|opens at|closes at|was a false (?:one|alarm)|started after|lasted|happened at|occurred at|began at|started at|ended at|recovered at|runs on|run on|is hosted|are hosted|is located|expires on|expired on|is responsible for|is the (?:contact|owner|on-call)\\b)");

    /** Words of a guess, a plan or a target. */
    static final Pattern CONFUSED = EnglishWords.pattern(
            "\\?|\\b(?:about|around|roughly|approximately|maybe|some|several|think|guess|believe|seems?|looks like|likely|suspect|not|n't|never|no|or so|nearly|almost|estimated?|rather|we'd|could|would|should|must|will|shall|plan|hope|expect|target|goal)\\b|n't\\b");

    private FactPatterns() {}
}
