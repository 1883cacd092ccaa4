package dev.commonground.recall;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Filter;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Statement;
import java.util.EnumSet;
import java.util.Set;

/**
 * A question to the memory.
 *
 * @param query what to look for, in words; never blank, at most {@value Statement#MAX_TEXT} characters
 * @param limit the most matches to return, at least 1
 * @param kinds the kinds to look among; never empty
 * @param filter what a memory must be to be found
 * @param floor how well a memory must fit to be found
 */
public record RecallRequest(String query, int limit, Set<Kind> kinds, Filter filter, Floor floor) {

    public RecallRequest {
        query = query.strip();
        if (query.codePoints().noneMatch(Character::isLetterOrDigit)) {
            throw new IllegalArgumentException(
                    "The query of a recall holds no letter or digit, so nothing can fit it: pass what to look for in words");
        }
        if (query.length() > Statement.MAX_TEXT) {
            throw new IllegalArgumentException(
                    "The query of a recall has %,d characters, but at most %,d are allowed: pass what to look for, not the whole text"
                            .formatted(query.length(), Statement.MAX_TEXT));
        }
        if (limit < 1) {
            throw new IllegalArgumentException("limit is %d, but a recall returns at least 1 match".formatted(limit));
        }
        requireNonNull(filter, "filter");
        requireNonNull(floor, "floor");
        kinds = Set.copyOf(kinds);
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException(
                    "No kind to look among: name at least one, or leave kinds unset for all");
        }
    }

    /** Starts a request for at most 10 matches of any kind, without a floor. */
    public static Builder builder(String query) {
        return new Builder(query);
    }

    /** Builds a {@link RecallRequest}; every setter returns this builder. Not thread-safe. */
    public static final class Builder {

        private final String query;
        private int limit = 10;
        private Set<Kind> kinds = EnumSet.allOf(Kind.class);
        private Filter filter = Filter.ALL;
        private Floor floor = Floor.NONE;

        private Builder(String query) {
            this.query = query;
        }

        /** Sets the most matches to return; 10 unless told otherwise. */
        public Builder limit(int limit) {
            this.limit = limit;
            return this;
        }

        /** Sets the kinds to look among; all unless told otherwise. */
        public Builder kinds(Set<Kind> kinds) {
            this.kinds = Set.copyOf(kinds);
            return this;
        }

        /** Sets what a memory must be to be found; anything unless told otherwise. */
        public Builder filter(Filter filter) {
            this.filter = filter;
            return this;
        }

        /** Leaves out what does not answer the query; without this the best are returned, however poor. */
        public Builder relevantOnly() {
            return floor(Floor.RELEVANT);
        }

        /** Sets how well a memory must fit to be found; {@link Floor#NONE} unless told otherwise. */
        public Builder floor(Floor floor) {
            this.floor = floor;
            return this;
        }

        /**
         * Returns the finished request.
         *
         * @throws IllegalArgumentException if the query is blank or too long, or a setting is out of range
         */
        public RecallRequest build() {
            return new RecallRequest(query, limit, kinds, filter, floor);
        }
    }
}
