package dev.commonground.learning;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What to learn about, and what not to.
 *
 * @param include learn about nothing else; empty for everything
 * @param exclude never learn about these
 */
record Topics(Set<String> include, Set<String> exclude) {

    Topics {
        include = Set.copyOf(include);
        exclude = Set.copyOf(exclude);
    }

    /** Returns the topic to be left out that one of the texts names, if any does. */
    Optional<String> excluded(String text) {
        return exclude.stream().sorted().filter(topic -> named(topic, text)).findFirst();
    }

    /** Returns whether a text names a topic to learn about, or there is no such choice. */
    boolean included(String text) {
        return include.isEmpty() || include.stream().anyMatch(topic -> named(topic, text));
    }

    private static boolean named(String topic, String text) {
        String word = Pattern.quote(Folded.of(topic));
        return Pattern.compile("(?<![\\p{L}\\p{N}])" + word + "(?:s|es)?(?![\\p{L}\\p{N}])")
                .matcher(Folded.of(text.replace('_', ' ')))
                .find();
    }
}
