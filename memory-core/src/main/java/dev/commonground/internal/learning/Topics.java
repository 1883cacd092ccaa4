package dev.commonground.internal.learning;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.lucene.analysis.en.EnglishMinimalStemmer;

/**
 * The topics to learn about, and the topics to ignore. A text names a topic if it contains the topic's words in the
 * singular or the plural.
 *
 * @param include the only topics to learn about; empty for all topics
 * @param exclude the topics to ignore
 */
record Topics(Set<String> include, Set<String> exclude) {

    private static final Pattern SEPARATOR = Pattern.compile("[^\\p{L}\\p{N}]+");

    Topics {
        include = Set.copyOf(include);
        exclude = Set.copyOf(exclude);
    }

    /** Returns the first excluded topic that {@code text} names. */
    Optional<String> excluded(String text) {
        List<String> words = words(text);
        return exclude.stream().sorted().filter(topic -> names(words, topic)).findFirst();
    }

    /** Returns whether {@code text} names an included topic, or all topics are included. */
    boolean included(String text) {
        List<String> words = words(text);
        return include.isEmpty() || include.stream().anyMatch(topic -> names(words, topic));
    }

    private static boolean names(List<String> words, String topic) {
        List<String> wanted = words(topic);
        return !wanted.isEmpty()
                && IntStream.rangeClosed(0, words.size() - wanted.size())
                        .anyMatch(start -> IntStream.range(0, wanted.size())
                                .allMatch(i -> isFormOf(words.get(start + i), wanted.get(i))));
    }

    private static boolean isFormOf(String word, String wanted) {
        return word.equals(wanted + "es") || stem(word).equals(stem(wanted));
    }

    private static String stem(String word) {
        char[] characters = word.toCharArray();
        return new String(characters, 0, new EnglishMinimalStemmer().stem(characters, characters.length));
    }

    private static List<String> words(String text) {
        return SEPARATOR
                .splitAsStream(NormalizedText.of(text))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
