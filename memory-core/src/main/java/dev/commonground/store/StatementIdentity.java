package dev.commonground.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Statement;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Computes the ids of statements. Equal statements of one scope have the same id: HMAC-SHA-256 (RFC 2104) over the
 * length-prefixed parts, truncated to 128 bits (RFC 2104 section 5), keyed with the scope's random salt. A short private
 * text cannot be guessed from its id, and without the salt the ids of a scope mean nothing.
 *
 * <p>Thread-safe.
 */
public final class StatementIdentity {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SALT_BYTES = 32;
    private static final int ID_BYTES = 16;
    private static final char[] BASE32 = "abcdefghijklmnopqrstuvwxyz234567".toCharArray();
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] salt;

    /** Creates the identity of the scope that owns {@code salt}. */
    public StatementIdentity(byte[] salt) {
        this.salt = salt.clone();
    }

    /** Returns a salt for a new scope. */
    public static byte[] newSalt() {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return salt;
    }

    /** Returns the id of {@code statement}; white space within its text is ignored. */
    public MemoryId of(Statement statement) {
        return new MemoryId("m-" + base32(Arrays.copyOf(mac(statement), ID_BYTES)));
    }

    /** Returns the whole hash of {@code statement}, of which the id is the beginning, in 64 hexadecimal digits. */
    public String hash(Statement statement) {
        return HexFormat.of().formatHex(mac(statement));
    }

    private byte[] mac(Statement statement) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(salt, ALGORITHM));
            update(mac, statement.kind().name());
            update(mac, statement.key());
            update(mac, statement.value());
            update(mac, statement.normalizedText());
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }

    private static void update(Mac mac, @Nullable String part) {
        byte[] bytes = part == null ? new byte[0] : part.getBytes(UTF_8);
        mac.update(ByteBuffer.allocate(Integer.BYTES)
                .putInt(part == null ? -1 : bytes.length)
                .array());
        mac.update(bytes);
    }

    private static String base32(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int buffer = 0;
        int bits = 0;
        for (byte b : bytes) {
            buffer = (buffer << Byte.SIZE) | (b & 0xff);
            for (bits += Byte.SIZE; bits >= 5; bits -= 5) {
                text.append(BASE32[(buffer >> (bits - 5)) & 31]);
            }
        }
        if (bits > 0) {
            text.append(BASE32[(buffer << (5 - bits)) & 31]);
        }
        return text.toString();
    }
}
