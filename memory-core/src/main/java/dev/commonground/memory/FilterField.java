package dev.commonground.memory;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A part of a memory to compare with strings, numbers, booleans or instants. A memory without the part passes no
 * condition but {@link #ne}. Values of different types are never equal, and neither is greater. Numbers are compared
 * exactly; strings are compared by code point and case.
 *
 * <p>Immutable and thread-safe.
 */
public final class FilterField {

    private final String name;
    private final BiPredicate<Memory, Predicate<Object>> any;

    /**
     * Creates a part of a memory.
     *
     * @param any tests whether one of the values of a memory is wanted
     */
    FilterField(String name, BiPredicate<Memory, Predicate<Object>> any) {
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
        return where(actual -> compares(actual, from, sign -> sign >= 0) && compares(actual, to, sign -> sign <= 0));
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
        if (value instanceof String || value instanceof Boolean || value instanceof Instant) {
            return value;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (number(value) != null) {
            return value;
        }
        throw new IllegalArgumentException(
                "The %s is compared with a %s, but only strings, finite numbers, booleans and instants can be: convert it"
                        .formatted(name, value.getClass().getSimpleName()));
    }

    private static boolean compares(Object actual, Object bound, IntPredicate wanted) {
        if (actual instanceof Long left && bound instanceof Long right) {
            return wanted.test(Long.compare(left, right));
        }
        BigDecimal a = number(actual);
        BigDecimal b = number(bound);
        if (a != null && b != null) {
            return wanted.test(a.compareTo(b));
        }
        if (actual instanceof String left && bound instanceof String right) {
            return wanted.test(left.compareTo(right));
        }
        if (actual instanceof Boolean left && bound instanceof Boolean right) {
            return wanted.test(left.compareTo(right));
        }
        return actual instanceof Instant left && bound instanceof Instant right && wanted.test(left.compareTo(right));
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
