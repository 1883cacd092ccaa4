package dev.commonground.memory;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The id of a memory: a keyed hash, which reveals nothing about the text. The key never leaves the store. Its text is {@code
 * m-} and 26 characters of a to z and 2 to 7.
 *
 * <p>Immutable and thread-safe. Ids are equal if their texts are, and have the order of their texts.
 */
public final class MemoryId implements Comparable<MemoryId> {

    private static final String START = "m-";
    private static final int LENGTH = 28;

    /** The characters in a long, and where the second and the last part begin. */
    private static final int PART = 12;

    private static final int SECOND = START.length() + PART;
    private static final int LAST = SECOND + PART;

    /** The characters in the order of their codes, each of which is a number of 5 bits. */
    private static final String DIGITS = "234567abcdefghijklmnopqrstuvwxyz";

    private static final int DIGIT_BITS = 5;
    private static final int DIGIT_MASK = (1 << DIGIT_BITS) - 1;
    private static final int NUMERALS = 6;

    /** Numbers, because every memory on the heap has an id, and a string takes three times as much. */
    private final long first;

    private final long second;
    private final short last;

    /**
     * Creates an id.
     *
     * @param value its text
     * @throws IllegalArgumentException if the text is not that of an id
     */
    public MemoryId(String value) {
        if (!hasForm(requireNonNull(value, "value"))) {
            throw new IllegalArgumentException(
                    "The given text (length %d) is not the id of a memory: pass m- and 26 characters of a to z and 2 to 7, as outcomes and matches show it"
                            .formatted(value.length()));
        }
        this.first = number(value, START.length(), SECOND);
        this.second = number(value, SECOND, LAST);
        this.last = (short) number(value, LAST, LENGTH);
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

    private static long number(String value, int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            char c = value.charAt(i);
            number = (number << DIGIT_BITS) | (c < 'a' ? c - '2' : c - 'a' + NUMERALS);
        }
        return number;
    }

    /** Returns the text of the id. */
    public String value() {
        char[] text = new char[LENGTH];
        START.getChars(0, START.length(), text, 0);
        write(first, text, START.length(), SECOND);
        write(second, text, SECOND, LAST);
        write(last, text, LAST, LENGTH);
        return new String(text);
    }

    private static void write(long number, char[] text, int from, int to) {
        long rest = number;
        for (int i = to - 1; i >= from; i--) {
            text[i] = DIGITS.charAt((int) rest & DIGIT_MASK);
            rest >>>= DIGIT_BITS;
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MemoryId id && first == id.first && second == id.second && last == id.last;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(first ^ second) ^ last;
    }

    @Override
    public int compareTo(MemoryId other) {
        int byFirst = Long.compare(first, requireNonNull(other, "other").first);
        int bySecond = byFirst != 0 ? byFirst : Long.compare(second, other.second);
        return bySecond != 0 ? bySecond : Short.compare(last, other.last);
    }

    /** Returns the text of the id. */
    @Override
    public String toString() {
        return value();
    }
}
