package dev.commonground.internal.guard;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Assertion;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Replaces secrets by what they were, such as {@code [redacted: AWS key]}. The statement around them stays. */
final class Secrets implements UnaryOperator<String> {

    /** A key whose value is a secret, whatever it looks like. */
    private static final Pattern SECRET_KEY = Pattern.compile(
            "(?i)(?:^|[\\s_.-])(?:password|passwd|pwd|passphrase|passcode|secret|api[\\s_.-]?key|secret[\\s_.-]?key|private[\\s_.-]?key"
                    + "|access[\\s_.-]?key|(?:access|auth|api|bearer|refresh)[\\s_.-]?token|client[\\s_.-]?secret|credentials?|pin)$");

    /** A value of such a key that is no secret: a word of a sentence. */
    private static final Pattern WORDS = Pattern.compile("(?:\\p{L}{1,14}[.,]?\\s?){1,8}|\\d{1,3}( \\w+)?");

    @Override
    public String apply(String text) {
        String redacted = text;
        for (SecretFormat format : SecretFormat.values()) {
            redacted = format.redact(redacted);
        }
        return CardNumbers.redact(redacted);
    }

    /** Returns {@code statement} without secrets, the same object if it has none. */
    Statement in(Statement statement) {
        String key = orNull(statement.key());
        String value = orNull(statement.value());
        if (key != null && value != null && isSecret(key, value)) {
            value = SecretFormat.mark("value");
        }
        String text = cut(apply(statement.text()), Statement.MAX_TEXT);
        Statement clean = new Statement(statement.kind(), cutOrNull(key), cutOrNull(value), text);
        return clean.equals(statement) ? statement : clean;
    }

    private static boolean isSecret(String key, String value) {
        return SECRET_KEY.matcher(key).find() && !WORDS.matcher(value).matches() && !value.contains(SecretFormat.MARK);
    }

    /** Returns {@code assertion} without secrets in its evidence and its metadata. */
    Assertion in(Assertion assertion) {
        String evidence = assertion.evidence();
        return new Assertion(
                assertion.author(),
                assertion.recorder(),
                assertion.at(),
                assertion.node(),
                assertion.thread(),
                assertion.origin(),
                assertion.trust(),
                evidence == null ? null : cut(apply(evidence), Statement.MAX_TEXT),
                in(assertion.metadata()),
                assertion.expires(),
                assertion.derivedFrom(),
                assertion.audience());
    }

    /** Returns {@code metadata} without secrets. */
    Metadata in(Metadata metadata) {
        Map<String, Object> values = new TreeMap<>();
        metadata.values().forEach((name, value) -> values.put(apply(name), value(name, value)));
        return new Metadata(values);
    }

    private Object value(String name, Object value) {
        if (!(value instanceof String text)) {
            return value;
        }
        return isSecret(name, text) ? SecretFormat.mark("value") : apply(requireNonNull(text, "text"));
    }

    private @Nullable String orNull(@Nullable String text) {
        return text == null ? null : apply(text);
    }

    private static @Nullable String cutOrNull(@Nullable String text) {
        return text == null ? null : cut(text, Statement.MAX_KEY);
    }

    /** A mark can be longer than a short secret. */
    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, text.offsetByCodePoints(most, -1));
    }
}
