package dev.commonground.store;

import java.security.SecureRandom;
import java.util.SplittableRandom;

/** Generates random names of lower-case letters and digits. */
public final class RandomNames {

    private static final long NAMES = 1L << 50;

    /** A generator per thread avoids contention. Names are unique, not secret, so the generator need not be secure. */
    private static final ThreadLocal<SplittableRandom> RANDOM =
            ThreadLocal.withInitial(() -> new SplittableRandom(new SecureRandom().nextLong()));

    private RandomNames() {}

    /**
     * Returns a name with 50 random bits that sorts after all names of earlier milliseconds. An index of such names grows at
     * its end, where its pages are cached.
     */
    static String nextInTime() {
        return Long.toString(System.currentTimeMillis(), Character.MAX_RADIX) + next();
    }

    /** Returns a name with 50 random bits, at most 10 characters long. A store enforces uniqueness with a constraint. */
    public static String next() {
        return Long.toString(RANDOM.get().nextLong(NAMES), Character.MAX_RADIX);
    }
}
