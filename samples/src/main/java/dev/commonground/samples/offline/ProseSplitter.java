package dev.commonground.samples.offline;

import java.util.List;
import java.util.regex.Pattern;

/** Splits prose into sentences. */
final class ProseSplitter {

    private static final Pattern END =
            Pattern.compile("(?<!\\b(?:Mr|Mrs|Ms|Dr|St|No|approx)\\.)(?<=[.!?])[\"”)]?\\s+(?=[\"“(]?\\p{Lu})");

    private ProseSplitter() {}

    /** Returns the sentences of {@code prose}, in their order. */
    static List<String> split(String prose) {
        return END.splitAsStream(prose.strip().replaceAll("\\s+", " "))
                .filter(text -> !text.isBlank())
                .toList();
    }
}
