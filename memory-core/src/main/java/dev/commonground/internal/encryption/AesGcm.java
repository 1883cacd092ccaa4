package dev.commonground.internal.encryption;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM with a random nonce of 96 bits, which precedes the ciphertext, and a tag of 128 bits, which follows it. One key
 * may encrypt 2^32 messages (NIST SP 800-38D, 8.3).
 */
final class AesGcm {

    private static final String TRANSFORMATION = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** How many bytes a ciphertext is longer than its content. */
    static final int OVERHEAD = NONCE_BYTES + TAG_BITS / Byte.SIZE;

    /** To get a cipher takes longer than to decrypt a short text. It is of no use for keys in a security module. */
    private static final ThreadLocal<Cipher> CIPHER = ThreadLocal.withInitial(AesGcm::newCipher);

    private AesGcm() {}

    private static Cipher newCipher() {
        try {
            return Cipher.getInstance(TRANSFORMATION);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + TRANSFORMATION, e);
        }
    }

    /** Returns random bytes. */
    static byte[] random(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** Encrypts content, bound to the place where it belongs. */
    static byte[] encrypt(Key key, byte[] content, byte[] place) {
        byte[] nonce = random(NONCE_BYTES);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, 0, place);
            byte[] encrypted = Arrays.copyOf(nonce, NONCE_BYTES + cipher.getOutputSize(content.length));
            int unused = cipher.doFinal(content, 0, content.length, encrypted, NONCE_BYTES);
            return encrypted;
        } catch (GeneralSecurityException e) {
            throw unusable(e);
        }
    }

    /** Decrypts content; empty if the key, the place or a byte is not the one of the encryption. */
    static Optional<byte[]> decrypt(Key key, byte[] encrypted, int from, byte[] place) {
        if (encrypted.length - from < OVERHEAD) {
            return Optional.empty();
        }
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, encrypted, from, place);
            return Optional.of(cipher.doFinal(encrypted, from + NONCE_BYTES, encrypted.length - from - NONCE_BYTES));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw unusable(e);
        }
    }

    private static Cipher cipher(int mode, Key key, byte[] nonce, int from, byte[] place)
            throws GeneralSecurityException {
        Cipher cipher = key instanceof SecretKeySpec ? CIPHER.get() : newCipher();
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce, from, NONCE_BYTES));
        cipher.updateAAD(place);
        return cipher;
    }

    private static IllegalStateException unusable(GeneralSecurityException e) {
        return new IllegalStateException(
                "The key cannot be used for AES-256-GCM: pass an AES key of 256 bits that this Java platform can use",
                e);
    }
}
