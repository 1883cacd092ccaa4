package dev.commonground.memory;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A condition on memories, for recalls and lists.
 *
 * <pre>{@code
 * Filter urgent = Filter.and(Filter.kind(Kind.CONSTRAINT), Filter.metadata("priority").between(3, 5));
 * }</pre>
 *
 * <p>A filter selects among the memories that its reader may see, and never adds to them. Filters may be nested to any
 * depth.
 *
 * <p>Immutable and thread-safe.
 */
public sealed interface Filter permits Condition, Combination {

    /** Passes every memory. */
    Filter ALL = and();

    /** Returns whether {@code memory} passes the filter. */
    boolean test(Memory memory);

    /** Passes memories that pass all filters; every memory if there is none. */
    static Filter and(Filter... conditions) {
        return new Combination(List.of(requireNonNull(conditions, "conditions")), false, false);
    }

    /** Passes memories that pass at least one filter; no memory if there is none. */
    static Filter or(Filter... conditions) {
        return new Combination(List.of(requireNonNull(conditions, "conditions")), true, true);
    }

    /** Passes memories that do not pass a filter. */
    static Filter not(Filter condition) {
        return requireNonNull(condition, "condition") instanceof Condition plain
                ? new Condition(plain.holds().negate())
                : new Combination(List.of(condition), true, false);
    }

    /** Passes memories of one of these kinds. */
    static Filter kind(Kind... kinds) {
        Set<Kind> wanted = Set.copyOf(Arrays.asList(requireNonNull(kinds, "kinds")));
        return new Condition(memory -> wanted.contains(memory.kind()));
    }

    /** Passes memories with a live assertion by one of these authors. */
    static Filter author(Author... authors) {
        Set<Author> wanted = Set.copyOf(Arrays.asList(requireNonNull(authors, "authors")));
        return new Condition(memory -> {
            for (Assertion assertion : memory.assertions()) {
                if (wanted.contains(assertion.author())) {
                    return true;
                }
            }
            return false;
        });
    }

    /** Passes memories in one of these scopes; a scope that the reader may not see adds nothing. */
    static Filter scope(Scope... scopes) {
        Set<Scope> wanted = Set.copyOf(Arrays.asList(requireNonNull(scopes, "scopes")));
        return new Condition(memory -> wanted.contains(memory.scope()));
    }

    /** Starts a condition on the key of a memory. */
    static FilterField key() {
        return new FilterField("key", (memory, wanted) -> memory.key() != null && wanted.test(memory.key()));
    }

    /** Starts a condition on the value of a memory's key. */
    static FilterField value() {
        return new FilterField("value", (memory, wanted) -> memory.value() != null && wanted.test(memory.value()));
    }

    /** Starts a condition on the time of a memory, an {@link java.time.Instant}; one assertion is enough. */
    static FilterField time() {
        return new FilterField("time", (memory, wanted) -> {
            for (Assertion assertion : memory.assertions()) {
                if (wanted.test(assertion.at())) {
                    return true;
                }
            }
            return false;
        });
    }

    /** Starts a condition on the thread of a memory; one assertion is enough. */
    static FilterField thread() {
        return new FilterField("thread", (memory, wanted) -> {
            for (Assertion assertion : memory.assertions()) {
                if (assertion.thread() != null && wanted.test(assertion.thread())) {
                    return true;
                }
            }
            return false;
        });
    }

    /** Starts a condition on the metadata entry called {@code name}. */
    static FilterField metadata(String name) {
        String checked = Identifiers.checked("metadata entry", requireNonNull(name, "name"));
        return new FilterField("metadata entry " + checked, (memory, wanted) -> {
            Object value = memory.metadata().values().get(checked);
            return value != null && wanted.test(value);
        });
    }
}
