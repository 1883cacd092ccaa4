package dev.commonground.recall;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Cuts a text into the terms that keyword search compares: lower case, stemmed, without stop words, by Lucene's
 * {@link EnglishAnalyzer}.
 *
 * <p>Thread-safe.
 */
final class Terms {

    private static final Analyzer ANALYZER = new EnglishAnalyzer();

    private Terms() {}

    /** Returns the terms of {@code text} in order, with repetitions. */
    static List<String> of(String text) {
        List<String> terms = new ArrayList<>();
        try (TokenStream tokens = ANALYZER.tokenStream("", text)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                terms.add(term.toString());
            }
            tokens.end();
        } catch (IOException e) {
            throw new UncheckedIOException("A text in memory cannot fail to be read", e);
        }
        return terms;
    }
}
