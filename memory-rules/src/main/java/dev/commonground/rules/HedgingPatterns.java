package dev.commonground.rules;

import java.util.Set;
import java.util.regex.Pattern;

/** Patterns of sentences that a speaker does not mean, or does not mean for the team. */
final class HedgingPatterns {

    /** Private matters. */
    static final Set<String> PRIVATE =
            EnglishWords.set("daughter daughters son sons wife husband kid kids mother father mum dad"
                    + " sister brother uncle aunt grandmother neighbour neighbours dog cat cats weather rain snow sunny"
                    + " birthday wedding party joke jokes");

    /** Matters that are not shared at work. */
    static final Set<String> INTIMATE = EnglishWords.set(
            "doctor doctor's dentist therapy therapist pregnant pregnancy divorce"
                    + " diagnosis illness disease cancer depression salary mortgage diet gym marriage girlfriend boyfriend"
                    + " tea coffee beer wine cake biscuit biscuits pizza sports football grandma grandpa grandfather school homework puppy allergy allergic hospital surgery funeral");

    static final Pattern CONFIDENTIAL =
            EnglishWords.pattern("\\b(?:between (?:you and me|us|ourselves)|off the record|keep (?:this|that|it)"
                    + " (?:to yourself|private|between)|don't tell|do not tell|confidential(?:ly)?|personal(?:ly)? (?:matter|thing)"
                    + "|in confidence|don't (?:note|record|write) (?:this|that) down|privately)\\b");

    /** Another client, employer or project. */
    static final Pattern SOMEBODY_ELSE = EnglishWords.pattern(
            "\\b(?:another|other|previous|former|last|old|ex-?)(?: big)?[ -]?(?:client|customer|vendor|supplier|employer|boss"
                    + "|company|job|project|team)(?:s|'s)?\\b");

    /** A report of another person's words; the groups are the person and the words. */
    static final Pattern REPORTED = EnglishWords.pattern(
            "^(.{1,60}?)\\b(?:said|says|told (?:us|me)|tells (?:us|me)|explained|stressed|repeated|added"
                    + "|pointed out|made it clear|made clear|(?:was|were|is) (?:very |quite )?clear)(?: that)?[:,]?\\s+(.+)$");

    static final Pattern HEARSAY = EnglishWords.pattern(
            "\\b(?:said|says|saying|wrote|writes|(?<!be )told|tells|claims|claimed|insisted|quoted?"
                    + "|according to|rumou?rs?|apparently|allegedly|supposedly|reportedly|i (?:heard|read)|word is)\\b");

    static final Pattern SUPPOSED = EnglishWords.pattern("^(?:if|unless|whenever|maybe|perhaps|imagine)\\b");

    /** A condition that is only polite. */
    static final Pattern POLITE_IF = EnglishWords.pattern(
            ",?\\s*\\bif (?:at all )?(?:possible|you (?:can|could|please|like|don't mind)|that's ok(?:ay)?)\\b");

    static final Pattern HYPOTHETICAL = EnglishWords.pattern(
            "\\b(?:(?<!even )if|unless|in case|maybe|perhaps|probably|possibly|presumably"
                    + "|hypothetical(?:ly)?|suppos(?:e|ing)|assum(?:e|ing)|imagine|in theory|theoretically|(?:let's )?say(?=,)"
                    + "|let's say(?! \\d)|could|might|would(?:n't)? have|should(?:n't)? have (?:been|had|\\p{L}+ed)|were to|had (?:we|they|he|she|it|i) |wouldn't it"
                    + "|for (?:example|instance)|e\\.g|(?:i|we) (?:think|thought|guess|suppose|believe|assume|assumed|wonder|wish"
                    + "|wanted|considered|were thinking|doubt|feel)|i'm (?:thinking|not sure|guessing)|we're (?:thinking|considering)"
                    + "|thinking (?:of|about)|not certain|i (?:hope|dreamt|dreamed)|hopefully|one day|someday|in an ideal world"
                    + "|would be (?:nice|great|good|ideal|better)|it'd be|that'd be|as though|as long as|otherwise|or else"
                    + "|provided|depending|depends|either|too bad|sort of|kind of|roughly|around|about \\d|some say|almost|nearly)\\b");

