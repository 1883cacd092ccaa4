package dev.commonground.benchmarks.learning;

import dev.commonground.learning.Extracted;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What should be learned.
 *
 * @param key the key it should have, or null if words tell which statement is meant
 * @param said the value of the key, or words out of the sentence that says it
 */
record Label(Kind kind, @Nullable String key, String said) {

    private static final Pattern LINE = Pattern.compile("([A-Z]+) (?:\"(.+)\"|(.+?) = (.+))");

    static Label read(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("This is no label: %s".formatted(line));
        }
        Kind kind = Kind.valueOf(matcher.group(1));
        return matcher.group(2) == null
                ? new Label(kind, matcher.group(3), matcher.group(4))
                : new Label(kind, null, matcher.group(2));
    }

    /** Returns whether {@code extracted} is what this label means; values are equal if they do not contradict. */
    boolean fits(Extracted extracted) {
        Statement statement = extracted.statement();
        if (statement.kind() != kind) {
            return false;
        }
        return key == null
                ? statement.key() == null && extracted.evidence().contains(said)
                : key.equals(statement.key())
                        && !statement.contradicts(new Statement(kind, key, said, statement.text()));
    }

    @Override
    public String toString() {
        return key == null ? "%s \"%s\"".formatted(kind, said) : "%s %s = %s".formatted(kind, key, said);
    }
}
