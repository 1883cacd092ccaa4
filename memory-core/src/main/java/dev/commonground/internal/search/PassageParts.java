package dev.commonground.internal.search;

import java.util.stream.IntStream;

/**
 * Splits the passages of a very large scope, so that idle processors help with a search. In a smaller scope, waking another
 * thread takes longer than it saves (decision 12).
 */
final class PassageParts {

    /** The passages in a part; the last part may have fewer. */
    static final int SIZE = 131_072;

    private PassageParts() {}

    /** Returns the numbers of the parts, at least one; a parallel stream if there are several. */
    static IntStream of(int passages) {
        int parts = Math.max(1, (passages + SIZE - 1) / SIZE);
        IntStream numbers = IntStream.range(0, parts);
        return parts > 1 ? numbers.parallel() : numbers;
    }

    /** Returns the first passage of a part. */
    static int first(int part) {
        return part * SIZE;
    }

    /** Returns the first passage after a part of {@code passages}. */
    static int end(int part, int passages) {
        return Math.min(passages, first(part + 1));
    }
}
