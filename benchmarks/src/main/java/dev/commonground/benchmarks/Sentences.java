package dev.commonground.benchmarks;

import java.util.List;
import java.util.Random;
import java.util.StringJoiner;

/**
 * Sentences such as agents remember, the same for the same seed: real words, of which few are frequent and many are
 * rare (Zipf's law), and made-up names, so that the postings of a word are as long as they are in real texts.
 *
 * <p>Not thread-safe.
 */
final class Sentences {

    private static final List<String> SUBJECTS = words("""
            client board editor auditor supplier team manager lawyer reviewer customer researcher designer office
            partner warehouse laboratory school hospital library museum driver pilot farmer teacher engineer""");

    private static final List<String> VERBS = words("""
            needs prefers rejected approved measured shipped delayed ordered tested signed cancelled expects found
            published moved replaced painted repaired translated compared opened closed sold rented planted""");

    private static final List<String> OBJECTS = words("""
            summary invoice slides contract budget prototype figures schedule report bridge engine garden train
            payment password camera window medicine recipe concert server database kitchen island satellite
            battery novel museum turbine vaccine orchard harbour telescope violin marathon passport blanket""");

    private static final List<String> CIRCUMSTANCES = words("""
            before after during without despite under beyond near against within because although until since""");

    private static final String CONSONANTS = "bdfgklmnprstvz";
    private static final String VOWELS = "aeiou";
    private static final int NAMES = 20_000;
    private static final int NUMBERS = 500;

    private final Random random;

    Sentences(long seed) {
        this.random = new Random(seed);
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }

    /** Returns the next sentence, of about 14 words. */
    String next() {
        return new StringJoiner(" ", "The ", ".")
                .add(rare(SUBJECTS))
                .add(name())
                .add(rare(VERBS))
                .add("the")
                .add(rare(OBJECTS))
                .add("and the")
                .add(rare(OBJECTS))
                .add(rare(CIRCUMSTANCES))
                .add(name())
                .add(rare(VERBS))
                .add(String.valueOf(random.nextInt(NUMBERS)))
                .add(rare(OBJECTS))
                .add("for")
                .add(name())
                .toString();
    }

    /** Returns a word; the first are frequent, the last are rare. */
    private String rare(List<String> words) {
        return words.get(zipf(words.size()));
    }

    private String name() {
        int number = zipf(NAMES);
        StringBuilder name = new StringBuilder();
        for (int rest = number + NAMES; rest > 0; rest /= CONSONANTS.length() * VOWELS.length()) {
            name.append(CONSONANTS.charAt(rest % CONSONANTS.length()))
                    .append(VOWELS.charAt(rest / CONSONANTS.length() % VOWELS.length()));
        }
        return name.toString();
    }

    /** Returns a rank below {@code n}, about as often as 1 / (rank + 1). */
    private int zipf(int n) {
        return Math.min(n - 1, (int) Math.pow(n, random.nextDouble()) - 1);
    }
}
