package dev.commonground.samples.offline;

import java.util.List;
import java.util.regex.Pattern;

/** Cuts prose into sentences. */
final class Sentences {

    private static final Pattern END =
            Pattern.compile("(?<!\\b(?:Mr|Mrs|Ms|Dr|St|No|approx)\\.)(?<=[.!?])[\"”)]?\\s+(?=[\"“(]?\\p{Lu})");

    private Sentences() {}

    /** Returns the sentences of prose without any marks of lists or speakers. */
    static List<String> plain(String prose) {
        return END.splitAsStream(prose.strip().replaceAll("\\s+", " "))
                .filter(text -> !text.isBlank())
                .toList();
    }
}
