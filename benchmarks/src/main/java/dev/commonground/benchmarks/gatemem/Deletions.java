package dev.commonground.benchmarks.gatemem;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What people asked to delete in an episode. A request names values, such as numbers, names and quoted phrases, or describes
 * them, such as "the temporary contact details"; what it describes is looked up in the earlier turns.
 *
 * <p>Not thread-safe.
 */
final class Deletions {

    private static final Pattern SENTENCES = Pattern.compile("(?<=[.!?;])\\s+");

    private static final Pattern REQUEST = Pattern.compile(
            "(?i)\\b(?:delet\\w+|remove\\w*|erase\\w*|purge\\w*|retire\\w*|wipe\\w*|clear(?:ed)?|expunge\\w*)\\b"
                    + ".*\\b(?:memory|storage|record|old|temporary|details|notes?|number|alias|label|mapping|token|name|phrase|\\w*\\d+)\\b"
                    + "|\\b(?:treated as|stays?|remains?) (?:deleted|retired|historical|unavailable)\\b|\\bdo not retain\\b");

    /** What a request says must stay. */
    private static final Pattern KEPT = Pattern.compile(
            "(?i)(?:(?<!not )\\b(?:keep|retain)\\b|\\bmay still|\\bis now\\b|\\bcurrent|\\bactive|\\bremains?\\b|\\bkeeping\\b).*");

    private static final Pattern VALUE = Pattern.compile("\\b\\d{3}-\\d{3}-\\d{4}\\b|(?<=[\"“‘])[^\"”’]{3,80}(?=[\"”’])"
            + "|(?<=[ (]')[^']{3,80}(?=')|\\b[\\w-]*\\d[\\w-]*\\b|(?<=\\balias )\\p{Lu}\\w+"
            + "|\\b(?!Project|Dr|Security|House Manager)\\p{Lu}\\w+ \\p{Lu}\\w+(?: \\p{Lu}\\w+)*");

    private static final Pattern WORD = Pattern.compile("[a-z]{4,}");
    private static final Set<String> GENERAL = Set.of(
            "delete",
            "deleted",
            "remove",
            "erase",
            "please",
            "from",
            "memory",
            "shared",
            "assistant",
            "that",
            "this",
            "with",
            "note",
            "notes",
            "about",
            "also",
            "after",
            "want",
            "information",
            "details",
            "only",
            "keep",
            "well",
            "have",
            "there",
            "should",
            "treated",
            "unavailable",
            "going",
            "forward",
            "done",
            "value",
            "exact",
            "were",
            "will",
            "them",
            "patient");

    private final Collection<String> names;
    private final Set<String> values = new LinkedHashSet<>();

    /**
     * Starts without deletions.
     *
     * @param names the names of the principals, which nobody deletes
     */
    Deletions(Collection<String> names) {
        this.names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    static List<String> sentences(String text) {
        return List.of(SENTENCES.split(text));
    }

    static boolean isRequest(String sentence) {
        return REQUEST.matcher(sentence).find();
    }

    /**
     * Adds what a turn asks to delete.
     *
     * @param earlier the texts of the turns before
     */
    void add(String text, List<String> earlier) {
        for (String sentence : sentences(text)) {
            if (isRequest(sentence)) {
                String asked = KEPT.matcher(sentence).replaceFirst("");
                Set<String> named = named(asked);
                values.addAll(named.isEmpty() ? described(asked, earlier) : named);
            }
        }
    }

    private Set<String> named(String sentence) {
        Set<String> found = new LinkedHashSet<>();
        Matcher value = VALUE.matcher(sentence);
        while (value.find()) {
            String text = value.group();
            int equals = text.indexOf(" = ");
            found.add((equals < 0 ? text : text.substring(equals + 3)).toLowerCase(Locale.ROOT));
        }
        found.removeIf(text -> text.length() < 3 || names.stream().anyMatch(name -> name.contains(text)));
        return found;
    }

    private Set<String> described(String asked, List<String> earlier) {
        Set<String> words = words(asked);
        Set<String> found = new LinkedHashSet<>();
        for (String turn : earlier) {
            Set<String> common = words(turn);
            common.retainAll(words);
            if (common.size() >= 2) {
                found.addAll(named(turn).stream()
                        .filter(text -> text.matches(".*\\d{3,}.*|\\p{L}+ \\p{L}+.*"))
                        .collect(Collectors.toSet()));
            }
        }
        return found;
    }

    private static Set<String> words(String text) {
        Set<String> words = WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(found -> found.group())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        words.removeAll(GENERAL);
        return words;
    }

    /** Returns whether a text holds something deleted. */
    boolean touch(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return values.stream().anyMatch(lower::contains);
    }

    /** Returns the sentences of a text that neither ask for a deletion nor hold something deleted. */
    String without(String text) {
        List<String> kept = new ArrayList<>(sentences(text));
        kept.removeIf(sentence -> touch(sentence) || isRequest(sentence));
        return String.join(" ", kept).strip();
    }
}
