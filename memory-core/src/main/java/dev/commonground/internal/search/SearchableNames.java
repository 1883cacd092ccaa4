package dev.commonground.internal.search;

import dev.commonground.memory.Assertion;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The names of statements: their keys, and the {@linkplain Metadata#ALIASES aliases} that came with them. A question
 * names a statement if it contains all words of one of these names.
 */
final class SearchableNames {

    private static final BitSet NONE = new BitSet();
    private static final Pattern COMMA = Pattern.compile(",");

    private final Map<Integer, List<Set<String>>> terms = new HashMap<>();

    /** The statements by the first term of each of their names. */
    private final Map<String, BitSet> byFirstTerm = new HashMap<>();

    /** Returns the names that an assertion gives a statement, as they are written. */
    static List<String> of(Statement statement, Assertion assertion) {
        List<String> names = new ArrayList<>();
        if (statement.key() != null) {
            names.add(statement.key());
        }
        assertion.metadata().get(Metadata.ALIASES).ifPresent(aliases -> names.addAll(split(aliases.toString())));
        return names;
    }

    /** Returns the single aliases of a list with commas. */
    static List<String> split(String aliases) {
        return List.of(COMMA.split(aliases));
    }

    /** Adds names of a statement and returns the terms of each. */
    List<Set<String>> add(int ordinal, List<String> names) {
        List<Set<String>> added = new ArrayList<>();
        for (String name : names) {
            forms(name).filter(words -> !words.isEmpty()).forEach(words -> {
                added.add(words);
                byFirstTerm
                        .computeIfAbsent(words.iterator().next(), first -> new BitSet())
                        .set(ordinal);
            });
        }
        if (!added.isEmpty()) {
            terms.computeIfAbsent(ordinal, one -> new ArrayList<>(1)).addAll(added);
        }
        return added;
    }

    /**
     * Returns the terms of a name in each way that a question may write it: "ReactJS" is "react js" and "reactjs". A name is
     * too short to tell its language, so it may be English as well.
     */
    private static Stream<Set<String>> forms(String name) {
        return Stream.of(WordParts.spaced(name), name.toLowerCase(Locale.ROOT))
                .distinct()
                .flatMap(written -> Stream.of(Tokenizer.tokenize(written), Tokenizer.tokenizeEnglish(written)))
                .<Set<String>>map(LinkedHashSet::new)
                .distinct();
    }

    /** Returns the statements with a name all of whose terms are among {@code some}, in a new set. */
    BitSet namedBy(Set<String> some) {
        BitSet named = new BitSet();
        for (String first : some) {
            BitSet candidates = byFirstTerm.getOrDefault(first, NONE);
            for (int one = candidates.nextSetBit(0); one >= 0; one = candidates.nextSetBit(one + 1)) {
                if (isNamedBy(some, one)) {
                    named.set(one);
                }
            }
        }
        return named;
    }

    private boolean isNamedBy(Set<String> some, int ordinal) {
        for (Set<String> name : of(ordinal)) {
            if (some.containsAll(name)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether a term occurs in any name. */
    boolean contains(String term) {
        return terms.values().stream().flatMap(List::stream).anyMatch(name -> name.contains(term));
    }

    /** Returns the terms of each name of a statement. */
    List<Set<String>> of(int ordinal) {
        return terms.getOrDefault(ordinal, List.of());
    }
}
