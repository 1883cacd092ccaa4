package dev.commonground.memory;

import static java.util.Objects.requireNonNull;

import dev.commonground.internal.text.Identifiers;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The entries that an application adds to a memory: names with a string, a number or a boolean each.
 *
 * <p>Immutable and thread-safe.
 *
 * @param values the values by name, in the order of the names; numbers are Long or finite Double
 */
public record Metadata(Map<String, Object> values) {

    /**
     * The entry that holds other names of a memory, separated by commas: "k8s, kube". A question that uses one of these
     * names finds the memory. Aliases are indexed when the memory is written.
     */
    public static final String ALIASES = "aliases";

    /** No metadata. */
    public static final Metadata NONE = new Metadata(Map.of());

    public Metadata {
        values = Collections.unmodifiableMap(requireNonNull(values, "values").entrySet().stream()
                .collect(Collectors.toMap(
                        e -> Identifiers.checked("metadata entry", e.getKey()),
                        e -> plain(e.getKey(), e.getValue()),
                        (a, b) -> b,
                        TreeMap::new)));
    }

    /** Returns metadata with {@code name} set to {@code value}, a string, number or boolean. */
    public Metadata with(String name, Object value) {
        Map<String, Object> more = new TreeMap<>(values);
        more.put(requireNonNull(name, "name"), requireNonNull(value, "value"));
        return new Metadata(more);
    }

    /** Returns metadata with all values of {@code newer} set; they replace entries of the same names. */
    public Metadata with(Metadata newer) {
        if (requireNonNull(newer, "newer").values.isEmpty()) {
            return this;
        }
        Map<String, Object> more = new TreeMap<>(values);
        more.putAll(newer.values);
        return new Metadata(more);
    }

    /** Returns the value of {@code name}, if it is set. */
    public Optional<Object> get(String name) {
        return Optional.ofNullable(values.get(requireNonNull(name, "name")));
    }

    private static Object plain(String name, Object value) {
        if (value instanceof String text) {
            Statement.requireCharacters("metadata entry " + name, text);
            return value;
        }
        if (value instanceof Boolean || value instanceof Long) {
            return value;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Double || value instanceof Float) {
            return finite(name, ((Number) value).doubleValue());
        }
        throw new IllegalArgumentException(
                "The metadata entry %s is a %s, but only strings, numbers and booleans can be filtered on: convert it"
                        .formatted(name, value.getClass().getSimpleName()));
    }

    private static double finite(String name, double number) {
        if (Double.isFinite(number)) {
            return number;
        }
        throw new IllegalArgumentException(
                "The metadata entry %s is %s, which cannot be compared: leave it out".formatted(name, number));
    }
}
