package dev.commonground.rules;

import static java.util.Objects.requireNonNull;

import dev.commonground.learning.Learning;
import dev.commonground.learning.Learning.Extracted;
import dev.commonground.learning.Learning.MemoryRequest;
import dev.commonground.learning.Rules;
import dev.commonground.learning.Rules.Utterance;
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
 * Rules for English conversations at work. They need no model.
 *
 * <pre>{@code
 * EnglishRules rules = new EnglishRules();
 * rules.extract(List.of(new Utterance(1, Author.person("dana"), "Keep it under 500 words, please.")));
 * // CONSTRAINT max_words=500, from utterance 1, "Keep it under 500 words, please."
 * }</pre>
 *
 * <p>The rules find limits ({@code max_words}, {@code min_pages}, any unit), {@code tone}, {@code format},
 * {@code first_section}, {@code deadline}, {@code budget}, required and forbidden contents ({@code include: X} is
 * {@code required} or {@code forbidden}), duties and bans without a key, preferences, decisions, open questions and plain
 * facts. They ignore a sentence if in doubt: suppositions, guesses, questions, jokes, hearsay, private matters, and orders
 * to the memory. A correction replaces the corrected statement. If two speakers contradict each other, the result has both
 * statements.
 *
 * <p>Immutable and thread-safe.
 */
public final class EnglishRules implements Rules {

    private final Lexicon lexicon;

    /** Creates the rules without additions, as {@link java.util.ServiceLoader} does. */
    public EnglishRules() {
        this(new Lexicon(Map.of(), Map.of(), List.of()));
    }

    private EnglishRules(Lexicon lexicon) {
        this.lexicon = lexicon;
    }

    /** Creates a builder that adds to the rules. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the statements of the conversation without duplicates, in order. The evidence of a statement is its sentence,
     * verbatim.
     *
     * @param conversation the utterances, oldest first; sentences of more than 1,000 characters are ignored
     */
    @Override
    public List<Extracted> extract(List<Utterance> conversation) {
        return extract(conversation, List.of());
    }

    /**
     * Returns the statements of the conversation like {@link #extract(List)}. A change of a known statement results in the
     * new value of its key. If the new value is unclear, the result has the question whether the statement is still valid.
     */
    @Override
    public List<Extracted> extract(List<Utterance> conversation, List<Statement> known) {
        return Dialogue.read(conversation, known, lexicon);
    }

    /**
     * Returns the requests of persons to delete or forget their own words, or to keep them from others: "Please delete my
     * phone number", "Forget what I said about the budget", "Do not share this with the parents".
     */
    @Override
    public List<MemoryRequest> requests(List<Utterance> conversation) {
        return RequestReader.read(requireNonNull(conversation, "conversation"));
    }

    @Override
    public Learning.Unread.Reason unreadReason(Utterance utterance) {
        return extract(List.of(utterance)).isEmpty()
                ? UnreadReason.of(utterance.text())
                : Learning.Unread.Reason.COVERED;
    }

    /**
     * Returns the statements of notes that their author took about other people: "they" are the people with requirements,
     * and "we" is the author, except in quotations. Notes contain no corrections, so the result has both of two values of
     * one key. The notes count as utterance 1.
     */
    public List<Extracted> read(String notes) {
        return NotesReader.read(notes, lexicon);
    }

    /** Builds {@link EnglishRules} with additions; every setter returns this builder. Not thread-safe. */
    public static final class Builder {

        private final Map<String, String> tones = new LinkedHashMap<>();
        private final Map<String, String> units = new LinkedHashMap<>();
        private final List<OwnRule> rules = new ArrayList<>();

        private Builder() {}

        /** Adds a tone, and {@code words} that mean the same tone, such as {@code "stiff"}. */
        public Builder tone(String tone, String... words) {
            tones.put(lower(tone), lower(tone));
            for (String word : words) {
                tones.put(lower(word), lower(tone));
            }
            return this;
        }

        /**
         * Adds a unit for limits. The keys of the limits are {@code max_} and {@code min_}, followed by the unit.
         *
         * @param unit the unit in the keys, such as {@code "slides"}
         * @param words the words for the unit in the singular and the plural, such as {@code "slide", "slides"}
         */
        public Builder unit(String unit, String... words) {
            for (String word : words) {
                units.put(lower(word), requireNonNull(unit, "unit"));
            }
            return this;
        }

        /**
         * Adds a rule that precedes all others. {@code statement} converts each match of {@code pattern} in a sentence. No
         * other rule reads a sentence with such a match.
         */
        public Builder rule(Pattern pattern, Function<MatchResult, Statement> statement) {
            rules.add(new OwnRule(pattern, statement));
            return this;
        }

        /** Returns the rules. */
        public EnglishRules build() {
            return new EnglishRules(new Lexicon(tones, units, rules));
        }

        private static String lower(String word) {
            return word.toLowerCase(Locale.ROOT);
        }
    }
}
