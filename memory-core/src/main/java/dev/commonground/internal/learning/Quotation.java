package dev.commonground.internal.learning;

import dev.commonground.memory.Statement;
import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Words that are claimed to be a quotation. The claim holds if a source contains them: as whole words in a script that
 * separates words, as whole characters in others. A Korean particle after the last word does not count. The comparison
 * ignores case, white space, full-width forms, digits of other scripts, the form of quotation marks, stops and dashes,
 * emphasis, and how a character is composed.
 *
 * <pre>{@code
 * Quotation.of("no more than 500").findIn("Write no more than 500 words."); // "no more than 500"
 * Quotation.of("no more than 50").findIn("Write no more than 500 words."); // empty
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class Quotation {

    /** A quote that says less than this many Latin letters occurs in almost every source and proves nothing. */
    private static final int MIN_WEIGHT = 6;

    /** Words of change may be short, such as "ya no". */
    private static final int MIN_CHANGE_WEIGHT = 2;

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
     * if they say less than {@value #MIN_WEIGHT} Latin letters and are not the whole source. A Han character or a Korean
     * syllable says as much as three letters, a kana as two.
     */
    public Optional<String> findIn(String source) {
        int weight = Scripts.weight(words);
        return weight >= MIN_WEIGHT || weight == Scripts.weight(composed(source)) ? find(source) : Optional.empty();
    }

    /** Returns whether {@code source} contains the quoted words as whole words, however little they say. */
    public boolean occursIn(String source) {
        return find(source).isPresent();
    }

    /** Returns the quoted words as {@code source} spells them, if they have at least two letters. */
    Optional<String> findChangeIn(String source) {
        return Scripts.weight(words) >= MIN_CHANGE_WEIGHT ? find(source) : Optional.empty();
    }

    /** Returns the quoted words in the form in which they are compared. */
    String words() {
        return words;
    }

    private Optional<String> find(String source) {
        return words.isEmpty()
                ? Optional.empty()
                : NormalizedText.withPositions(composed(source))
                        .find(words)
                        .filter(found -> found.length() <= Statement.MAX_TEXT);
    }

    private static String composed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }
}
