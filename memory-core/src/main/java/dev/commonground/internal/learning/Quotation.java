package dev.commonground.internal.learning;

import dev.commonground.memory.Statement;
import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Words that are claimed to be a quotation. The claim holds if a source contains them as whole words. The comparison ignores
 * case, white space, the form of quotation marks and dashes, emphasis, and how a character is composed.
 *
 * <pre>{@code
 * Quotation.of("no more than 500").findIn("Write no more than 500 words."); // "no more than 500"
 * Quotation.of("no more than 50").findIn("Write no more than 500 words."); // empty
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class Quotation {

    /** A quote with fewer letters and digits occurs in almost every source and proves nothing. */
    private static final int MIN_LETTERS = 6;

    private static final Pattern EDGES = Pattern.compile("^[\\s\"'.,;:!?…]+|[\\s\"'.,;:!?…]+$");

    private final String words;

    private Quotation(String words) {
        this.words = words;
    }

    /** Creates a quotation of {@code quote}, without the quotation marks and the punctuation around it. */
    public static Quotation of(String quote) {
        return new Quotation(EDGES.matcher(NormalizedText.of(composed(quote))).replaceAll(""));
    }

    /**
     * Returns the quoted words as {@code source} spells them. The result is empty if the source does not contain them, or
     * if they have fewer than {@value #MIN_LETTERS} letters and digits and are not the whole source.
     */
    public Optional<String> findIn(String source) {
        String text = composed(source);
        if (words.isEmpty() || !isLongEnough(text)) {
            return Optional.empty();
        }
        return NormalizedText.withPositions(text).find(words).filter(found -> found.length() <= Statement.MAX_TEXT);
    }

    private boolean isLongEnough(String source) {
        long letters = letters(words);
        return letters >= MIN_LETTERS || letters == letters(source);
    }

    private static String composed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private static long letters(String text) {
        return text.codePoints().filter(Character::isLetterOrDigit).count();
    }
}
