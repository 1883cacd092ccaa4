package dev.commonground.internal.encryption;

import dev.commonground.store.MemoryStoreException;
import dev.commonground.store.StatementVector;
import java.util.Arrays;
import java.util.List;

/**
 * Encrypts vectors. The ciphertext has the form of a vector, which every store keeps: each number holds 28 bits of it, as its
 * sign, 4 bits of its exponent and its fraction. So all numbers are finite, and no store or driver changes a bit of them.
 */
final class EncryptedVector {

    private static final int BITS = 28;
    private static final int SIGN = 1 << (BITS - 1);
    private static final int SIGN_SHIFT = Integer.SIZE - BITS;

    /** The fixed bits of the exponent: it is between 64 and 79. */
    private static final int EXPONENT = 1 << 29;

    private EncryptedVector() {}

    static StatementVector encrypt(ScopeKey key, String scope, StatementVector vector) {
        byte[] encrypted = key.encrypt(vector.bytes(), place(scope, vector));
        return new StatementVector(vector.id(), vector.speaker(), vector.model(), numbers(encrypted));
    }

    /**
     * Returns the vector that was encrypted.
     *
     * @throws MemoryStoreException if the vector is not encrypted, or was changed
     */
    static StatementVector decrypt(ScopeKey key, String scope, StatementVector vector) {
        byte[] decrypted = key.decrypt(bytes(vector.vector()), place(scope, vector));
        return new StatementVector(vector.id(), vector.speaker(), vector.model(), decrypted);
    }

    private static RowPlace place(String scope, StatementVector vector) {
        return new RowPlace("vector", List.of(scope, vector.id().value(), vector.speaker(), vector.model()));
    }

    /** Returns the bytes as numbers. The first number is how many of the last bits are padding. */
    private static float[] numbers(byte[] bytes) {
        int bits = bytes.length * Byte.SIZE;
        int count = (bits + BITS - 1) / BITS;
        float[] numbers = new float[1 + count];
        numbers[0] = count * BITS - bits;
        long pending = 0;
        int held = 0;
        int next = 1;
        for (byte b : bytes) {
            pending = (pending << Byte.SIZE) | (b & 0xff);
            held += Byte.SIZE;
            if (held >= BITS) {
                held -= BITS;
                numbers[next++] = number((int) (pending >>> held));
            }
        }
        if (held > 0) {
            numbers[next] = number((int) (pending << (BITS - held)));
        }
        return numbers;
    }

    private static float number(int bits) {
        return Float.intBitsToFloat(EXPONENT | (bits & (SIGN - 1)) | ((bits & SIGN) << SIGN_SHIFT));
    }

    /** Returns the bytes of the numbers; too few if the numbers are no ciphertext. */
    private static byte[] bytes(float[] numbers) {
        int padding = numbers.length == 0 ? BITS : (int) numbers[0];
        byte[] bytes = new byte[Math.max(0, (numbers.length - 1) * BITS - padding) / Byte.SIZE];
        long pending = 0;
        int held = 0;
        int next = 0;
        for (float number : Arrays.copyOfRange(numbers, Math.min(1, numbers.length), numbers.length)) {
            int stored = Float.floatToRawIntBits(number);
            pending = (pending << BITS) | (stored & (SIGN - 1)) | ((stored >>> SIGN_SHIFT) & SIGN);
            held += BITS;
            while (held >= Byte.SIZE && next < bytes.length) {
                held -= Byte.SIZE;
                bytes[next++] = (byte) (pending >>> held);
            }
        }
        return bytes;
    }
}
