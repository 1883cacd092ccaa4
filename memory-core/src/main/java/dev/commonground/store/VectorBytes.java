package dev.commonground.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;

/**
 * Converts vectors to and from bytes. There are two forms, and the length tells them apart.
 *
 * <ul>
 *   <li>The rounded form has 10 bits for each number, and one step for all: a number is its level, -511 to 511, times the step.
 *       The length divided by 4 leaves 1: a mark, the dimension (2 bytes), a checksum (2), the step (4), the upper 8 bits of
 *       each level, the lower 2 bits of each level, and padding. 384 numbers take 489 bytes.
 *   <li>The full form, which earlier versions wrote for all vectors, has little-endian floats. The length is a multiple of 4.
 * </ul>
 */
public final class VectorBytes {

    /** The largest level. */
    static final int LARGEST = 511;

    private static final byte ROUNDED = 10;
    private static final int CHECKSUM_AT = 3;
    private static final int STEP_AT = 5;
    private static final int LEVELS_AT = 9;
    private static final int LARGEST_DIMENSION = 0xffff;

    /** A shorter vector gains little and loses more: fewer rounding errors cancel each other out. */
    private static final int SMALLEST_DIMENSION = 64;

    /** How far the length of a vector may be from 1; a ciphertext in the form of a vector is much farther. */
    private static final double TOLERANCE = 0.01;

    private VectorBytes() {}

    /**
     * Returns the bytes of a vector: rounded if it has at least 64 numbers and the length 1, and in full otherwise. A vector
     * that was rounded before is not changed by a second rounding.
     */
    public static byte[] of(float[] vector) {
        return vector.length >= SMALLEST_DIMENSION && vector.length <= LARGEST_DIMENSION && hasLengthOne(vector)
                ? rounded(vector)
                : full(vector);
    }

    private static boolean hasLengthOne(float[] vector) {
        double squares = 0;
        for (float x : vector) {
            squares += (double) x * x;
        }
        return Math.abs(squares - 1) < 2 * TOLERANCE;
    }

    private static byte[] full(float[] vector) {
        byte[] bytes = new byte[vector.length * Float.BYTES];
        littleEndian(bytes).asFloatBuffer().put(vector);
        return bytes;
    }

    private static byte[] rounded(float[] vector) {
        float largest = 0;
        for (float x : vector) {
            largest = Math.max(largest, Math.abs(x));
        }
        float step = largest / LARGEST;
        byte[] bytes = new byte[roundedLength(vector.length)];
        littleEndian(bytes).put(ROUNDED).putShort((short) vector.length).putFloat(STEP_AT, step);
        for (int i = 0; i < vector.length && step > 0; i++) {
            int level = Math.max(-LARGEST, Math.min(LARGEST, Math.round(vector[i] / step)));
            bytes[LEVELS_AT + i] = (byte) (level >> 2);
            bytes[LEVELS_AT + vector.length + i / 4] |= (byte) ((level & 3) << (2 * (i % 4)));
        }
        littleEndian(bytes).putShort(CHECKSUM_AT, checksum(bytes));
        return bytes;
    }

    /** Returns the length of the rounded form, which is never a multiple of 4. */
    private static int roundedLength(int dimension) {
        int needed = LEVELS_AT + dimension + (dimension + 3) / 4;
        return needed + ((LEVELS_AT - needed) & 3);
    }

    private static short checksum(byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes, 0, CHECKSUM_AT);
        sum.update(bytes, STEP_AT, bytes.length - STEP_AT);
        return (short) sum.getValue();
    }

    /**
     * Returns whether the bytes are those of a vector. The rounded form has a checksum. In full, damage is noticed if a number is
     * too large for a vector of length 1.
     */
    public static boolean isIntact(byte[] bytes) {
        return isFull(bytes)
                ? bytes.length > 0 && hasPossibleNumbers(bytes)
                : bytes.length > LEVELS_AT
                        && bytes[0] == ROUNDED
                        && bytes.length == roundedLength(dimension(bytes))
                        && checksum(bytes) == littleEndian(bytes).getShort(CHECKSUM_AT);
    }

    /** The first number of a ciphertext in the form of a vector is a count. */
    private static boolean hasPossibleNumbers(byte[] bytes) {
        ByteBuffer numbers = littleEndian(bytes).position(Float.BYTES);
        boolean possible = Float.isFinite(littleEndian(bytes).getFloat(0));
        while (possible && numbers.hasRemaining()) {
            possible = Math.abs(numbers.getFloat()) <= 1 + TOLERANCE;
        }
        return possible;
    }

    private static boolean isFull(byte[] bytes) {
        return bytes.length % Float.BYTES == 0;
    }

    /** Returns how many numbers an {@linkplain #isIntact intact} vector has. */
    public static int dimension(byte[] bytes) {
        return isFull(bytes) ? bytes.length / Float.BYTES : littleEndian(bytes).getShort(1) & LARGEST_DIMENSION;
    }

    /** Returns the vector of these bytes, which are {@linkplain #isIntact intact}. */
    public static float[] read(byte[] bytes) {
        float[] vector = new float[dimension(bytes)];
        if (isFull(bytes)) {
            littleEndian(bytes).asFloatBuffer().get(vector);
        } else {
            float step = step(bytes);
            for (int i = 0; i < vector.length; i++) {
                vector[i] = step * level(bytes, vector.length, i);
            }
        }
        return vector;
    }

    /** Returns the rounded form of an {@linkplain #isIntact intact} vector in any form: the same bytes if they are rounded. */
    public static byte[] rounded(byte[] bytes) {
        return isFull(bytes) ? rounded(read(bytes)) : bytes;
    }

    /** Returns the step of a rounded vector. */
    public static float step(byte[] rounded) {
        return littleEndian(rounded).getFloat(STEP_AT);
    }

    /**
     * Returns a level of a rounded vector, -511 to 511.
     *
     * @param dimension the dimension of the vector
     * @param index the index of the number, less than the dimension
     */
    public static int level(byte[] rounded, int dimension, int index) {
        int lower = rounded[LEVELS_AT + dimension + (index >> 2)] >> ((index & 3) << 1);
        return (rounded[LEVELS_AT + index] << 2) | (lower & 3);
    }

    /** Returns whether a level of a rounded vector is negative. */
    public static boolean isNegative(byte[] rounded, int index) {
        return rounded[LEVELS_AT + index] < 0;
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
