package dev.commonground.samples.offline;

import static java.util.Objects.requireNonNull;

import dev.commonground.crew.check.WordStems;
import dev.commonground.memory.Kind;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One statement, read from a page or from the team's memory in the prompt.
 *
 * @param key the key, such as {@code "tone"}; null if there is none
 * @param value the value of the key; null if and only if the key is null
 */
record Note(Kind kind, @Nullable String key, @Nullable String value, String text) {

    /** A {@link #key} of a requirement. */
    static final String MAX_WORDS = "max_words";

    static final String TONE = "tone";
    static final String FIRST_SECTION = "first_section";
    static final String FORMAT = "format";
    static final String DEADLINE = "deadline";
    static final String BUDGET = "budget";
    static final String INCLUDE = "include: ";
    static final String REQUIRED = "required";
    static final String FORBIDDEN = "forbidden";

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

    /** Returns whether both have the same kind, and the same key and value or, without a key, the same words. */
    boolean repeats(Note other) {
        if (kind != other.kind) {
            return false;
        }
        boolean inWordsOnly = key == null || value == null;
        return inWordsOnly
                ? WordStems.stems(text).equals(WordStems.stems(other.text))
                : WordStems.stems(key + " " + value).equals(WordStems.stems(other.key + " " + other.value));
    }

    boolean hasKey(String wanted) {
        return wanted.equals(key);
    }

    /** Returns the value; empty without a key. */
    String said() {
        return value == null ? "" : value;
    }

    /** Returns the topic of this note, if it is about a topic and its value is {@code said}. */
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
