package dev.commonground.memory;

import java.util.regex.Pattern;

/**
 * The id of a memory. It says nothing about the text: it is a keyed hash, and the key never leaves the store.
 *
 * @param value {@code m-} and 26 characters of a to z and 2 to 7
 */
public record MemoryId(String value) implements Comparable<MemoryId> {

    private static final Pattern FORM = Pattern.compile("m-[a-z2-7]{26}");

    public MemoryId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "A memory's id is m- and 26 characters of a to z and 2 to 7, as outcomes and matches show it; given were %d characters that are not"
                            .formatted(value.length()));
        }
    }

    @Override
    public int compareTo(MemoryId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
