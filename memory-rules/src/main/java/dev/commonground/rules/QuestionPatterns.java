package dev.commonground.rules;

import java.util.regex.Pattern;

/** Patterns of open questions and of answers to them. */
final class QuestionPatterns {

    /** An open question in notes. */
    static final Pattern OPEN = EnglishWords.pattern(
            "\\b(?:still open|open question|to be (?:confirmed|clarified)|tbd)\\b|\\b(?:don't|do not|"
                    + "doesn't|nobody) knows? (?:yet )?(?:whether|who|what|when|how|if|which|yet)\\b|\\b(?:unclear|not (?:yet )?sure|"
                    + "not yet clear)\\b");

    /** An open question in a conversation. */
    static final Pattern OPEN_IN_CONVERSATION = EnglishWords.pattern(
            "\\b(?:(?:is|are|remains?|it's|that's|left)? ?still open\\b(?! (?:until|from|at|for|till))|open (?:question|point|issue)s?(?=:| is| remains)|to be (?:confirmed|clarified|decided"
                    + "|determined|agreed)|tbd|remains? (?:open|unclear|to be seen)|needs? (?:clarification|to be (?:clarified|decided|confirmed))"
                    + "|(?:(?:is|are|it's|that's|still|remains|yet) )(?:still )?(?:unclear|undecided|unknown|unresolved|not (?:yet )?(?:clear|decided|settled|known|agreed))"
                    + "|(?:nobody|no one) (?:here )?knows? (?:yet )?(?:whether|who|what|when|how|if|which|where|why)"
                    + "|(?:(?:we|they|i) (?:still )?(?:don't|do not|(?:have|'ve) no idea|haven't (?:found out|decided|agreed|settled)|are not sure|aren't sure|can't say|cannot say)|'re not sure)"
                    + " ?(?:yet )?(?:know )?(?:yet )?(?:whether|who|what|when|how|if|which|where|why)"
                    + "|(?:we|i) still (?:need|have) to (?:find out|clarify|decide|figure out|work out|check (?:whether|who|what|when|how|if|which|where|why)))\\b");

    static final Pattern NOT_OPEN = EnglishWords.pattern(
            "\\b(?:no|nothing|without|any|never|longer|isn't|aren't|was|were)\\b[^,;.]{0,25}\\b(?:open|unclear|tbd|unknown|undecided)\\b");

    /** An answer that defers the question. */
    static final Pattern DEFERRAL = EnglishWords.pattern(
            "^(?:\\p{L}+[,.!]?\\s+){0,2}?(?:no idea|not (?:yet )?(?:decided|clear|settled)|undecided|i need to check|i(?:'d| would) have to (?:check|ask)|(?:don't|do not|doesn't) know|not sure|good question|i'?(?:ll| will| can| have to| need to| must) (?:check|find out|ask|look|get back|clarify|come back)"
                    + "|let me (?:check|ask|find out|look|get back)|we'?(?:ll| will| need to| have to) (?:check|find out|ask|see|clarify|get back)"
                    + "|can't (?:say|tell)|cannot (?:say|tell)|hard to say|nobody knows|no one knows|unclear|wish i knew|beats me|will (?:ask|check|find out)|get back to you|open question|that's open|to be clarified)\\b");

    /** A question that expects no answer. */
    static final Pattern COURTESY = EnglishWords.pattern(
            "^(?:\\p{L}+,\\s+)?(?:(?:so|ok(?:ay)?|and|but|well|hi|hello|hey|oh|right|great|sorry|thanks)[,!]?\\s+)*(?:how are|how's|how is (?:it going|everyone|life)|how was|how have|what's (?:up|new|that)|are you|can you|could you|would you|will you|do you mind|shall (?:we|i)|should i|may i|can i|could i|can we"
                    + "|could we|is that (?:ok|okay|all|clear|right|it)|is (?:this|it) ok|does that|do(?:es)? (?:this|that|it) (?:make|sound|work|help)|anything else|any (?:other )?questions|ready|really|right|you know what|guess what|who knows|who cares|what else|why not|what do you (?:think|mean)|what if|how about|what about|have you|did you|do you|want me|would it|isn't|aren't|wasn't|don't|doesn't|didn't|won't|wouldn't|shouldn't|haven't|hasn't|remember|see|what could|seriously|what now|now what|so what)\\b");

    /** A question that expects an answer. */
    static final Pattern ASKS = EnglishWords.pattern(
            "^(?:(?:so|ok(?:ay)?|and|but|well|also|by the way|one more(?: thing)?|next|then|first|another (?:one|question)|question|last question)[,:]?\\s+)*(?:who|whose|whom|what|when|where|which|why|how|do we|does|is|are|should|will|has|have|must|may|did)\\b");

    private QuestionPatterns() {}
}
