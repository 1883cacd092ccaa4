package dev.commonground.benchmarks.corpus;

import java.util.List;
import java.util.Random;

/**
 * Generates sentences like those that agents remember; equal seeds give equal sentences. The frequencies of words and
 * invented names follow Zipf's law, so postings are as long as in real texts.
 *
 * <p>Not thread-safe.
 */
public final class SentenceGenerator {

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

    /** Starts the sequence of sentences that {@code seed} determines. */
    public SentenceGenerator(long seed) {
        this.random = new Random(seed);
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }

    /** Returns the next sentence, of about 14 words. */
    public String next() {
        return "The %s %s.".formatted(mainClause(), subordinateClause());
    }

    private String mainClause() {
        return String.join(" ", rare(SUBJECTS), name(), rare(VERBS), "the", rare(OBJECTS), "and the", rare(OBJECTS));
    }

    private String subordinateClause() {
        String opening = String.join(" ", rare(CIRCUMSTANCES), name(), rare(VERBS));
        return String.join(" ", opening, String.valueOf(random.nextInt(NUMBERS)), rare(OBJECTS), "for", name());
    }

    /** Returns a random word; the first words of the list are frequent, the last are rare. */
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

    /** Returns a random rank below {@code n}, with a frequency of about 1 / (rank + 1). */
    private int zipf(int n) {
        return Math.min(n - 1, (int) Math.pow(n, random.nextDouble()) - 1);
    }
}
