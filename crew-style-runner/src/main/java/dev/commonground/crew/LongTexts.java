package dev.commonground.crew;

import dev.commonground.memory.Scope;
import dev.commonground.store.BlobStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The long texts of runs. The store keeps each text once, and the state contains its digest.
 * A checkpoint holds the whole state, so otherwise each would hold every answer again. They go when the run's task is
 * deleted.
 */
final class LongTexts {

    private static final int LONG = 400;
    private static final String MARK = "\u0001text ";
    private static final Set<String> CHANNELS =
            Set.of(CrewChannels.ANSWERS, CrewChannels.OUTPUTS, CrewChannels.BRIEFINGS, CrewChannels.EVENTS);

    private final @Nullable BlobStore blobs;

    private LongTexts(@Nullable BlobStore blobs) {
        this.blobs = blobs;
    }

    static LongTexts on(BlobStore blobs) {
        return new LongTexts(blobs);
    }

    /** Returns an instance that leaves every text in the state. */
    static LongTexts none() {
        return new LongTexts(null);
    }

    /** Returns an update of a run's state with names in the place of its long texts, which are durable then. */
    Map<String, Object> shelved(String run, Map<String, Object> update) {
        if (blobs == null) {
            return update;
        }
        Map<String, Object> shelved = new LinkedHashMap<>(update);
        shelved.replaceAll((channel, value) ->
                CHANNELS.contains(channel) && value instanceof Map<?, ?> texts ? named(blobs, run, texts) : value);
        return shelved;
    }

    private static Map<String, String> named(BlobStore blobs, String run, Map<?, ?> texts) {
        Map<String, String> named = new LinkedHashMap<>();
        texts.forEach((key, text) -> named.put((String) key, name(blobs, run, (String) text)));
        return named;
    }

    private static String name(BlobStore blobs, String run, String text) {
        if (text.length() < LONG) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        String key = key(bytes);
        if (blobs.get(collection(run), key).isEmpty()) {
            blobs.put(collection(run), key, bytes);
        }
        return MARK + key;
    }

    private static String key(byte[] bytes) {
        try {
            return "text/"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static String collection(String run) {
        return BlobStore.taskCollection(new Scope.Task(run));
    }

    /**
     * Returns a text of a run's state, after looking up a digest in the store.
     *
     * @throws IllegalStateException if the text is gone
     */
    String text(String run, String standing) {
        if (!standing.startsWith(MARK)) {
            return standing;
        }
        if (blobs == null) {
            throw new IllegalStateException(
                    "The state of run %s refers to texts in the store: read it through the crew's own graph"
                            .formatted(run));
        }
        return blobs.get(collection(run), standing.substring(MARK.length()))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElseThrow(() -> new IllegalStateException(
                        "A text of run %s is gone, as when its task was deleted: begin a new run".formatted(run)));
    }
}
