package dev.commonground.briefing;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A request for a briefing.
 *
 * <p>Immutable and thread-safe.
 *
 * @param work a description of the agent's work, which decides what comes first; null to begin with what most authors
 *     agree on and what is new
 * @param budget the most tokens of the briefing, as the memory counts them; at least 1
 * @param findings the most findings, at least 0; those that fit best are taken
 * @param done the most finished pieces of work, at least 0; the newest are taken
 */
public record BriefingRequest(@Nullable String work, int budget, int findings, int done) {

    public BriefingRequest {
        work = work == null || work.isBlank() ? null : work.strip();
        if (work != null && work.length() > Statement.MAX_TEXT) {
            work = work.substring(0, Statement.MAX_TEXT);
        }
        if (budget < 1) {
            throw new IllegalArgumentException(
                    "budget is %d, but a briefing has at least 1 token: pass the number of tokens that your model can spare"
                            .formatted(budget));
        }
        if (findings < 0) {
            throw new IllegalArgumentException("findings is %d, but must be 0 or more".formatted(findings));
        }
        if (done < 0) {
            throw new IllegalArgumentException("done is %d, but must be 0 or more".formatted(done));
        }
    }

    /** Starts a request for a briefing of at most 2,000 tokens, with as many memories as fit. */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link BriefingRequest}; every setter returns this builder. Not thread-safe. */
    public static final class Builder {

        private @Nullable String work;
        private int budget = 2_000;
        private int findings = Integer.MAX_VALUE;
        private int done = Integer.MAX_VALUE;

        private Builder() {}

        /** Sets the description of the agent's work, which decides what comes first; none by default. */
        public Builder work(String work) {
            this.work = requireNonNull(work, "work");
            return this;
        }

        /** Sets the most tokens of the briefing; 2,000 by default. */
        public Builder budget(int budget) {
            this.budget = budget;
            return this;
        }

        /** Sets the most findings; as many as fit by default. */
        public Builder findings(int findings) {
            this.findings = findings;
            return this;
        }

        /** Sets the most finished pieces of work, of which the newest are taken; as many as fit by default. */
        public Builder done(int done) {
            this.done = done;
            return this;
        }

        /**
         * Returns the finished request.
         *
         * @throws IllegalArgumentException if a setting is out of range
         */
        public BriefingRequest build() {
            return new BriefingRequest(work, budget, findings, done);
        }
    }
}
