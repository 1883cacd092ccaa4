package dev.commonground.memory;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants remembered; author, time and place are added by the memory that takes it.
 *
 * <pre>{@code
 * agent.remember(Draft.constraint("Keep it to 500 words").key("max_words", "500").build());
 * }</pre>
 *
 * @param statement what is said
 * @param origin where the author has it from
 * @param trust how far the application trusts it, 0 to 1
 * @param evidence the words it was taken from, at most {@value Statement#MAX_TEXT} characters, or null
 * @param metadata what the application adds
 * @param expires from when on it no longer counts, or null if it stays
 * @param derivedFrom the memories it was concluded from
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
            throw new IllegalArgumentException("trust is %s, but it goes from 0 to 1".formatted(trust));
        }
        evidence = evidence == null ? null : Statement.checked("evidence", evidence, Statement.MAX_TEXT);
        derivedFrom = List.copyOf(derivedFrom);
    }

    /** Starts a draft of any kind. */
    public static Builder of(Kind kind, String text) {
        return new Builder(kind, text);
    }

    /** Starts a draft of something learned. */
    public static Builder finding(String text) {
        return of(Kind.FINDING, text);
    }

    /** Starts a draft of something the result must or must not be. */
    public static Builder constraint(String text) {
        return of(Kind.CONSTRAINT, text);
    }

    /** Starts a draft of what somebody likes better. */
    public static Builder preference(String text) {
        return of(Kind.PREFERENCE, text);
    }

    /** Starts a draft of what was settled. */
    public static Builder decision(String text) {
        return of(Kind.DECISION, text);
    }

    /** Starts a draft of what nobody knows yet. */
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

        /** Sets what the memory is about and what that is said to be; unset unless told otherwise. */
        public Builder key(String key, String value) {
            this.key = key;
            this.value = value;
            return this;
        }

        /** Sets where the author has it from; {@link Origin#AGENT} unless told otherwise. */
        public Builder origin(Origin origin) {
            this.origin = origin;
            return this;
        }

        /** Sets how far the application trusts it, 0 to 1; 0.5 unless told otherwise. */
        public Builder trust(double trust) {
            this.trust = trust;
            return this;
        }

        /** Sets the words it was taken from; none unless told otherwise. */
        public Builder evidence(String evidence) {
            this.evidence = evidence;
            return this;
        }

        /** Adds a metadata entry: a string, a number or a boolean. */
        public Builder metadata(String name, Object value) {
            this.metadata = metadata.with(name, value);
            return this;
        }

        /** Sets from when on it no longer counts; never unless told otherwise. */
        public Builder expires(Instant expires) {
            this.expires = expires;
            return this;
        }

        /** Adds a memory it was concluded from. */
        public Builder derivedFrom(MemoryId id) {
            derivedFrom.add(id);
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
