package dev.commonground.guard;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rules of {@link HarmPattern} in a text. A rule is tried only where a match of it can begin, because there are
 * hundreds of words that rules begin with, and few of them in a text.
 *
 * <p>Thread-safe.
 */
final class HarmRules {

    private static final List<HarmRule> RULES = Stream.of(HarmPattern.values())
            .flatMap(pattern -> pattern.rules().stream())
            .toList();

    private final RuleBeginnings all = new RuleBeginnings(RULES);
    private final RuleBeginnings inWords =
            new RuleBeginnings(RULES.stream().filter(HarmRule::canBeginInWord).toList());

    /** Returns the first pattern, in the order of the patterns, that is in a text and counts for a source. */
    Optional<HarmPattern> firstIn(String text, HarmPattern.Source source) {
        HarmPattern first = null;
        for (int index = 0; index < text.length(); index++) {
            for (HarmRule rule : possibleAt(index, text)) {
                if (precedes(rule.pattern(), first) && rule.pattern().appliesTo(source) && rule.isAt(index, text)) {
                    first = rule.pattern();
                }
            }
        }
        return Optional.ofNullable(first);
    }

    private static boolean precedes(HarmPattern pattern, @Nullable HarmPattern other) {
        return other == null || pattern.compareTo(other) < 0;
    }

    private List<HarmRule> possibleAt(int index, String text) {
        boolean inWord = index > 0
                && RuleBeginnings.isOfWord(text.charAt(index))
                && RuleBeginnings.isOfWord(text.charAt(index - 1));
        return inWord ? inWords.possibleAt(index, text) : all.possibleAt(index, text);
    }
}
