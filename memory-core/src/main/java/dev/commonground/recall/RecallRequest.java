package dev.commonground.recall;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Filter;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Statement;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Set;

/**
 * A question to the memory. Immutable and thread-safe.
 *
 * <pre>{@code
 * RecallRequest request = RecallRequest.builder("Which database do we use?").limit(5).relevantOnly().build();
 * }</pre>
 *
 * @param query the question in words, in Unicode's form NFC and stripped of surrounding white space; contains at least one letter or digit and at
 *     most {@value Statement#MAX_TEXT} characters
 * @param limit the maximum number of matches, at least 1
 * @param kinds the kinds to search; never empty, unmodifiable
 * @param filter the condition that a memory must meet
 * @param floor how well a memory must fit
 */
public record RecallRequest(String query, int limit, Set<Kind> kinds, Filter filter, Floor floor) {

    /**
     * Creates a request; {@link #builder} is more convenient.
     *
     * @throws IllegalArgumentException if the query has no letter or digit or is too long, {@code limit} is less than 1
     *     or {@code kinds} is empty
     */
    public RecallRequest {
        query = Normalizer.normalize(requireNonNull(query, "query"), Normalizer.Form.NFC)
                .strip();
        requireNonNull(kinds, "kinds");
        requireNonNull(filter, "filter");
        requireNonNull(floor, "floor");
        checkQuery(query);
        if (limit < 1) {
            throw new IllegalArgumentException("limit is %d, but a recall returns at least 1 match".formatted(limit));
        }
        kinds = Set.copyOf(kinds);
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException(
                    "The kinds of a recall are empty, so nothing can match: name at least one kind, or leave the kinds unset to search all");
        }
    }

    private static void checkQuery(String query) {
        if (query.codePoints().noneMatch(Character::isLetterOrDigit)) {
            throw new IllegalArgumentException(
                    "The query of a recall holds no letter or digit, so nothing can match it: pass what to look for in words");
        }
        if (query.length() > Statement.MAX_TEXT) {
            throw new IllegalArgumentException(
                    "The query of a recall has %,d characters, but at most %,d are allowed: pass what to look for, not the whole text"
                            .formatted(query.length(), Statement.MAX_TEXT));
        }
    }

    /**
     * Returns a builder for a request. Unless set otherwise, the request asks for at most 10 matches of any kind,
     * without filter or floor.
     *
     * @param query the question in words; contains at least one letter or digit and at most {@value Statement#MAX_TEXT}
     *     characters
     */
    public static Builder builder(String query) {
        return new Builder(query);
    }

    /** Builds a {@link RecallRequest}. Each setter returns this builder. Not thread-safe. */
    public static final class Builder {

        private final String query;
        private int limit = 10;
        private Set<Kind> kinds = EnumSet.allOf(Kind.class);
        private Filter filter = Filter.ALL;
        private Floor floor = Floor.NONE;

        private Builder(String query) {
            this.query = requireNonNull(query, "query");
        }

        /** Sets the maximum number of matches, at least 1; the default is 10. */
        public Builder limit(int limit) {
            this.limit = limit;
            return this;
        }

        /** Sets the kinds to search, at least one; the default is all kinds. */
        public Builder kinds(Set<Kind> kinds) {
            this.kinds = Set.copyOf(requireNonNull(kinds, "kinds"));
            return this;
        }

        /** Sets the condition that a memory must meet; the default is {@link Filter#ALL}. */
        public Builder filter(Filter filter) {
            this.filter = requireNonNull(filter, "filter");
            return this;
        }

        /** Sets the floor to {@link Floor#RELEVANT}, so the recall returns only memories that answer the question. */
        public Builder relevantOnly() {
            return floor(Floor.RELEVANT);
        }

        /** Sets how well a memory must fit; the default is {@link Floor#NONE}. */
        public Builder floor(Floor floor) {
            this.floor = requireNonNull(floor, "floor");
            return this;
        }

        /**
         * Returns the request.
         *
         * @throws IllegalArgumentException if the query has no letter or digit or is too long, the limit is less than 1
         *     or there are no kinds
         */
        public RecallRequest build() {
            return new RecallRequest(query, limit, kinds, filter, floor);
        }
    }

    /**
     * How well a memory must fit a question for a recall to return it. A floor compares the memory with the other
     * memories in the searched scopes, so it means the same in every language and with every embedding model. {@link
     * Match.Score#clears} defines the limits, and {@code docs/recall.md} has the measured rates. A memory of low trust
     * passes {@link #RELEVANT} only if no colleague's does.
     */
    public enum Floor {
        /** Returns the best memories, however poorly they fit. */
        NONE,
        /**
         * Returns the memories that fit better than the average memory and are not far behind the best one, as input for a
         * model. Of the memories that answer a question and are among its first ten, about 95 of 100 pass. Of ten memories
         * about three do not, so most of what is returned is still noise.
         */
        RELATED,
        /**
         * Returns the memories that probably answer the question; none if nothing does. On tasks of teams, about 3 of 4
         * returned memories are right, and nearly every second question with an answer gets one. A question about
         * something else gets a memory in about one of ten cases, and an unanswered question on the subject in about one of
         * four: no similarity tells that a detail is missing.
         */
        RELEVANT
    }
}
