package dev.commonground.memory;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A memory to write. The memory that receives it adds author, time and place.
 *
 * <pre>{@code
 * agent.remember(Draft.constraint("Keep it to 500 words").key("max_words", "500").build());
 * }</pre>
 *
 * <p>A draft without an origin has the origin of its author: {@link Origin#PERSON} for a person, {@link Origin#AGENT}
 * for an agent. A draft without a trust has the {@linkplain Origin#defaultTrust() default} of its origin. A copy that is built
 * from the accessors has an agent's origin and trust where the draft has none; copy with {@link #toBuilder()} to keep
 * them open.
 *
 * <p>Immutable and thread-safe.
 *
 * @param statement the statement to remember
 * @param origin the author's source; null for that of the author, which the accessor returns as an agent's
 * @param trust the application's trust in it, 0 to 1; NaN for that of the origin, which the accessor returns
 * @param evidence the words that it was taken from, at most {@value Statement#MAX_TEXT} characters, or null
 * @param metadata the application's own entries
 * @param expires the time from which it no longer counts, or null if it does not expire
 * @param derivedFrom the memories that it was concluded from
 * @param audience the readers; {@link Audience#EVERYONE} for all readers of the scope
 */
public record Draft(
        Statement statement,
        @Nullable Origin origin,
        double trust,
        @Nullable String evidence,
        Metadata metadata,
        @Nullable Instant expires,
        List<MemoryId> derivedFrom,
        Audience audience) {

    public Draft {
        requireNonNull(statement, "statement");
        requireNonNull(metadata, "metadata");
        if (!Double.isNaN(trust)) {
            checkTrust(trust);
        }
        evidence = evidence == null ? null : Statement.checked("evidence", evidence, Statement.MAX_TEXT);
        derivedFrom = List.copyOf(requireNonNull(derivedFrom, "derivedFrom"));
        requireNonNull(audience, "audience");
    }

    private static void checkTrust(double trust) {
        if (!(trust >= 0 && trust <= 1)) {
            throw new IllegalArgumentException("trust is %s, but must be between 0 and 1".formatted(trust));
        }
    }

    /** Returns the author's source; {@link Origin#AGENT} if it is that of the author. */
    @Override
    public Origin origin() {
        return origin == null ? Origin.AGENT : origin;
    }

    /** Returns the trust, 0 to 1. */
    @Override
    public double trust() {
        return Double.isNaN(trust) ? origin().defaultTrust() : trust;
    }

    /** Returns this draft for those of its readers who also belong to {@code readers}. */
    public Draft restrictedTo(Audience readers) {
        return new Draft(
                statement,
                origin,
                trust,
                evidence,
                metadata,
                expires,
                derivedFrom,
                audience.and(requireNonNull(readers, "readers")));
    }

    /** Returns the origin of the assertion that {@code author} makes with this draft. */
    public Origin originBy(Author author) {
        if (origin != null) {
            return origin;
        }
        return requireNonNull(author, "author").type() == Author.Type.PERSON ? Origin.PERSON : Origin.AGENT;
    }

    /** Returns the trust, 0 to 1, of the assertion that {@code author} makes with this draft. */
    public double trustBy(Author author) {
        return Double.isNaN(trust) ? originBy(author).defaultTrust() : trust;
    }

    /** Starts a draft with all parts of this one. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Starts a draft of any kind. */
    public static Builder of(Kind kind, String text) {
        return new Builder(requireNonNull(kind, "kind"), requireNonNull(text, "text"));
    }

    /** Starts a draft of a finding: something learned. */
    public static Builder finding(String text) {
        return of(Kind.FINDING, text);
    }

    /** Starts a draft of a constraint: something the result must or must not be. */
    public static Builder constraint(String text) {
        return of(Kind.CONSTRAINT, text);
    }

    /** Starts a draft of a preference. */
    public static Builder preference(String text) {
        return of(Kind.PREFERENCE, text);
    }

    /** Starts a draft of a decision. */
    public static Builder decision(String text) {
        return of(Kind.DECISION, text);
    }

    /** Starts a draft of an open question. */
    public static Builder question(String text) {
        return of(Kind.QUESTION, text);
    }

    /** Starts a draft with all parts of {@code memory}; origin, trust, evidence, expiry and sources are the newest author's. */
    static Builder of(Memory memory) {
        Assertion newest = memory.assertions().stream()
                .max(Comparator.comparing(Assertion::at))
                .orElseThrow();
        return new Builder(memory, newest);
    }

    /** Builds a {@link Draft}; every setter returns this builder. Not thread-safe. */
    public static final class Builder {

        private final Kind kind;
        private final List<MemoryId> derivedFrom = new ArrayList<>();
        private String text;
        private @Nullable String key;
        private @Nullable String value;
        private @Nullable Origin origin;
        private double trust = Double.NaN;
        private @Nullable String evidence;
        private Metadata metadata = Metadata.NONE;
        private @Nullable Instant expires;
        private Audience audience = Audience.EVERYONE;

        /** The statement of a person that this draft was copied from; null if it was copied from none. */
        private @Nullable Statement personsWord;

        private Builder(Kind kind, String text) {
            this.kind = kind;
            this.text = text;
        }

        private Builder(Memory memory, Assertion newest) {
            this(memory.kind(), memory.text());
            this.key = memory.key();
            this.value = memory.value();
            this.origin = newest.origin();
            this.trust = newest.trust();
            this.evidence = newest.evidence();
            this.metadata = memory.metadata();
            this.expires = newest.expires();
            this.derivedFrom.addAll(newest.derivedFrom());
            this.audience = newest.audience();
            this.personsWord = newest.origin() == Origin.PERSON ? memory.statement() : null;
        }

        private Builder(Draft draft) {
            this(draft.statement.kind(), draft.statement.text());
            this.key = draft.statement.key();
            this.value = draft.statement.value();
            this.origin = draft.origin;
            this.trust = draft.trust;
            this.evidence = draft.evidence;
            this.metadata = draft.metadata;
            this.expires = draft.expires;
            this.derivedFrom.addAll(draft.derivedFrom);
            this.audience = draft.audience;
        }

        /** Replaces the text. */
        public Builder text(String text) {
            this.text = requireNonNull(text, "text");
            return this;
        }

        /** Sets a key and its value, such as {@code tone} and {@code formal}; none by default. */
        public Builder key(String key, String value) {
            this.key = requireNonNull(key, "key");
            this.value = requireNonNull(value, "value");
            return this;
        }

        /** Sets the author's source; a person's own word or an agent's own conclusion by default. */
        public Builder origin(Origin origin) {
            this.origin = requireNonNull(origin, "origin");
            this.personsWord = null;
            return this;
        }

        /**
         * Sets the application's trust, 0 to 1; by default that of the origin. Below {@value Assertion#LOW_TRUST} it is less
         * than a colleague's word.
         *
         * @throws IllegalArgumentException if {@code trust} is out of range
         */
        public Builder trust(double trust) {
            checkTrust(trust);
            this.trust = trust;
            return this;
        }

        /** Drops origin and trust, so that they are those of whoever writes the draft. */
        public Builder ownWord() {
            this.personsWord = null;
            this.origin = null;
            this.trust = Double.NaN;
            return this;
        }

        /** Sets the words that it was taken from; none by default. */
        public Builder evidence(String evidence) {
            this.evidence = requireNonNull(evidence, "evidence");
            return this;
        }

        /** Adds a metadata entry: a string, a number or a boolean. */
        public Builder metadata(String name, Object value) {
            this.metadata = metadata.with(requireNonNull(name, "name"), requireNonNull(value, "value"));
            return this;
        }

        /** Sets the time from which it no longer counts; never by default. */
        public Builder expires(Instant expires) {
            this.expires = requireNonNull(expires, "expires");
            return this;
        }

        /** Adds a memory that it was concluded from. */
        public Builder derivedFrom(MemoryId id) {
            derivedFrom.add(requireNonNull(id, "id"));
            return this;
        }

        /** Sets the readers; all readers of the scope by default. */
        public Builder audience(Audience audience) {
            this.audience = requireNonNull(audience, "audience");
            return this;
        }

        /**
         * Returns the finished draft.
         *
         * @throws IllegalArgumentException if a text is blank or too long
         */
        public Draft build() {
            Statement statement = new Statement(kind, key, value, text);
            boolean otherWords = personsWord != null && !personsWord.equals(statement);
            return new Draft(
                    statement,
                    otherWords ? null : origin,
                    otherWords && trust >= Assertion.LOW_TRUST ? Double.NaN : trust,
                    evidence,
                    metadata,
                    expires,
                    derivedFrom,
                    audience);
        }
    }
}
