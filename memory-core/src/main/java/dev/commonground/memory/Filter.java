package dev.commonground.memory;

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
 * <p>A filter chooses among what its reader may see and never widens that. Conditions may be nested to any depth.
 *
 * <p>Immutable and thread-safe.
 */
public sealed interface Filter permits Condition, Combination {

    /** Every memory. */
    Filter ALL = and();

    /** Returns whether {@code memory} fulfils the condition. */
    boolean test(Memory memory);

    /** Returns the memories for which all conditions hold; every memory if none is given. */
    static Filter and(Filter... conditions) {
        return new Combination(List.of(conditions), false, false);
    }

    /** Returns the memories for which at least one condition holds; none if none is given. */
    static Filter or(Filter... conditions) {
        return new Combination(List.of(conditions), true, true);
    }

    /** Returns the memories for which a condition does not hold. */
    static Filter not(Filter condition) {
        return condition instanceof Condition plain
                ? new Condition(plain.holds().negate())
                : new Combination(List.of(condition), true, false);
    }

    /** Returns the memories of one of these kinds. */
    static Filter kind(Kind... kinds) {
        Set<Kind> wanted = Set.copyOf(Arrays.asList(kinds));
        return new Condition(memory -> wanted.contains(memory.kind()));
    }

    /** Returns the memories that one of these authors stands by. */
    static Filter author(Author... authors) {
        Set<Author> wanted = Set.copyOf(Arrays.asList(authors));
        return new Condition(memory -> {
            for (Assertion assertion : memory.assertions()) {
                if (wanted.contains(assertion.author())) {
                    return true;
                }
            }
            return false;
        });
    }

    /** Returns the memories that belong to one of these scopes; a scope that the reader may not see adds nothing. */
    static Filter scope(Scope... scopes) {
        Set<Scope> wanted = Set.copyOf(Arrays.asList(scopes));
        return new Condition(memory -> wanted.contains(memory.scope()));
    }

    /** Starts a condition on what a memory is about. */
    static FilterField key() {
        return new FilterField("key", (memory, wanted) -> memory.key() != null && wanted.test(memory.key()));
    }

    /** Starts a condition on what a memory's key is said to be. */
    static FilterField value() {
        return new FilterField("value", (memory, wanted) -> memory.value() != null && wanted.test(memory.value()));
    }

    /** Starts a condition on when a memory was said, as an {@link java.time.Instant}; one of its assertions is enough. */
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

    /** Starts a condition on the thread a memory was said in; one of its assertions is enough. */
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
        String checked = Identifiers.checked("metadata entry", name);
        return new FilterField("metadata entry " + checked, (memory, wanted) -> {
            Object value = memory.metadata().values().get(checked);
            return value != null && wanted.test(value);
        });
    }
}
