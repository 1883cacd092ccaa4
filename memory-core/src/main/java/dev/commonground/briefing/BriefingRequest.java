package dev.commonground.briefing;

import dev.commonground.memory.Statement;
import org.jspecify.annotations.Nullable;

/**
 * What to brief an agent for.
 *
 * @param work what the agent is about to do, in words, which chooses the findings; null to take none but what binds
 * @param budget the most tokens the briefing may take, as {@link Tokens} counts them; at least 1
 * @param findings the most findings to bring, at least 0
 * @param done the most pieces of finished work to bring, at least 0; the newest come first
 */
public record BriefingRequest(@Nullable String work, int budget, int findings, int done) {

    public BriefingRequest {
        work = work == null || work.isBlank() ? null : work.strip();
        if (work != null && work.length() > Statement.MAX_TEXT) {
            work = work.substring(0, Statement.MAX_TEXT);
        }
        if (budget < 1) {
            throw new IllegalArgumentException(
                    "budget is %d tokens, but a briefing takes at least 1: pass what your model can spare"
                            .formatted(budget));
        }
        if (findings < 0) {
            throw new IllegalArgumentException("findings is %d, but must be 0 or more".formatted(findings));
        }
        if (done < 0) {
            throw new IllegalArgumentException("done is %d, but must be 0 or more".formatted(done));
        }
    }

    /** Starts a request for a briefing of at most 2,000 tokens, 20 findings and 100 pieces of finished work, for no work in particular. */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link BriefingRequest}; every setter returns this builder. Not thread-safe. */
    public static final class Builder {

        private @Nullable String work;
        private int budget = 2_000;
        private int findings = 20;
        private int done = 100;

        private Builder() {}

        /** Sets what the agent is about to do; it chooses the findings. None unless told otherwise. */
        public Builder work(String work) {
            this.work = work;
            return this;
        }

        /** Sets the most tokens the briefing may take; 2,000 unless told otherwise. */
        public Builder budget(int budget) {
            this.budget = budget;
            return this;
        }

        /** Sets the most findings to bring; 20 unless told otherwise. */
        public Builder findings(int findings) {
            this.findings = findings;
            return this;
        }

        /** Sets the most pieces of finished work to bring, the newest; 100 unless told otherwise. */
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
