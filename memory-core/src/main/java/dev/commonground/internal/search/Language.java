package dev.commonground.internal.search;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import org.apache.lucene.analysis.CharArrayMap;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.de.GermanLightStemFilter;
import org.apache.lucene.analysis.de.GermanNormalizationFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.es.SpanishLightStemFilter;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.fr.FrenchLightStemFilter;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.analysis.it.ItalianLightStemFilter;
import org.apache.lucene.analysis.nl.DutchAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseLightStemFilter;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.tartarus.snowball.ext.DutchStemmer;

/**
 * The languages in Latin letters whose words are stemmed. A text is in the language that has most of its function words
 * in it; English unless another has more. Other scripts name their language themselves.
 */
enum Language {
    ENGLISH("en", FunctionWords.ENGLISH) {
        @Override
        TokenStream stem(TokenStream words) {
            return new PorterStemFilter(words);
        }
    },
    GERMAN("de", GermanAnalyzer.getDefaultStopSet()) {
        @Override
        TokenStream stem(TokenStream words) {
            return new GermanLightStemFilter(new GermanNormalizationFilter(words));
        }
    },
    SPANISH("es", SpanishAnalyzer.getDefaultStopSet()) {
        @Override
        TokenStream stem(TokenStream words) {
            return new SpanishLightStemFilter(words);
        }
    },
    FRENCH("fr", FrenchAnalyzer.getDefaultStopSet()) {
        @Override
        TokenStream stem(TokenStream words) {
            return new FrenchLightStemFilter(words);
        }
    },
    ITALIAN("it", ItalianAnalyzer.getDefaultStopSet()) {
        @Override
        TokenStream stem(TokenStream words) {
            return new ItalianLightStemFilter(words);
        }
    },
    PORTUGUESE("pt", PortugueseAnalyzer.getDefaultStopSet()) {
        @Override
        TokenStream stem(TokenStream words) {
            return new PortugueseLightStemFilter(words);
        }
    },
    DUTCH("nl", DutchAnalyzer.getDefaultStopSet()) {
        @Override
        TokenStream stem(TokenStream words) {
            return new SnowballFilter(words, new DutchStemmer());
        }
    };

    private static final String JOINERS = "._-@/\\:";

    private static final Language[] ALL = values();

    /** Lists instead of sets, because each word of each text asks for one: a list is read without an iterator. */
    private static final CharArrayMap<List<Language>> LANGUAGES_BY_WORD = new CharArrayMap<>(2_000, true);

    static {
        for (Language language : ALL) {
            for (Object word : language.functionWords) {
                LANGUAGES_BY_WORD
                        .computeIfAbsent(word, first -> new ArrayList<>(1))
                        .add(language);
            }
        }
    }

    private final Locale locale;

    @SuppressWarnings("ImmutableEnumChecker") // Lucene's set cannot be modified
    private final CharArraySet functionWords;

    Language(String code, CharArraySet functionWords) {
        this.locale = Locale.forLanguageTag(code);
        this.functionWords = functionWords;
    }

    /** Reduces words in lower case to their stems. */
    abstract TokenStream stem(TokenStream words);

    /** Returns whether one word consists of several, of which the last is the head. */
    boolean hasCompounds() {
        return this == GERMAN || this == DUTCH;
    }

    Locale locale() {
        return locale;
    }

    /** Returns the words that carry no information in this language. */
    CharArraySet functionWords() {
        return functionWords;
    }

    /** Returns the language of the Latin letters of a text. */
    static Language of(String text) {
        char[] letters = text.toCharArray();
        boolean hasAcronyms = any(letters, 0, letters.length, Character::isLowerCase);
        Map<Language, Integer> counts = new EnumMap<>(Language.class);
        for (int end = 0; end < letters.length; end++) {
            int start = end;
            while (end < letters.length && Character.isLetter(letters[end])) {
                end++;
            }
            List<Language> languages = of(letters, start, end);
            if (!languages.isEmpty() && !(hasAcronyms && isAcronym(letters, start, end))) {
                languages.forEach(language -> counts.merge(language, 1, Integer::sum));
            }
        }
        return most(counts);
    }

    private static Language most(Map<Language, Integer> counts) {
        Language best = ENGLISH;
        for (Language language : ALL) {
            best = counts.getOrDefault(language, 0) > counts.getOrDefault(best, 0) ? language : best;
        }
        return best;
    }

    /** Capitals in a text that also has small letters: "CI" is a word in Italian, but not in "CI pipeline". */
    private static boolean isAcronym(char[] text, int start, int end) {
        return !any(text, start, end, c -> !Character.isUpperCase(c));
    }

    private static boolean any(char[] text, int start, int end, IntPredicate wanted) {
        int at = start;
        while (at < end && !wanted.test(text[at])) {
            at++;
        }
        return at < end;
    }

    /** Returns the languages of a function word. A word of one letter, or one in an identifier, tells nothing. */
    private static List<Language> of(char[] text, int start, int end) {
        if (end - start < 2 || !isEdge(text, start - 1) || !isEdge(text, end)) {
            return List.of();
        }
        List<Language> languages = LANGUAGES_BY_WORD.get(text, start, end - start);
        return languages == null ? List.of() : languages;
    }

    /** A sign inside an identifier is no edge: "com" is a word in Portuguese, but not in an address. */
    private static boolean isEdge(char[] text, int at) {
        if (at < 0 || at >= text.length) {
            return true;
        }
        char c = text[at];
        boolean joins = JOINERS.indexOf(c) >= 0 && at + 1 < text.length && Character.isLetterOrDigit(text[at + 1]);
        return !Character.isLetterOrDigit(c) && !joins;
    }
}
