package dev.commonground.crew;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What an agent can have something from: its task, what it was handed, and what its tools told it. What the memory told it
 * is no source, or one agent's guess would be the evidence of another's constraint. Not thread-safe.
 */
final class Sources {

    private final List<String> texts = new ArrayList<>();

    Sources(List<String> given) {
        given.forEach(this::add);
    }

    void add(String text) {
        texts.add(plain(text));
    }

    /** Returns whether a quote stands in one of the sources, white space, case and the form of quotation marks aside. */
    boolean hold(String quote) {
        String plain = plain(quote);
        return !plain.isEmpty() && texts.stream().anyMatch(text -> text.contains(plain));
    }

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .replaceAll("[\\u2018\\u2019]", "'")
                .replaceAll("[\\u201c-\\u201e]", "\"")
                .replaceAll("(?U)\\s+", " ")
                .strip()
                .toLowerCase(Locale.ROOT);
    }
}
