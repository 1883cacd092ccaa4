package dev.commonground;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Filter;
import org.jspecify.annotations.Nullable;

/**
 * A question for all memories that fulfil a filter, page by page.
 *
 * @param filter what a memory must be to be listed
 * @param limit the most memories of a page, 1 to {@value #MAX_LIMIT}
 * @param after where the page begins: what {@link Page#next} of the page before says; null for the first page
 */
public record ListRequest(
        Filter filter, int limit, @Nullable String after) {

    /** The most memories of a page. */
    public static final int MAX_LIMIT = 1_000;

    public ListRequest {
        requireNonNull(filter, "filter");
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException(
                    "limit is %d, but a page holds 1 to %,d memories: ask for more pages".formatted(limit, MAX_LIMIT));
        }
    }

    /** Starts a request for the first 100 memories, whatever they are. */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link ListRequest}; every setter returns this builder. Not thread-safe. */
    public static final class Builder {

        private Filter filter = Filter.ALL;
        private int limit = 100;
        private @Nullable String after;

        private Builder() {}

        /** Sets what a memory must be to be listed; anything unless told otherwise. */
        public Builder filter(Filter filter) {
            this.filter = filter;
            return this;
        }

        /** Sets the most memories of a page; 100 unless told otherwise. */
        public Builder limit(int limit) {
            this.limit = limit;
            return this;
        }

        /** Sets where the page begins, as {@link Page#next} says; at the first memory unless told otherwise. */
        public Builder after(@Nullable String after) {
            this.after = after;
            return this;
        }

        /**
         * Returns the finished request.
         *
         * @throws IllegalArgumentException if the limit is out of range
         */
        public ListRequest build() {
            return new ListRequest(filter, limit, after);
        }
    }
}
