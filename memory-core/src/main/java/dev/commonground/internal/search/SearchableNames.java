package dev.commonground.internal.search;

import dev.commonground.memory.Assertion;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names of statements: their keys, and the {@linkplain Metadata#ALIASES aliases} that came with them. A question
 * names a statement if it contains all words of one of these names.
 */
final class SearchableNames {

    private static final Pattern COMMA = Pattern.compile(",");

    private final Map<Integer, List<Set<String>>> terms = new HashMap<>();

    /** Returns the names that an assertion gives a statement, as they are written. */
    static List<String> of(Statement statement, Assertion assertion) {
        List<String> names = new ArrayList<>();
        if (statement.key() != null) {
            names.add(statement.key().replace('_', ' '));
        }
        assertion
                .metadata()
                .get(Metadata.ALIASES)
                .ifPresent(aliases -> names.addAll(List.of(COMMA.split(aliases.toString()))));
        return names;
    }

    /** Adds names of a statement and returns the terms of each. */
    List<Set<String>> add(int ordinal, List<String> names) {
        List<Set<String>> added = new ArrayList<>();
        for (String name : names) {
            Set<String> words = new LinkedHashSet<>(Tokenizer.tokenize(name));
            if (!words.isEmpty()) {
                added.add(words);
            }
        }
        if (!added.isEmpty()) {
            terms.computeIfAbsent(ordinal, one -> new ArrayList<>(1)).addAll(added);
        }
        return added;
    }

    /** Returns the terms of each name of a statement. */
    List<Set<String>> of(int ordinal) {
        return terms.getOrDefault(ordinal, List.of());
    }
}
