package dev.commonground.samples.offline;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One statement, read from a page or from the team's memory in the prompt.
 *
 * @param key what it is about, such as {@code "tone"}; null if it stands alone
 * @param value what the key is said to be; null exactly if the key is
 */
record Note(Kind kind, @Nullable String key, @Nullable String value, String text) {

    /** What {@link #key} a requirement of length, look or content has. */
    static final String MAX_WORDS = "max_words";

    static final String TONE = "tone";
    static final String FIRST_SECTION = "first_section";
    static final String FORMAT = "format";
    static final String DEADLINE = "deadline";
    static final String BUDGET = "budget";
    static final String INCLUDE = "include: ";
    static final String REQUIRED = "required";
    static final String FORBIDDEN = "forbidden";

    /** The sorts of statement, in the order in which a text uses them. */
    enum Kind {
        CONSTRAINT,
        PREFERENCE,
        DECISION,
        FINDING,
        QUESTION,
        ARTIFACT
    }

    Note {
        requireNonNull(kind, "kind");
        requireNonNull(text, "text");
    }

    static Note constraint(String key, String value, String text) {
        return new Note(Kind.CONSTRAINT, key, value, text);
    }

    static Note of(Kind kind, String text) {
        return new Note(kind, null, null, text);
    }

    /** Returns whether both say the same, in whatever words if they have a key. */
    boolean repeats(Note other) {
        if (kind != other.kind) {
            return false;
        }
        boolean inWordsOnly = key == null || value == null;
        return inWordsOnly
                ? Terms.of(text).equals(Terms.of(other.text))
                : Terms.of(key + " " + value).equals(Terms.of(other.key + " " + other.value));
    }

    boolean hasKey(String wanted) {
        return wanted.equals(key);
    }

    /** Returns what the key is said to be; empty without a key. */
    String said() {
        return value == null ? "" : value;
    }

    /** Returns what must or must not be spoken of, if this note says so by {@code said}. */
    Optional<String> topic(String said) {
        return key != null && key.startsWith(INCLUDE) && said.equals(value)
                ? Optional.of(key.substring(INCLUDE.length()))
                : Optional.empty();
    }

    /** Returns {@code phrase} with the capitals it has in the text. */
    String spelled(String phrase) {
        Matcher matcher =
                Pattern.compile(Pattern.quote(phrase), Pattern.CASE_INSENSITIVE).matcher(text);
        return matcher.find() ? matcher.group() : phrase;
    }

    static String keyOf(String topic) {
        return INCLUDE + topic.toLowerCase(Locale.ROOT);
    }
}
