package dev.commonground.memory;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * The id of a memory: a keyed hash, which reveals nothing about the text. The key never leaves the store.
 *
 * @param value {@code m-} and 26 characters of a to z and 2 to 7
 */
public record MemoryId(String value) implements Comparable<MemoryId> {

    private static final Pattern FORM = Pattern.compile("m-[a-z2-7]{26}");

    public MemoryId {
        if (!FORM.matcher(requireNonNull(value, "value")).matches()) {
            throw new IllegalArgumentException(
                    "The given text (length %d) is not the id of a memory: pass m- and 26 characters of a to z and 2 to 7, as outcomes and matches show it"
                            .formatted(value.length()));
        }
    }

    @Override
    public int compareTo(MemoryId other) {
        return value.compareTo(requireNonNull(other, "other").value);
    }

    @Override
    public String toString() {
        return value;
    }
}
