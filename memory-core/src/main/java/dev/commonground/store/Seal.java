package dev.commonground.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The seal of one commit in one scope: a salted commitment to the content of each entry, and what links the commit to the
 * one before it. An erasure removes the salt together with the content, so the commitment says nothing any more, and the
 * links still hold.
 *
 * <p>Hashes are SHA-256. A link is the hash of the previous link, empty for the first, and of the commit's digest. The digest
 * is the hash of the commitments in order. Immutable and thread-safe.
 */
public final class Seal {

    private static final String ALGORITHM = "SHA-256";
    private static final int SALT_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final List<byte[]> salts;
    private final List<byte[]> commitments;

    private Seal(List<byte[]> salts, List<byte[]> commitments) {
        this.salts = salts;
        this.commitments = commitments;
    }

    /** Seals the entries that a commit appends to a scope, with new salts. */
    public static Seal of(String commit, List<Entry> entries) {
        EntryWriter writer = new EntryWriter(UnaryOperator.identity());
        List<byte[]> salts = new ArrayList<>();
        List<byte[]> commitments = new ArrayList<>();
        for (int ordinal = 0; ordinal < entries.size(); ordinal++) {
            byte[] salt = new byte[SALT_BYTES];
            RANDOM.nextBytes(salt);
            Entry entry = entries.get(ordinal);
            salts.add(salt);
            commitments.add(commitment(salt, commit, ordinal, entry.lane(), writer.columns(entry)));
        }
        return new Seal(salts, commitments);
    }

    /** Returns the salt of the entry with this ordinal. */
    public byte[] salt(int ordinal) {
        return salts.get(ordinal).clone();
    }

    /** Returns the commitment to the entry with this ordinal. */
    public byte[] commitment(int ordinal) {
        return commitments.get(ordinal).clone();
    }

    /** Returns the digest of the commit. */
    public byte[] digest() {
        return digest(commitments);
    }

    /** Returns the link of the commit, after the link of the previous one. */
    public byte[] link(byte[] previous) {
        return link(previous, digest());
    }

    static byte[] link(byte[] previous, byte[] digest) {
        MessageDigest sha = sha();
        sha.update(previous);
        return sha.digest(digest);
    }

    static byte[] digest(List<byte[]> commitments) {
        MessageDigest sha = sha();
        commitments.forEach(sha::update);
        return sha.digest();
    }

    /** Returns the hash of the salt, the place in the commit, the lane and every column, each with its length. */
    static byte[] commitment(byte[] salt, String commit, long ordinal, long lane, List<@Nullable String> columns) {
        MessageDigest sha = sha();
        sha.update(salt);
        update(sha, commit);
        update(sha, ordinal + " " + lane);
        columns.forEach(column -> update(sha, column));
        return sha.digest();
    }

    private static void update(MessageDigest sha, @Nullable String text) {
        byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_16BE);
        int length = text == null ? -1 : bytes.length;
        for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            sha.update((byte) (length >> shift));
        }
        sha.update(bytes);
    }

    private static MessageDigest sha() {
        try {
            return MessageDigest.getInstance(ALGORITHM);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }
}
