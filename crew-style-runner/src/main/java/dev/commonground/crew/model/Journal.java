package dev.commonground.crew.model;

import static java.util.Objects.requireNonNull;

import dev.commonground.crew.internal.Uninterrupted;
import dev.commonground.store.BlobStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The model responses and tool results of a run, in the store of its memories. If an attempt runs again after a crash or a
 * failure of a parallel task, it finds the responses and results that it had.
 *
 * <p>The key of an entry is its attempt and a digest of its question: what the model or the tool was asked, after which
 * conversation. Thread-safe.
 */
public final class Journal {

    private final @Nullable BlobStore blobs;
    private final String run;
    private final String attempt;

    private Journal(@Nullable BlobStore blobs, String run, String attempt) {
        this.blobs = blobs;
        this.run = requireNonNull(run, "run");
        this.attempt = requireNonNull(attempt, "attempt");
    }

    /** Returns the journal of {@code run} in {@code blobs}. */
    public static Journal of(BlobStore blobs, String run) {
        return new Journal(requireNonNull(blobs, "blobs"), requireNonNull(run, "run"), "");
    }

    /** Returns a journal that stores nothing. */
    public static Journal none() {
        return new Journal(null, "", "");
    }

    /** Returns this journal for one attempt, which does not find the entries of other attempts. */
    public Journal at(String name) {
        return new Journal(blobs, run, requireNonNull(name, "name"));
    }

    /** Returns the stored answer to {@code question}. */
    Optional<byte[]> find(String question) {
        return blobs == null ? Optional.empty() : blobs.get(collection(), key(question));
    }

    /**
     * Stores the answer to {@code question} durably.
     *
     * @throws IllegalStateException if there is another answer already: another process has continued the run
     */
    void keep(String question, byte[] answer) {
        if (blobs != null) {
            Uninterrupted.run(() -> keep(blobs, key(question), answer));
        }
    }

    private void keep(BlobStore in, String key, byte[] answer) {
        if (!in.putIfAbsent(collection(), key, answer)) {
            throw new IllegalStateException(
                    "Run %s was continued by another process: resume it if that one has ended".formatted(run));
        }
    }

    private String collection() {
        return collection(run);
    }

    /** Returns the name of the journal of a run in the store. */
    public static String collection(String run) {
        return "journal/" + requireNonNull(run, "run");
    }

    private String key(String question) {
        return attempt + "/" + digest(question);
    }

    private static String digest(String text) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("The Java platform has no SHA-256", e);
        }
    }
}
