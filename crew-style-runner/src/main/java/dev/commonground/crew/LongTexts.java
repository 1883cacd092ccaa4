package dev.commonground.crew;

import dev.commonground.crew.internal.WellFormed;
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
    private static final String CONTROL = "\u0001";

    /** Begins the name of a text in the store. */
    private static final String MARK = CONTROL + "text ";

    /** Precedes a text that looks like a name. */
    private static final String ITSELF = CONTROL + "itself ";

    private static final Set<String> CHANNELS = Set.of(
            CrewChannels.ANSWERS,
            CrewChannels.OUTPUTS,
            CrewChannels.BRIEFINGS,
            CrewChannels.REVIEWS,
            CrewChannels.EVENTS);

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

    /**
     * Returns an update of a run's state with names in the place of its long texts, which are durable then. All its texts are
     * well-formed.
     */
    Map<String, Object> shelved(String run, Map<String, Object> update) {
        Map<String, Object> shelved = new LinkedHashMap<>(update);
        shelved.replaceAll((channel, value) -> value instanceof Map<?, ?> texts ? shelved(run, channel, texts) : value);
        return shelved;
    }

    private Map<String, String> shelved(String run, String channel, Map<?, ?> texts) {
        Map<String, String> shelved = new LinkedHashMap<>();
        texts.forEach((key, text) -> {
            String whole = WellFormed.text((String) text);
            shelved.put((String) key, CHANNELS.contains(channel) ? shelved(run, whole) : whole);
        });
        return shelved;
    }

    private String shelved(String run, String text) {
        if (blobs != null && text.length() >= LONG) {
            return name(blobs, run, text);
        }
        return text.startsWith(CONTROL) ? ITSELF + text : text;
    }

    private static String name(BlobStore blobs, String run, String text) {
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

    static String collection(String run) {
        return BlobStore.taskCollection(new Scope.Task(run));
    }

    /**
     * Returns the texts in a channel of a run's state, after looking up their digests in the store.
     *
     * @throws IllegalStateException if a text is gone
     */
    Map<String, String> whole(String run, String channel, Map<String, String> stored) {
        Map<String, String> whole = new LinkedHashMap<>(stored);
        if (CHANNELS.contains(channel)) {
            whole.replaceAll((key, text) -> whole(run, text));
        }
        return whole;
    }

    private String whole(String run, String stored) {
        if (stored.startsWith(ITSELF)) {
            return stored.substring(ITSELF.length());
        }
        return stored.startsWith(MARK) ? find(run, stored.substring(MARK.length())) : stored;
    }

    private String find(String run, String key) {
        if (blobs == null) {
            throw new IllegalStateException(
                    "The state of run %s refers to texts in the store: read it through the crew's own graph"
                            .formatted(run));
        }
        return blobs.get(collection(run), key)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElseThrow(() -> new IllegalStateException(
                        "A text of run %s is gone, as when its task was deleted: begin a new run".formatted(run)));
    }
}
