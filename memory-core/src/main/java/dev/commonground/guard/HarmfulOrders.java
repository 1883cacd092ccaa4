package dev.commonground.guard;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.Origin;
import dev.commonground.memory.Statement;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The default guard. It compares the words of a write with {@link HarmPattern}; how many of them count depends on the source. */
final class HarmfulOrders implements WriteGuard {

    private static final double LOW_TRUST = 0.5;

    /** Characters that a reader does not see within a word. */
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\p{Cf}\\x{34F}\\x{FE00}-\\x{FE0F}\\x{E0000}-\\x{E0FFF}]");

    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");

    /** Shared, because it learns from the texts that it checks where its rules can begin. */
    static final HarmfulOrders SHARED = new HarmfulOrders();

    private final HarmRules rules = new HarmRules();

    private HarmfulOrders() {}

    @Override
    public Verdict check(Write write) {
        HarmPattern.Source source = source(requireNonNull(write, "write").assertion());
        return texts(write)
                .map(HarmfulOrders::normalized)
                .flatMap(text -> rules.firstIn(text, source).stream())
                .findFirst()
                .map(pattern -> Verdict.quarantine(pattern.reason()))
                .orElse(Verdict.allow());
    }

    private static HarmPattern.Source source(Assertion assertion) {
        boolean outside = assertion.origin() == Origin.WEB
                || assertion.origin() == Origin.DOCUMENT
                || assertion.origin() == Origin.TOOL;
        if (outside || assertion.trust() < LOW_TRUST) {
            return HarmPattern.Source.OUTSIDE;
        }
        return assertion.author().type() == Author.Type.PERSON ? HarmPattern.Source.PERSON : HarmPattern.Source.AGENT;
    }

    private static Stream<String> texts(Write write) {
        Statement statement = write.statement();
        Stream<String> ofStatement = write.annotation()
                ? Stream.empty()
                : Stream.of(
                        statement.text(),
                        statement.key() == null ? "" : statement.key() + " = " + statement.value(),
                        Objects.requireNonNullElse(write.assertion().evidence(), ""));
        Stream<String> ofMetadata =
                write.assertion().metadata().values().entrySet().stream().map(e -> e.getKey() + " = " + e.getValue());
        return Stream.concat(ofStatement, ofMetadata);
    }

    /** Returns the words as a reader sees them: without what hides between letters, and in one form of each letter. */
    private static String normalized(String text) {
        String seen = INVISIBLE
                .matcher(Normalizer.normalize(text, Normalizer.Form.NFKC))
                .replaceAll("");
        return SPACES.matcher(seen).replaceAll(" ").replace('’', '\'').toLowerCase(Locale.ROOT);
    }
}
