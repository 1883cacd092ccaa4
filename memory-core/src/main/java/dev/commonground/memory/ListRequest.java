package dev.commonground.memory;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A request for all memories that pass a filter, page by page.
 *
 * <p>Immutable and thread-safe.
 *
 * @param filter the filter
 * @param limit the most memories of a page, 1 to {@value #MAX_LIMIT}
 * @param after the beginning of the page: {@link Page#next} of the page before, or null for the first page
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

    /** Starts a request for the first 100 memories, without a filter. */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link ListRequest}; every setter returns this builder. Not thread-safe. */
    public static final class Builder {

        private Filter filter = Filter.ALL;
        private int limit = 100;
        private @Nullable String after;

        private Builder() {}

        /** Sets the filter; every memory passes by default. */
        public Builder filter(Filter filter) {
            this.filter = requireNonNull(filter, "filter");
            return this;
        }

        /** Sets the most memories of a page; 100 by default. */
        public Builder limit(int limit) {
            this.limit = limit;
            return this;
        }

        /** Sets the beginning of the page, the {@link Page#next} of the page before; the first memory by default. */
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
