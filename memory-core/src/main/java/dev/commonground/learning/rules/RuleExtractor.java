package dev.commonground.learning.rules;

import static java.util.Objects.requireNonNull;

import dev.commonground.learning.Extracted;
import dev.commonground.learning.Utterance;
import dev.commonground.memory.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Takes statements out of conversations by rules about English as it is spoken at work. It calls no model.
 *
 * <pre>{@code
 * RuleExtractor rules = RuleExtractor.english();
 * rules.extract(List.of(new Utterance(1, Author.person("dana"), "Keep it under 500 words, please.")));
 * // CONSTRAINT max_words=500, from utterance 1, "Keep it under 500 words, please."
 * }</pre>
 *
 * <p>It knows limits ({@code max_words}, {@code min_pages}, any unit), {@code tone}, {@code format},
 * {@code first_section}, {@code deadline}, {@code budget}, what must and must not be said ({@code include: X} is
 * {@code required} or {@code forbidden}), duties and bans without a key, preferences, decisions, open questions and plain
 * facts. It says nothing when it is unsure: of what is supposed, guessed, asked, joked, told by hearsay, private, or meant
 * for whoever keeps the memory. A correction takes the place of what it corrects; two speakers who contradict each other
 * are both heard.
 *
 * <p>Thread-safe and immutable.
 */
public final class RuleExtractor {

    private static final RuleExtractor ENGLISH = builder().build();

    private final Lexicon lexicon;

    private RuleExtractor(Lexicon lexicon) {
        this.lexicon = lexicon;
    }

    /** Returns the rules with their own words alone. */
    public static RuleExtractor english() {
        return ENGLISH;
    }

    /** Starts from the rules of {@link #english()}. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns what the speakers of {@code conversation} say, in the order they say it, each statement once. The evidence of
     * each is the sentence it was read from, as it stands in the utterance.
     *
     * @param conversation the utterances, oldest first; sentences of more than 1,000 characters are passed over
     */
    public List<Extracted> extract(List<Utterance> conversation) {
        return Talk.read(conversation, lexicon);
    }

    /**
     * Returns what a page of notes says that somebody wrote about others: "they" are those who want something, "we" is who
     * wrote it down, unless quoted. Nobody is corrected, so two values of one key are both returned. The page counts as
     * utterance 1.
     */
    public List<Extracted> read(String page) {
        return Notes.read(page, lexicon);
    }

    /** Adds to the rules; every setter returns this builder. Not thread-safe. */
    public static final class Builder {

        private final Map<String, String> tones = new LinkedHashMap<>();
        private final Map<String, String> units = new LinkedHashMap<>();
        private final List<OwnRule> rules = new ArrayList<>();

        private Builder() {}

        /** Lets {@code words}, such as {@code "stiff"}, and {@code tone} itself name the tone {@code tone}. */
        public Builder tone(String tone, String... words) {
            tones.put(lower(tone), lower(tone));
            for (String word : words) {
                tones.put(lower(word), lower(tone));
            }
            return this;
        }

        /**
         * Lets limits be counted in {@code words}: their keys are {@code max_} and {@code min_} with {@code unit} behind.
         *
         * @param unit the unit as the keys have it, such as {@code "slides"}
         * @param words the words for it in the singular and plural, such as {@code "slide", "slides"}
         */
        public Builder unit(String unit, String... words) {
            for (String word : words) {
                units.put(lower(word), requireNonNull(unit, "unit"));
            }
            return this;
        }

        /**
         * Adds a rule that comes before all others: each match of {@code pattern} in a sentence that is meant, says what
         * {@code statement} makes of it. A sentence with such a match is read by no other rule.
         */
        public Builder rule(Pattern pattern, Function<MatchResult, Statement> statement) {
            rules.add(new OwnRule(pattern, statement));
            return this;
        }

        /** Returns the rules. */
        public RuleExtractor build() {
            return new RuleExtractor(new Lexicon(tones, units, rules));
        }

        private static String lower(String word) {
            return word.toLowerCase(Locale.ROOT);
        }
    }
}
