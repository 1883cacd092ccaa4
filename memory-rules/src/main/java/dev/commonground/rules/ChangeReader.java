package dev.commonground.rules;

import dev.commonground.memory.Kind;
import dev.commonground.memory.Statement;
import dev.commonground.rules.Limits.Limit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads announced changes: a new value of something that is known, or its end. */
final class ChangeReader {

    /** The value of a limit, a deadline or a budget that no longer holds. */
    static final String LIFTED = "none";

    private static final Pattern DAY = EnglishWords.pattern("\\b" + AmountPatterns.DATE);
    private static final Pattern NUMBER =
            EnglishWords.pattern("(?<![\\p{L}\\d.,])" + AmountPatterns.NUMBER + "(?![\\p{L}\\d])");
    private static final int MAX_WORDS = 16;

    private final Lexicon lexicon;
    private final RuleMatches matches;

    ChangeReader(Lexicon lexicon, RuleMatches matches) {
        this.lexicon = lexicon;
        this.matches = matches;
    }

    static boolean announces(String sentence) {
        return ChangePatterns.ANNOUNCING.matcher(sentence).find();
    }

    /** Returns {@code sentence} without the old value and the words of change, for the rules that read new values. */
    static String withoutOldValue(String sentence) {
        String rest = ChangePatterns.OLD_VALUE.matcher(sentence).replaceAll(" ");
        return EnglishWords.capitalized(
                EnglishWords.oneLine(ChangePatterns.ADVERB.matcher(rest).replaceAll(" ")));
    }

    /** Returns the new value of something known, or of something that {@code sentence} names. */
    Optional<Statement> newValue(String sentence) {
        String rest = withoutOldValue(sentence);
        String plain = ChangePatterns.VERB.matcher(rest).replaceAll(" ");
        if (EnglishWords.count(rest) > MAX_WORDS || Polarity.turns(plain)) {
            return Optional.empty();
        }
        return named(rest)
                .or(() -> unnamed(rest))
                .map(limit -> new Statement(Kind.CONSTRAINT, limit.key(), limit.value(), text(sentence)));
    }

    /** Returns the requirement that {@code sentence} ends. */
    Optional<Statement> lifted(String sentence) {
        return ChangePatterns.LIFTING.matcher(sentence).find()
                ? key(sentence)
                        .filter(matches::contains)
                        .map(key -> new Statement(Kind.CONSTRAINT, key, LIFTED, text(sentence)))
                : Optional.empty();
    }

    private Optional<String> key(String sentence) {
        if (ChangePatterns.DEADLINE.matcher(sentence).find()) {
            return Optional.of("deadline");
        }
        return ChangePatterns.BUDGET.matcher(sentence).find() ? Optional.of("budget") : limitKey(sentence);
    }

    private Optional<String> limitKey(String sentence) {
        Matcher named = ChangePatterns.LIMIT.matcher(sentence);
        if (!named.find()) {
            return Optional.empty();
        }
        String bound = ChangePatterns.MINIMUM.matcher(sentence).find() ? "min_" : "max_";
        return Optional.ofNullable(named.group(1))
                .flatMap(lexicon.limits()::knownUnit)
                .map(bound::concat)
                .or(() -> matches.newestLimit(bound));
    }

    /** Returns the new value of the requirement that {@code text} names. */
    private Optional<Limit> named(String text) {
        if (ChangePatterns.DEADLINE.matcher(text).find()) {
            return only(DAY, text).map(value -> new Limit("deadline", value));
        }
        if (ChangePatterns.BUDGET.matcher(text).find()) {
            return only(AmountPatterns.SUMS, text).map(value -> new Limit("budget", value));
        }
        if (ChangePatterns.TONE.matcher(text).find()) {
            return tone(text);
        }
        return ChangePatterns.LIMIT.matcher(text).find() ? limit(text) : Optional.empty();
    }

    private Optional<Limit> limit(String text) {
        String bound = ChangePatterns.MINIMUM.matcher(text).find() ? "min_" : "max_";
        return only(NUMBER, text)
                .flatMap(number -> lexicon.limits()
                        .amountIn(text)
                        .map(amount -> amount.key().replace("max_", bound))
                        .or(() -> limitKey(text))
                        .map(key -> new Limit(key, Limits.number(number))));
    }

    private Optional<Limit> tone(String text) {
        return only(lexicon.toneWord(), text)
                .map(word -> new Limit("tone", lexicon.toneOf(word.toLowerCase(Locale.ROOT))));
    }

    /** Returns the new value of the only known requirement that it fits. */
    private Optional<Limit> unnamed(String text) {
        return amount(text)
                .or(() -> known("budget")
                        .flatMap(key -> only(AmountPatterns.SUMS, text).map(value -> new Limit(key, value))))
                .or(() -> known("deadline").flatMap(key -> only(DAY, text).map(value -> new Limit(key, value))))
                .or(() -> bareNumber(text))
                .or(() -> known("tone").filter(key -> isWhole(text)).flatMap(key -> tone(text)))
                .or(() -> known("format").filter(key -> isWhole(text)).flatMap(key -> form(text)));
    }

    private Optional<Limit> amount(String text) {
        return only(NUMBER, text)
                .flatMap(number -> lexicon.limits().amountIn(text))
                .flatMap(this::earlierLimit);
    }

    private Optional<Limit> earlierLimit(Limit limit) {
        String minimum = limit.key().replace("max_", "min_");
        boolean both = matches.contains(limit.key()) && matches.contains(minimum);
        if (both) {
            return Optional.empty();
        }
        return matches.contains(limit.key())
                ? Optional.of(limit)
                : known(minimum).map(key -> new Limit(key, limit.value()));
    }

    private Optional<Limit> bareNumber(String sentence) {
        Matcher matcher = ChangePatterns.BARE.matcher(sentence);
        return matcher.find()
                ? matches.newestLimit("").map(key -> new Limit(key, Limits.number(matcher.group(1))))
                : Optional.empty();
    }

    private Optional<Limit> form(String text) {
        List<String> forms = EnglishWords.of(text).stream()
                .filter(word -> StylePatterns.FORMS.contains(EnglishWords.stem(word)))
                .toList();
        return forms.size() == 1 ? Optional.of(new Limit("format", forms.get(0))) : Optional.empty();
    }

    private Optional<String> known(String key) {
        return Optional.of(key).filter(matches::contains);
    }

    private static boolean isWhole(String text) {
        return ChangePatterns.WHOLE.matcher(text).find();
    }

    /** Returns the match of {@code pattern} if it is the only one, and the words before it do not reject it. */
    private static Optional<String> only(Pattern pattern, String text) {
        List<MatchResult> found = pattern.matcher(text).results().toList();
        return found.size() == 1
                        && !ChangePatterns.NOT_THE_VALUE
                                .matcher(text.substring(0, found.get(0).start()))
                                .find()
                ? Optional.of(found.get(0).group())
                : Optional.empty();
    }

    private static String text(String sentence) {
        return EnglishWords.capitalized(sentence.replaceAll("[\\s.,;:!]+$", ""));
    }
}
