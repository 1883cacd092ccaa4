package dev.commonground.internal.search;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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

    private static final Map<String, Set<Language>> LANGUAGES_BY_WORD = new HashMap<>();

    static {
        for (Language language : values()) {
            for (Object word : language.functionWords) {
                LANGUAGES_BY_WORD
                        .computeIfAbsent(new String((char[]) word), first -> EnumSet.noneOf(Language.class))
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
        Map<Language, Integer> counts = new EnumMap<>(Language.class);
        boolean hasAcronyms = text.chars().anyMatch(Character::isLowerCase);
        int end = 0;
        while (end < text.length()) {
            int start = end;
            while (end < text.length() && Character.isLetter(text.charAt(end))) {
                end++;
            }
            if (!hasAcronyms || !isAcronym(text, start, end)) {
                of(text, start, end).forEach(language -> counts.merge(language, 1, Integer::sum));
            }
            end++;
        }
        Language best = ENGLISH;
        for (Map.Entry<Language, Integer> counted : counts.entrySet()) {
            best = counted.getValue() > counts.getOrDefault(best, 0) ? counted.getKey() : best;
        }
        return best;
    }

    /** Capitals in a text that also has small letters: "CI" is a word in Italian, but not in "CI pipeline". */
    private static boolean isAcronym(String text, int start, int end) {
        return text.substring(start, end).chars().allMatch(Character::isUpperCase);
    }

    /** Returns the languages of a function word. A word of one letter, or one in an identifier, tells nothing. */
    private static Set<Language> of(String text, int start, int end) {
        return end - start > 1 && isEdge(text, start - 1) && isEdge(text, end)
                ? LANGUAGES_BY_WORD.getOrDefault(text.substring(start, end).toLowerCase(Locale.ROOT), Set.of())
                : Set.of();
    }

    /** A sign inside an identifier is no edge: "com" is a word in Portuguese, but not in an address. */
    private static boolean isEdge(String text, int at) {
        if (at < 0 || at >= text.length()) {
            return true;
        }
        char c = text.charAt(at);
        boolean joins =
                JOINERS.indexOf(c) >= 0 && at + 1 < text.length() && Character.isLetterOrDigit(text.charAt(at + 1));
        return !Character.isLetterOrDigit(c) && !joins;
    }
}
