package dev.commonground.internal.learning;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Recognizes secrets, and text that addresses the model or the memory instead of the work. The patterns are English because
 * the known attacks are. An honest message with such words ("ignore the earlier instructions, the tone is formal") is
 * quarantined as well; a reviewer can release it.
 */
final class InjectedOrders {

    private static final String AGENTS =
            "(?:(?:all|other|every|any|future|later)\\s+(?:the\\s+)?(?:ai\\s+)?(?:agents?|assistants?|models?)"
                    + "|(?:the|this|your|you,?\\s+the)\\s+(?:ai|llm|ai\\s+(?:agent|assistant|model)|assistant|language\\s+model|chatbot|memory\\s+system))";

    /** Patterns that quarantine every statement of a message, with their reasons. */
    private static final Map<Pattern, String> IN_A_MESSAGE = patterns(
            "(?:ignore|disregard|forget|override|bypass)\\s+(?:\\w+\\s+){0,3}?(?:previous|prior|above|earlier|preceding|system|your)\\s+(?:\\w+\\s+){0,2}?(?:instructions?|prompts?|messages?|rules|guidelines|directions|orders|context|memor(?:y|ies))",
            "it tells the reader to ignore other instructions",
            "\\byou\\s+are\\s+now\\s+(?:dan\\b|in\\s+\\w+\\s+mode|an?\\s+(?:unrestricted|jailbroken|different|evil|uncensored)\\b)|\\b(?:developer|god|dan|unrestricted)\\s+mode\\b|\\bjailbreak",
            "it tells the model to take another role",
            "(?:new|updated|real|actual|following)\\s+(?:system\\s+)(?:instructions?|prompt|message)",
            "it claims to be a system instruction",
            "<\\s*/?\\s*(?:system|instructions?|known|earlier|conversation|team-memory)\\s*>|\\[/?(?:inst|system)\\]|<\\|im_(?:start|end)\\|>|^\\s*system\\s*:",
            "it imitates the tags of a prompt");

    /** Patterns that quarantine a statement, with their reasons. */
    private static final Map<Pattern, String> IN_A_STATEMENT = patterns(
            AGENTS
                    + "\\s+(?:\\w+\\s+){0,2}?(?:must|should|shall|has\\s+to|have\\s+to|need(?:s)?\\s+to|will|may|can|is\\s+to|are\\s+to|ought|always|never)\\b",
            "it gives orders to agents",
            "(?:remember|memori[sz]e|store|save|note|record|write|put|add|keep)\\s+(?:\\w+\\s+){0,6}?(?:in|into|to|as)\\s+(?:your|the|this|its)\\s+(?:\\w+\\s+)?memory",
            "it gives orders to the memory",
            "(?:erase|delete|wipe|clear|forget|overwrite|supersede)\\s+(?:\\w+\\s+){0,3}?(?:memor(?:y|ies)|everything\\s+(?:you|we)|what\\s+you\\s+(?:know|were\\s+told))",
            "it gives orders to the memory",
            "(?:reveal|print|repeat|show|leak|send)\\s+(?:\\w+\\s+){0,3}?(?:system\\s+prompt|your\\s+(?:instructions|prompt)|api\\s+keys?|credentials)",
            "it asks for secrets",
            "\\b(?:pass(?:word|phrase|code)|api[ _-]?key|secret[ _-]?key|access[ _-]?token|private[ _-]?key|pin(?:\\s+code)?)\\s*(?:(?:for|of|to)\\s+(?:\\w+\\s+){1,3})?(?:is|are|=|:|equals)\\s*(?!(?:required|needed|missing|wrong|expired|changed|stored|kept)\\b)\\S",
            "it contains a password or a key");

    private InjectedOrders() {}

    /** Returns why the message {@code text} is quarantined, or empty if it is harmless. */
    static Optional<String> inMessage(String text) {
        return firstReason(IN_A_MESSAGE, Stream.of(text));
    }

    /** Returns why a statement with these texts is quarantined, or empty if it is harmless. */
    static Optional<String> inAnyOf(Stream<String> texts) {
        return texts.flatMap(text -> Stream.of(
                                firstReason(IN_A_MESSAGE, Stream.of(text)),
                                firstReason(IN_A_STATEMENT, Stream.of(text)))
                        .flatMap(Optional::stream))
                .findFirst();
    }

    private static Optional<String> firstReason(Map<Pattern, String> patterns, Stream<String> texts) {
        return texts.map(NormalizedText::of)
                .flatMap(text -> patterns.entrySet().stream()
                        .filter(pattern -> pattern.getKey().matcher(text).find())
                        .map(Map.Entry::getValue))
                .findFirst();
    }

    private static Map<Pattern, String> patterns(String... patternsAndReasons) {
        Map<Pattern, String> patterns = new LinkedHashMap<>();
        for (int i = 0; i < patternsAndReasons.length; i += 2) {
            patterns.put(Pattern.compile(patternsAndReasons[i]), patternsAndReasons[i + 1]);
        }
        return patterns;
    }
}
