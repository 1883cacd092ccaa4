package dev.commonground.rules;

import java.util.List;
import java.util.Set;

/** Splits English texts into words and sentences like the rules do, for applications with their own rules. */
public final class EnglishText {

    private EnglishText() {}

    /** Returns the words of {@code text} in lower case, in order, with duplicates. */
    public static List<String> words(String text) {
        return EnglishWords.of(text.replace('’', '\''));
    }

    /** Returns {@code word} in the singular and without a possessive ending. */
    public static String singular(String word) {
        return EnglishWords.stem(word);
    }

    /** Returns the sentences of {@code text}, each on one line and without quotation marks. */
    public static List<String> sentences(String text) {
        return SentenceSplitter.split(text).stream().map(Sentence::text).toList();
    }

    /** Returns words without a meaning of their own, such as {@code "the"}. */
    public static Set<String> stopWords() {
        return CommonWords.STOP_WORDS;
    }

    /** Returns words for the people who may speak for a client, such as {@code "board"}. */
    public static Set<String> clientWords() {
        return CommonWords.CLIENTS;
    }

    /** Returns words that label a line, such as {@code "deadline"}; they are not names of speakers. */
    public static Set<String> labelWords() {
        return CommonWords.LABELS;
    }

    /** Returns words for business figures, such as {@code "revenue"}. */
    public static Set<String> businessWords() {
        return CommonWords.BUSINESS;
    }
}
