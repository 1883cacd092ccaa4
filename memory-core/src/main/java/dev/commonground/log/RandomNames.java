package dev.commonground.log;

import java.security.SecureRandom;
import java.util.SplittableRandom;

/** The one place random names come from: random bits in lower-case letters and digits. */
public final class RandomNames {

    private static final long NAMES = 1L << 50;

    /** One for each thread, so that none waits for another; names need to differ, not to be secret. */
    private static final ThreadLocal<SplittableRandom> RANDOM =
            ThreadLocal.withInitial(() -> new SplittableRandom(new SecureRandom().nextLong()));

    private RandomNames() {}

    /**
     * Returns a name that sorts behind those that were given out before this millisecond, so that an index of such names
     * grows at its end, where its pages are at hand; 50 of its bits are random.
     */
    static String nextInTime() {
        return Long.toString(System.currentTimeMillis(), Character.MAX_RADIX) + next();
    }

    /**
     * Returns a name of 50 random bits and at most 10 characters that nobody else is likely to have; uniqueness is kept by
     * the store.
     */
    public static String next() {
        return Long.toString(RANDOM.get().nextLong(NAMES), Character.MAX_RADIX);
    }
}