    static final Pattern SARCASTIC =
            EnglishWords.pattern("\\b(?:yeah,? (?:right|sure)|oh,? (?:sure|great|joy|yes|of course|wonderful)"
                    + "|as if|(?:just )?(?:kidding|joking)|what could (?:possibly )?go wrong|just what (?:we|i) need(?:ed)?"
                    + "|because (?:that|this|it) (?:always |really )?(?:works?|worked|went|goes|helped|helps) (?:so |out )?"
                    + "|lol|haha+|brilliant idea|great idea|good luck with|obviously (?:we|nobody|everyone) |why not (?:just|also)"
                    + "|sure,? (?:let's|why|because|and)|while we're at it|next you'll|might as well|nothing says|clearly,? (?:we|what))"
                    + "|(?:;-?\\)|/s\\b|🙃|😂|🙄|😜)");

    /** Words that end a joke. */
    static final Pattern EARNEST = EnglishWords.pattern(
            "\\b(?:seriously|honestly|(?:joking|jokes|kidding) aside|in earnest|for real)(?: (?:though|now|again))?[,:]");

    /** The consequence of a supposition. */
    static final Pattern FOLLOWING = EnglishWords.pattern("^(?:then|so then|that would|in that case|in which case)\\b");

    /** The revocation of an earlier statement. */
    static final Pattern NOT_MEANT =
            EnglishWords.pattern("\\b(?:scratch that|never ?mind(?: that)?|forget (?:that|it|what i said)"
                    + "|(?:i'm |i was |was |that was |only )?(?:just )?(?:kidding|joking|a joke)|i take (?:that|it) back|strike that"
                    + "|on second thoughts?|disregard that)\\b");

    static final Pattern OBJECTION = EnglishWords.pattern(
            "^(?:no\\b|nope|not so fast|wait|hold on|hm+\\b|i (?:disagree|object|doubt)|i'm"
                    + " (?:not (?:convinced|sure|happy)|against)|absolutely not|definitely not|certainly not|never\\b|please don't"
                    + "|not (?:yet|really|before|until|a good)|i'd rather not|let's not|that's (?:not|wrong|too)|we can't|over my|but\\b)");

    /** Orders to the memory, or to a model that reads it. */
    static final Pattern INJECTED = EnglishWords.pattern(
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

    /** A denial of a necessity or of an earlier statement. */
    static final Pattern DENIED = EnglishWords.pattern(
            "\\b(?:(?:don't|doesn't|do not|does not|didn't|did not|never|can't|cannot|won't|wouldn't|nobody|no one) (?:really |actually |even |ever )?(?:have to|need|needs|require|requires|decided?|agreed?|asked?|said?|say|says|think|thinks|thought|believes?|believed|feel|suppose|claim|claims|mean|means|meant|insist|insists|insisted|expect|planned|plan|intend|wanted|care|matter|want (?:you|us|them|him|her|it|the \\p{L}+|our \\p{L}+|this) to)"
                    + "|needn't|need not|no need|no reason|no rule|no requirement|no obligation|(?:not|isn't|aren't|wasn't|hardly) (?:really |at all |quite )?(?:true|necessary|needed|required|obliged|mandatory|compulsory|the case|a must|a requirement|an issue|as if|so|that|because)"
                    + "|(?:is|was|are|it's|that's|sounds) (?:simply |just |plainly |completely |totally )?(?:false|untrue|wrong|a myth|a lie|nonsense|not so|a misunderstanding)"
                    + "|den(?:y|ies|ied)|disagree[sd]?|dispute[sd]?|misunderstood|misunderstanding|contrary to|far from (?:true|it))\\b");

    private HedgingPatterns() {}
}
