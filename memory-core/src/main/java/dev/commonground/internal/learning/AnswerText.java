package dev.commonground.internal.learning;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.commonground.store.JsonMappers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the JSON of the statements in a model's answer, between prose, code fences and reasoning. Tags in a string of the
 * JSON are only text.
 *
 * <p>Not thread-safe.
 */
final class AnswerText {

    static final String STATEMENTS = "statements";

    /** Models write commas after the last element, and line breaks in strings. */
    private static final ObjectReader JSON = JsonMappers.LENIENT
            .reader()
            .with(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .with(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS);

    private static final Pattern TAG = Pattern.compile("(?i)<(/?)(think|thinking|thought|reasoning)>");

    /** Limits the work for an answer that consists of opening brackets. */
    private static final int MAX_OPENINGS = 1_000;

    private final String text;
    private AnswerCandidates found = new AnswerCandidates();
    private AnswerCandidates reasoned = new AnswerCandidates();
    private boolean truncated;
    private int position;

    private AnswerText(String text) {
        this.text = text;
    }

    /**
     * Returns the last list of statements in {@code answer} that is not empty, or single statements without a list, or an
     * empty list.
     */
    static Optional<JsonNode> statements(@Nullable String answer) {
        return answer == null ? Optional.empty() : new AnswerText(answer).scan();
    }

    private Optional<JsonNode> scan() {
        for (int openings = 0; openings < MAX_OPENINGS && moveToOpening(); ) {
            if (text.charAt(position) == '<') {
                readTag();
            } else {
                readJson();
                openings++;
            }
        }
        return found.best().or(reasoned::best);
    }

    /** Moves to the next bracket or tag, and returns whether there is one. */
    private boolean moveToOpening() {
        while (position < text.length() && "{[<".indexOf(text.charAt(position)) < 0) {
            position++;
        }
        return position < text.length();
    }

    private void readTag() {
        Matcher tag = TAG.matcher(text).region(position, text.length());
        if (!tag.lookingAt()) {
            position++;
        } else if (tag.group(1).isEmpty()) {
            position = endOfReasoning(tag);
        } else {
            reasoned = found;
            found = new AnswerCandidates();
            position = tag.end();
        }
    }

    /**
     * Returns the end of the reasoning that {@code tag} opens. Reasoning without an end extends to the end of the answer. A
     * tag within a line, without an end before the next JSON, is only mentioned.
     */
    private int endOfReasoning(Matcher tag) {
        String closing = "</%s>".formatted(tag.group(2).toLowerCase(Locale.ROOT));
        int end = text.toLowerCase(Locale.ROOT).indexOf(closing, tag.end());
        if (startsLine()) {
            return end < 0 ? text.length() : end + closing.length();
        }
        int json = text.indexOf('{', tag.end());
        return end < 0 || (json >= 0 && json < end) ? tag.end() : end + closing.length();
    }

    private boolean startsLine() {
        int before = position - 1;
        while (before >= 0 && text.charAt(before) == ' ') {
            before--;
        }
        return before < 0 || "\n\r}]`".indexOf(text.charAt(before)) >= 0;
    }

    private void readJson() {
        try (JsonParser parser = JSON.createParser(text.substring(position))) {
            JsonNode node = parser.readValueAsTree();
            boolean used = found.add(node, !truncated);
            position += used ? (int) parser.currentLocation().getCharOffset() : 1;
        } catch (JsonEOFException e) { // the answer breaks off within this value
            truncated = true;
            position++;
        } catch (JsonProcessingException e) { // prose
            position++;
        } catch (IOException e) {
            throw new UncheckedIOException("The answer of the model could not be read", e);
        }
    }
}
