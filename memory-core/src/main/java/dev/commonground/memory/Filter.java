package dev.commonground.memory;

import static java.util.Objects.requireNonNull;

import dev.commonground.internal.text.Identifiers;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

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

    /** Passes memories with a live assertion of one of these origins. */
    static Filter origin(Origin... origins) {
        Set<Origin> wanted = Set.copyOf(Arrays.asList(requireNonNull(origins, "origins")));
        return new Condition(memory -> {
            for (Assertion assertion : memory.assertions()) {
                if (wanted.contains(assertion.origin())) {
                    return true;
                }
            }
            return false;
        });
    }

    /** Starts a condition on the trust in a memory, a number from 0 to 1: the highest trust of its assertions. */
    static Field trust() {
        return new Field("trust", (memory, wanted) -> wanted.test(memory.trust()));
    }

    /** Passes memories in one of these scopes; a scope that the reader may not see adds nothing. */
    static Filter scope(Scope... scopes) {
        Set<Scope> wanted = Set.copyOf(Arrays.asList(requireNonNull(scopes, "scopes")));
        return new Condition(memory -> wanted.contains(memory.scope()));
    }

    /** Starts a condition on the key of a memory. */
    static Field key() {
        return new Field("key", (memory, wanted) -> memory.key() != null && wanted.test(memory.key()));
    }

    /** Starts a condition on the value of a memory's key. */
    static Field value() {
        return new Field("value", (memory, wanted) -> memory.value() != null && wanted.test(memory.value()));
    }

    /** Starts a condition on the time of a memory, an {@link java.time.Instant}; one assertion is enough. */
    static Field time() {
        return new Field("time", (memory, wanted) -> {
            for (Assertion assertion : memory.assertions()) {
                if (wanted.test(assertion.at())) {
                    return true;
                }
            }
            return false;
        });
    }

    /** Starts a condition on the thread of a memory; one assertion is enough. */
    static Field thread() {
        return new Field("thread", (memory, wanted) -> {
            for (Assertion assertion : memory.assertions()) {
                if (assertion.thread() != null && wanted.test(assertion.thread())) {
                    return true;
                }
            }
            return false;
        });
    }

    /** Starts a condition on the metadata entry called {@code name}. */
    static Field metadata(String name) {
        String checked = Identifiers.checked("metadata entry", requireNonNull(name, "name"));
        return new Field("metadata entry " + checked, (memory, wanted) -> {
            Object value = memory.metadata().values().get(checked);
            return value != null && wanted.test(value);
        });
    }

    /**
     * A part of a memory to compare with strings, numbers, booleans or instants. A memory without the part passes no
     * condition but {@link #ne}. Values of different types are never equal, and neither is greater. Numbers are compared
     * exactly; strings are compared by code point and case.
     *
     * <p>Immutable and thread-safe.
     */
    final class Field {

        private final String name;
        private final BiPredicate<Memory, Predicate<Object>> any;

        /**
         * Creates a part of a memory.
         *
         * @param any tests whether one of the values of a memory is wanted
         */
        Field(String name, BiPredicate<Memory, Predicate<Object>> any) {
            this.name = name;
            this.any = any;
        }

        /** Passes memories in which the part equals {@code value}. */
        public Filter eq(Object value) {
            requireNonNull(value, "value");
            return in(List.of(value));
        }

        /** Passes memories in which the part is missing or differs from {@code value}. */
        public Filter ne(Object value) {
            return Filter.not(eq(requireNonNull(value, "value")));
        }

        /** Passes memories in which the part equals one of {@code wanted}. */
        public Filter in(Collection<?> wanted) {
            List<?> checked =
                    requireNonNull(wanted, "wanted").stream().map(this::checked).toList();
            return where(actual -> {
                for (Object one : checked) {
                    if (compares(actual, one, sign -> sign == 0)) {
                        return true;
                    }
                }
                return false;
            });
        }

        /** Passes memories in which the part is less than {@code bound}. */
        public Filter lessThan(Object bound) {
            return compared(bound, sign -> sign < 0);
        }

        /** Passes memories in which the part is at most {@code bound}. */
        public Filter atMost(Object bound) {
            return compared(bound, sign -> sign <= 0);
        }

        /** Passes memories in which the part is greater than {@code bound}. */
        public Filter greaterThan(Object bound) {
            return compared(bound, sign -> sign > 0);
        }

        /** Passes memories in which the part is at least {@code bound}. */
        public Filter atLeast(Object bound) {
            return compared(bound, sign -> sign >= 0);
        }

        /** Passes memories in which one value is in the range, both bounds included. */
        public Filter between(Object least, Object greatest) {
            Object from = checked(requireNonNull(least, "least"));
            Object to = checked(requireNonNull(greatest, "greatest"));
            return where(
                    actual -> compares(actual, from, sign -> sign >= 0) && compares(actual, to, sign -> sign <= 0));
        }

        /** Passes memories that have the part. */
        public Filter exists() {
            return where(actual -> true);
        }

        private Filter compared(Object bound, IntPredicate wanted) {
            Object checked = checked(requireNonNull(bound, "bound"));
            return where(actual -> compares(actual, checked, wanted));
        }

        private Filter where(Predicate<Object> wanted) {
            return new Condition(memory -> any.test(memory, wanted));
        }

        private Object checked(Object value) {
            requireNonNull(value, name);
            if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
                return ((Number) value).longValue();
            }
            if (!isPlain(value) && number(value) == null) {
                throw new IllegalArgumentException(
                        "The %s is compared with a %s, but only strings, finite numbers, booleans and instants can be: convert it"
                                .formatted(name, value.getClass().getSimpleName()));
            }
            return value;
        }

        private static boolean isPlain(Object value) {
            return value instanceof String || value instanceof Boolean || value instanceof Instant;
        }

        private static boolean compares(Object actual, Object bound, IntPredicate wanted) {
            if (actual instanceof Long left && bound instanceof Long right) {
                return wanted.test(Long.compare(left, right));
            }
            BigDecimal a = number(actual);
            BigDecimal b = number(bound);
            return (a != null && b != null)
                    ? wanted.test(a.compareTo(b))
                    : comparesExceptNumbers(actual, bound, wanted);
        }

        private static boolean comparesExceptNumbers(Object actual, Object bound, IntPredicate wanted) {
            if (actual instanceof String left && bound instanceof String right) {
                return wanted.test(left.compareTo(right));
            }
            if (actual instanceof Boolean left && bound instanceof Boolean right) {
                return wanted.test(left.compareTo(right));
            }
            return actual instanceof Instant left
                    && bound instanceof Instant right
                    && wanted.test(left.compareTo(right));
        }

        private static @Nullable BigDecimal number(Object value) {
            if (value instanceof Long number) {
                return BigDecimal.valueOf(number);
            }
            if (value instanceof Double || value instanceof Float) {
                double number = ((Number) value).doubleValue();
                return Double.isFinite(number) ? new BigDecimal(number) : null;
            }
            return null;
        }
    }
}
