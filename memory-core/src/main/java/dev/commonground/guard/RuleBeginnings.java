package dev.commonground.guard;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells which rules can begin at a place, by its first characters. It learns this from the rules as texts contain the
 * characters. Of a text it keeps no more than beginnings of three characters, without their order, because an erased text
 * must leave the heap.
 *
 * <p>Thread-safe.
 */
final class RuleBeginnings {

    private static final int PREFIX = 3;

    /** More than the words of a language begin with. */
    private static final int MOST_PREFIXES = 16_384;

    private final List<HarmRule> rules;
    private final Map<Character, List<HarmRule>> byCharacter = new ConcurrentHashMap<>();
    private final Map<String, List<HarmRule>> byPrefix = new ConcurrentHashMap<>();

    RuleBeginnings(List<HarmRule> rules) {
        this.rules = rules;
    }

    /** Returns the rules of which a match begins at an index, and perhaps others. */
    List<HarmRule> possibleAt(int index, String text) {
        List<HarmRule> possible = beginningWith(text.charAt(index));
        if (possible.isEmpty() || !isOfWord(text.charAt(index))) {
            return possible;
        }
        String prefix = text.substring(index, Math.min(index + PREFIX, text.length()));
        List<HarmRule> known = byPrefix.get(prefix);
        return known != null ? known : learn(prefix, possible);
    }

    private List<HarmRule> beginningWith(char first) {
        List<HarmRule> known = byCharacter.get(first);
        return known != null ? known : byCharacter.computeIfAbsent(first, c -> select(rules, String.valueOf(c)));
    }

    private List<HarmRule> learn(String prefix, List<HarmRule> possible) {
        if (byPrefix.size() >= MOST_PREFIXES) {
            return possible;
        }
        return byPrefix.computeIfAbsent(prefix, p -> select(possible, p));
    }

    private static List<HarmRule> select(List<HarmRule> rules, String prefix) {
        return rules.stream().filter(rule -> rule.canBeginWith(prefix)).toList();
    }

    /** Returns whether a lower-case character belongs to a word in every version of Java; newer ones know only these. */
    static boolean isOfWord(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    }
}
