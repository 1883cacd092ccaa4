package dev.commonground.internal.search;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The vectors of the latest questions, at most {@value #MOST}. Agents ask the same question in several scopes and steps, and
 * to embed it takes longer than to search. A question is known by its SHA-256 digest, so its text is not kept.
 *
 * <p>Thread-safe.
 */
final class QuestionVectors {

    /** About 2 MB with 384 dimensions. */
    static final int MOST = 1_000;

    private final Map<ByteBuffer, float[]> latest = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, float[]> eldest) {
            return size() > MOST;
        }
    };

    private long clears;

    /** Returns the vector of a question; {@code embed} computes it, without a lock. */
    float[] of(String question, Supplier<float[]> embed) {
        ByteBuffer digest = digest(question);
        long before;
        synchronized (this) {
            float[] known = latest.get(digest);
            if (known != null) {
                return known;
            }
            before = clears;
        }
        float[] vector = embed.get();
        keep(digest, vector, before);
        return vector;
    }

    /** Keeps nothing of a question that was asked before an erasure. */
    private synchronized void keep(ByteBuffer digest, float[] vector, long before) {
        if (clears == before) {
            latest.put(digest, vector);
        }
    }

    synchronized void clear() {
        latest.clear();
        clears++;
    }

    private static ByteBuffer digest(String question) {
        try {
            return ByteBuffer.wrap(
                    MessageDigest.getInstance("SHA-256").digest(question.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
