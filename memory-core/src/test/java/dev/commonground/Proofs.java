package dev.commonground;

import java.util.stream.LongStream;

/**
 * Decides how often random tests repeat: a few times by default, many times with {@code -Pproofs}. Tests that ask are tagged
 * {@code repeated}, so they run both times.
 */
public final class Proofs {

    private Proofs() {}

    /** Returns {@code many} with {@code -Pproofs}, {@code few} otherwise. */
    public static int times(int few, int many) {
        return Boolean.getBoolean("proofs") ? many : few;
    }

    /** Returns the seeds of a test that runs {@code few} or {@code many} times. */
    public static LongStream seeds(int few, int many) {
        return LongStream.range(0, times(few, many));
    }
}
