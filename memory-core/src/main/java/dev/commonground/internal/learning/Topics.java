package dev.commonground.internal.learning;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.lucene.analysis.en.EnglishMinimalStemmer;

/**
 * The topics to learn about, and the topics to ignore. A text names an included topic if it contains the topic's words in
 * the singular or the plural. It names an excluded topic if it contains all of the topic's words, in any order, inflected or
 * as parts of other words: to leave out too much is safer than to store what should be left out.
 *
 * @param include the only topics to learn about; empty for all topics
 * @param exclude the topics to ignore
 */
record Topics(Set<String> include, Set<String> exclude) {

    private static final Pattern SEPARATOR = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    /** A shorter word in another word is a coincidence. */
    private static final int MIN_PART = 4;

    /** The least letters of a word from which its inflected ending may start. */
    private static final int MIN_STEM = 4;

    Topics {
        include = Set.copyOf(include);
        exclude = Set.copyOf(exclude);
    }

    /** Returns the first excluded topic that {@code text} names. */
    Optional<String> excluded(String text) {
        List<String> words = words(text);
        return exclude.stream()
                .sorted()
                .filter(topic -> containsAll(words, words(topic)))
                .findFirst();
    }

    /** Returns whether {@code text} names an included topic, or all topics are included. */
    boolean included(String text) {
        List<String> words = words(text);
        return include.isEmpty() || include.stream().anyMatch(topic -> names(words, words(topic)));
    }

    private static boolean containsAll(List<String> words, List<String> wanted) {
        return !wanted.isEmpty()
                && wanted.stream().allMatch(part -> words.stream().anyMatch(word -> mayContain(word, part)));
    }

    /** Returns whether {@code word} may be a form of {@code wanted}, or a compound with it. */
    private static boolean mayContain(String word, String wanted) {
        if (wanted.codePoints().anyMatch(Scripts::isUnspaced)) {
            return word.contains(wanted);
        }
        String bare = withoutMarks(wanted);
        String plain = withoutMarks(word);
        boolean part = bare.length() >= MIN_PART || wanted.codePoints().anyMatch(Scripts::isHangul);
        return isFormOf(plain, bare)
                || (part
                        && (plain.contains(bare) || plain.startsWith(stemOf(bare)) || plain.contains(shortened(bare))));
    }

    /** Returns {@code word} without its last letter, if the rest is long enough to name something. */
    private static String shortened(String word) {
        return word.length() > MIN_STEM ? word.substring(0, word.length() - 1) : word;
    }

    /** Returns the start of {@code word} that its inflected forms have in common in most languages. */
    private static String stemOf(String word) {
        int ending = Math.min(3, Math.max(0, (word.length() - MIN_STEM + 2) / 2));
        return word.substring(0, word.length() - ending);
    }

    private static boolean names(List<String> words, List<String> wanted) {
        return !wanted.isEmpty()
                && IntStream.rangeClosed(0, words.size() - wanted.size())
                        .anyMatch(start -> IntStream.range(0, wanted.size())
                                .allMatch(i -> isIncluded(words.get(start + i), wanted.get(i))));
    }

    private static boolean isIncluded(String word, String wanted) {
        boolean unspaced = wanted.codePoints().anyMatch(Scripts::isUnspaced);
        return isFormOf(word, wanted) || (unspaced && word.contains(wanted));
    }

    private static boolean isFormOf(String word, String wanted) {
        return word.equals(wanted + "es") || stem(word).equals(stem(wanted));
    }

    private static String stem(String word) {
        char[] characters = word.toCharArray();
        return new String(characters, 0, new EnglishMinimalStemmer().stem(characters, characters.length));
    }

    private static String withoutMarks(String word) {
        return MARKS.matcher(Normalizer.normalize(word, Normalizer.Form.NFD)).replaceAll("");
    }

    private static List<String> words(String text) {
        return Arrays.stream(SEPARATOR.split(NormalizedText.of(text), -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
