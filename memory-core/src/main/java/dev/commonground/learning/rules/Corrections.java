package dev.commonground.learning.rules;

import dev.commonground.learning.rules.Limits.Limit;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Statement;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads short corrections, which name a new value and leave it to the hearer of what. */
final class Corrections {

    private static final Pattern DAY = Vocabulary.pattern("\\b" + Vocabulary.DATE);
    private static final int LONGEST = 12;

    private final Limits limits;
    private final Harvest harvest;

    Corrections(Limits limits, Harvest harvest) {
        this.limits = limits;
        this.harvest = harvest;
    }

    static boolean corrects(String sentence) {
        return Vocabulary.CORRECTING.matcher(sentence).find();
    }

    /** Returns what {@code sentence} puts in the place of a value that was named before. */
    Optional<Statement> in(String sentence) {
        if (Words.count(sentence) > LONGEST) {
            return Optional.empty();
        }
        return limits.amountIn(sentence)
                .flatMap(this::known)
                .or(() -> bare(sentence))
                .or(() -> known("budget", Vocabulary.SUMS, sentence))
                .or(() -> known("deadline", DAY, sentence))
                .map(limit -> new Statement(Kind.CONSTRAINT, limit.key(), limit.value(), said(sentence)));
    }

    /** Drops a limit that {@code sentence} says is gone. */
    void lift(String sentence) {
        Matcher lifted = Vocabulary.LIFTED.matcher(sentence);
        if (lifted.find()) {
            String unit = lifted.group(1);
            harvest.lift(unit == null ? lifted.group(2) : "max_" + Limits.plural(unit));
        }
    }

    private Optional<Limit> known(Limit limit) {
        String least = limit.key().replace("max_", "min_");
        if (harvest.holds(limit.key())) {
            return Optional.of(limit);
        }
        return harvest.holds(least) ? Optional.of(new Limit(least, limit.value())) : Optional.empty();
    }

    private Optional<Limit> bare(String sentence) {
        Matcher matcher = Vocabulary.BARE.matcher(sentence);
        return matcher.find()
                ? harvest.lastNumber().map(key -> new Limit(key, Limits.number(matcher.group(1))))
                : Optional.empty();
    }

    private Optional<Limit> known(String key, Pattern pattern, String sentence) {
        return harvest.holds(key)
                ? pattern.matcher(sentence)
                        .results()
                        .map(MatchResult::group)
                        .findFirst()
                        .map(value -> new Limit(key, value))
                : Optional.empty();
    }

    private static String said(String sentence) {
        return Words.capitalized(sentence.replaceAll("[\\s.,;:!]+$", ""));
    }
}
