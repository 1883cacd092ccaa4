package dev.commonground.log;

import java.math.BigInteger;
import java.security.SecureRandom;

/** The one place random names come from: 50 random bits in lower-case letters and digits. */
public final class RandomNames {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BITS = 50;

    private RandomNames() {}

    /** Returns a name of at most 10 characters that nobody else is likely to have; uniqueness is kept by the store. */
    public static String next() {
        return new BigInteger(BITS, RANDOM).toString(Character.MAX_RADIX);
    }
}
