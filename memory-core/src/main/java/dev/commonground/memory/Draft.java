package dev.commonground.memory;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A memory to write. The memory that receives it adds author, time and place.
 *
 * <pre>{@code
 * agent.remember(Draft.constraint("Keep it to 500 words").key("max_words", "500").build());
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 *
 * @param statement the statement to remember
 * @param origin the author's source
 * @param trust the application's trust in it, 0 to 1
 * @param evidence the words that it was taken from, at most {@value Statement#MAX_TEXT} characters, or null
 * @param metadata the application's own entries
 * @param expires the time from which it no longer counts, or null if it does not expire
 * @param derivedFrom the memories that it was concluded from
 */
public record Draft(
        Statement statement,
        Origin origin,
        double trust,
        @Nullable String evidence,
        Metadata metadata,
        @Nullable Instant expires,
        List<MemoryId> derivedFrom) {

    public Draft {
        requireNonNull(statement, "statement");
        requireNonNull(origin, "origin");
        requireNonNull(metadata, "metadata");
        if (!(trust >= 0 && trust <= 1)) {
            throw new IllegalArgumentException("trust is %s, but must be between 0 and 1".formatted(trust));
        }
        evidence = evidence == null ? null : Statement.checked("evidence", evidence, Statement.MAX_TEXT);
        derivedFrom = List.copyOf(requireNonNull(derivedFrom, "derivedFrom"));
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

    /** Builds a {@link Draft}; every setter returns this builder. Not thread-safe. */
    public static final class Builder {

        private final Kind kind;
        private final String text;
        private final List<MemoryId> derivedFrom = new ArrayList<>();
        private @Nullable String key;
        private @Nullable String value;
        private Origin origin = Origin.AGENT;
        private double trust = 0.5;
        private @Nullable String evidence;
        private Metadata metadata = Metadata.NONE;
        private @Nullable Instant expires;

        private Builder(Kind kind, String text) {
            this.kind = kind;
            this.text = text;
        }

        /** Sets a key and its value, such as {@code tone} and {@code formal}; none by default. */
        public Builder key(String key, String value) {
            this.key = requireNonNull(key, "key");
            this.value = requireNonNull(value, "value");
            return this;
        }

        /** Sets the author's source; {@link Origin#AGENT} by default. */
        public Builder origin(Origin origin) {
            this.origin = requireNonNull(origin, "origin");
            return this;
        }

        /** Sets the application's trust, 0 to 1; 0.5 by default. */
        public Builder trust(double trust) {
            this.trust = trust;
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

        /**
         * Returns the finished draft.
         *
         * @throws IllegalArgumentException if a text is blank or too long, or trust is out of range
         */
        public Draft build() {
            return new Draft(
                    new Statement(kind, key, value, text), origin, trust, evidence, metadata, expires, derivedFrom);
        }
    }
}
