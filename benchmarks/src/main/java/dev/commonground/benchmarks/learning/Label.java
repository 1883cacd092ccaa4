package dev.commonground.benchmarks.learning;

import dev.commonground.learning.Learning.Extracted;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A statement that a conversation makes.
 *
 * @param key the key of the statement, or null if it has none
 * @param text the value of the key, or words of the sentence if there is no key
 */
record Label(Kind kind, @Nullable String key, String text) {

    private static final Pattern LINE = Pattern.compile("([A-Z]+) (?:\"(.+)\"|(.+?) = (.+))");

    static Label read(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "The label is %s: write KIND \"words\" or KIND key = value".formatted(line));
        }
        Kind kind = Kind.valueOf(matcher.group(1));
        return matcher.group(2) == null
                ? new Label(kind, matcher.group(3), matcher.group(4))
                : new Label(kind, null, matcher.group(2));
    }

    /** Returns whether {@code extracted} is the statement of this label. Values match if they do not contradict. */
    boolean matches(Extracted extracted) {
        Statement statement = extracted.statement();
        if (statement.kind() != kind) {
            return false;
        }
        return key == null
                ? statement.key() == null && extracted.evidence().contains(text)
                : key.equals(statement.key())
                        && !statement.contradicts(new Statement(kind, key, text, statement.text()));
    }

    @Override
    public String toString() {
        return key == null ? "%s \"%s\"".formatted(kind, text) : "%s %s = %s".formatted(kind, key, text);
    }
}
