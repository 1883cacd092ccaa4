package dev.commonground.rules;

import dev.commonground.memory.Kind;
import dev.commonground.memory.Statement;
import dev.commonground.rules.Limits.Limit;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads short corrections that contain a new value but do not name its subject. */
final class Corrections {

    private static final Pattern DAY = EnglishWords.pattern("\\b" + AmountPatterns.DATE);
    private static final int MAX_WORDS = 12;

    private final Limits limits;
    private final RuleMatches matches;

    Corrections(Limits limits, RuleMatches matches) {
        this.limits = limits;
        this.matches = matches;
    }

    static boolean corrects(String sentence) {
        return CorrectionPatterns.CORRECTING.matcher(sentence).find();
    }

    /** Returns the correction of an earlier statement in {@code sentence}. */
    Optional<Statement> in(String sentence) {
        if (EnglishWords.count(sentence) > MAX_WORDS) {
            return Optional.empty();
        }
        return limits.amountIn(sentence)
                .flatMap(this::earlierLimit)
                .or(() -> bareNumber(sentence))
                .or(() -> earlierValue("budget", AmountPatterns.SUMS, sentence))
                .or(() -> earlierValue("deadline", DAY, sentence))
                .map(limit -> new Statement(Kind.CONSTRAINT, limit.key(), limit.value(), text(sentence)));
    }

    /** Removes the limit that {@code sentence} lifts. */
    void removeLifted(String sentence) {
        Matcher lifted = CorrectionPatterns.LIFTED.matcher(sentence);
        if (lifted.find()) {
            String unit = lifted.group(1);
            matches.remove(unit == null ? lifted.group(2) : "max_" + Limits.plural(unit));
        }
    }

    private Optional<Limit> earlierLimit(Limit limit) {
        String minimum = limit.key().replace("max_", "min_");
        if (matches.contains(limit.key())) {
            return Optional.of(limit);
        }
        return matches.contains(minimum) ? Optional.of(new Limit(minimum, limit.value())) : Optional.empty();
    }

    private Optional<Limit> bareNumber(String sentence) {
        Matcher matcher = CorrectionPatterns.BARE.matcher(sentence);
        return matcher.find()
                ? matches.newestLimit().map(key -> new Limit(key, Limits.number(matcher.group(1))))
                : Optional.empty();
    }

    private Optional<Limit> earlierValue(String key, Pattern pattern, String sentence) {
        return matches.contains(key)
                ? pattern.matcher(sentence)
                        .results()
                        .map(MatchResult::group)
                        .findFirst()
                        .map(value -> new Limit(key, value))
                : Optional.empty();
    }

    private static String text(String sentence) {
        return EnglishWords.capitalized(sentence.replaceAll("[\\s.,;:!]+$", ""));
    }
}
