package dev.commonground.memory;

import static java.util.Objects.requireNonNull;

/**
 * The id of a memory: a keyed hash, which reveals nothing about the text. The key never leaves the store.
 *
 * @param value {@code m-} and 26 characters of a to z and 2 to 7
 */
public record MemoryId(String value) implements Comparable<MemoryId> {

    private static final String START = "m-";
    private static final int LENGTH = 28;

    public MemoryId {
        if (!hasForm(requireNonNull(value, "value"))) {
            throw new IllegalArgumentException(
                    "The given text (length %d) is not the id of a memory: pass m- and 26 characters of a to z and 2 to 7, as outcomes and matches show it"
                            .formatted(value.length()));
        }
    }

    /** A loop, because every row that is read has an id, and a pattern would allocate more than the row. */
    private static boolean hasForm(String value) {
        boolean right = value.length() == LENGTH && value.startsWith(START);
        for (int i = START.length(); right && i < LENGTH; i++) {
            char c = value.charAt(i);
            right = (c >= 'a' && c <= 'z') || (c >= '2' && c <= '7');
        }
        return right;
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
