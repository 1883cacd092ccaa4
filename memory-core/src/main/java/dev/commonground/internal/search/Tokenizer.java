package dev.commonground.internal.search;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.ar.ArabicNormalizationFilter;
import org.apache.lucene.analysis.ar.ArabicStemFilter;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.core.DecimalDigitFilter;
import org.apache.lucene.analysis.hi.HindiNormalizationFilter;
import org.apache.lucene.analysis.hi.HindiStemFilter;
import org.apache.lucene.analysis.in.IndicNormalizationFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.miscellaneous.KeywordRepeatFilter;
import org.apache.lucene.analysis.miscellaneous.RemoveDuplicatesTokenFilter;
import org.apache.lucene.analysis.ru.RussianLightStemFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Splits a text into the terms of keyword search: in compatibility form (NFKC), in lower case, without function words,
 * and stemmed by script and language. Chinese, Japanese and Korean become pairs of characters, and identifiers their
 * {@link WordParts} as well.
 *
 * <p>Thread-safe.
 */
final class Tokenizer {

    /** The first letter of another script than Latin is Greek. */
    private static final char FIRST_OTHER_LETTER = '\u0370';

    private static final char FIRST_PUNCTUATION = '\u2000';
    private static final char LAST_PUNCTUATION = '\u206f';

    /** An estimate of the characters of a word and the space behind it. */
    private static final int WORD_LENGTH = 5;

    private static final Map<Language, Analyzer> ANALYZERS = new EnumMap<>(Language.class);
    private static final Map<Language, Analyzer> LATIN_ANALYZERS = new EnumMap<>(Language.class);

    static {
        for (Language language : Language.values()) {
            ANALYZERS.put(language, new TermAnalyzer(language, false));
            LATIN_ANALYZERS.put(language, new TermAnalyzer(language, true));
        }
    }

    private Tokenizer() {}

    /** Returns the terms of {@code text} in order, with repetitions. */
    static List<String> tokenize(String text) {
        String normal = normalize(text);
        return tokenize(normal, Language.of(normal));
    }

    /** Returns the terms of an English text. */
    static List<String> tokenizeEnglish(String text) {
        return tokenize(normalize(text), Language.ENGLISH);
    }

    /** Returns the terms of {@code text} with their parts. */
    static SearchTerms searchTerms(String text) {
        String normal = normalize(text);
        Language language = Language.of(normal);
        List<String> terms = tokenize(normal, language);
        return new SearchTerms(terms, Subwords.of(terms, language));
    }

    private static String normalize(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }

    private static List<String> tokenize(String normal, Language language) {
        List<String> terms = new ArrayList<>(normal.length() / WORD_LENGTH);
        Analyzer analyzer = requireNonNull((isLatin(normal) ? LATIN_ANALYZERS : ANALYZERS).get(language));
        try (TokenStream tokens = analyzer.tokenStream("", normal)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                terms.add(term.toString());
            }
            tokens.end();
        } catch (IOException e) {
            throw new UncheckedIOException("Reading a text from the heap failed, which should be impossible", e);
        }
        return terms;
    }

    /** Returns whether a text has no letter or digit of another script. */
    private static boolean isLatin(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= FIRST_OTHER_LETTER && (c < FIRST_PUNCTUATION || c > LAST_PUNCTUATION)) {
                return false;
            }
        }
        return true;
    }

    /** Finds the terms of a text. The filters of other scripts leave a Latin text alone, so it does without them. */
    private static final class TermAnalyzer extends Analyzer {

        private final Language language;
        private final boolean latin;

        TermAnalyzer(Language language, boolean latin) {
            this.language = language;
            this.latin = latin;
        }

        @Override
        protected TokenStreamComponents createComponents(String field) {
            StandardTokenizer tokenizer = new StandardTokenizer();
            TokenStream words = new StopFilter(
                    latin ? new LowerCaseFilter(new WordPartFilter(tokenizer)) : ofAllScripts(tokenizer),
                    language.functionWords());
            return new TokenStreamComponents(tokenizer, new ASCIIFoldingFilter(stem(words)));
        }

        private static TokenStream ofAllScripts(StandardTokenizer tokenizer) {
            TokenStream words = new LowerCaseFilter(new WordPartFilter(new DecimalDigitFilter(tokenizer)));
            return new StopFilter(new CJKBigramFilter(words), FunctionWords.OF_OTHER_SCRIPTS);
        }

        /** A language can be mistaken, so the plain word of another one than English is a term too. */
        private TokenStream stem(TokenStream words) {
            return language == Language.ENGLISH
                    ? language.stem(stemByScript(words))
                    : new RemoveDuplicatesTokenFilter(language.stem(stemByScript(new KeywordRepeatFilter(words))));
        }

        /** Each of these leaves words of other scripts alone. */
        private TokenStream stemByScript(TokenStream words) {
            if (latin) {
                return words;
            }
            TokenStream arabic = new ArabicStemFilter(new ArabicNormalizationFilter(words));
            TokenStream hindi = new HindiStemFilter(new HindiNormalizationFilter(new IndicNormalizationFilter(arabic)));
            return new RussianLightStemFilter(hindi);
        }
    }
}
