package dev.commonground.crew;

import dev.commonground.log.RecordShelf;
import dev.commonground.memory.Scope;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The long texts of runs, each kept once beside the memories, under its digest, which stands in its place in the state.
 * A checkpoint holds the whole state, so otherwise each would hold every answer again. They go when the run's task is
 * deleted.
 */
final class LongTexts {

    private static final int LONG = 400;
    private static final String MARK = "\u0001text ";
    private static final Set<String> CHANNELS =
            Set.of(CrewState.ANSWERS, CrewState.OUTPUTS, CrewState.BRIEFINGS, CrewState.EVENTS);

    private final @Nullable RecordShelf shelf;

    private LongTexts(@Nullable RecordShelf shelf) {
        this.shelf = shelf;
    }

    static LongTexts on(RecordShelf shelf) {
        return new LongTexts(shelf);
    }

    /** Returns what leaves every text where it is. */
    static LongTexts none() {
        return new LongTexts(null);
    }

    /** Returns an update of a run's state with names in the place of its long texts, which are durable then. */
    Map<String, Object> shelved(String run, Map<String, Object> update) {
        if (shelf == null) {
            return update;
        }
        Map<String, Object> shelved = new LinkedHashMap<>(update);
        shelved.replaceAll((channel, value) ->
                CHANNELS.contains(channel) && value instanceof Map<?, ?> texts ? named(shelf, run, texts) : value);
        return shelved;
    }

    private static Map<String, String> named(RecordShelf shelf, String run, Map<?, ?> texts) {
        Map<String, String> named = new LinkedHashMap<>();
        texts.forEach((key, text) -> named.put((String) key, name(shelf, run, (String) text)));
        return named;
    }

    private static String name(RecordShelf shelf, String run, String text) {
        if (text.length() < LONG) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        String key = key(bytes);
        if (shelf.get(collection(run), key).isEmpty()) {
            shelf.put(collection(run), key, bytes);
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
        return RecordShelf.ofTask(new Scope.Task(run));
    }

    /**
     * Returns the text that stands in a run's state, or that its name stands for.
     *
     * @throws IllegalStateException if the text is gone
     */
    String text(String run, String standing) {
        if (!standing.startsWith(MARK)) {
            return standing;
        }
        if (shelf == null) {
            throw new IllegalStateException(
                    "The state of run %s names texts that stand beside the memories: read it through the crew's own graph"
                            .formatted(run));
        }
        return shelf.get(collection(run), standing.substring(MARK.length()))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElseThrow(() -> new IllegalStateException(
                        "A text of run %s is gone, as when its task was deleted: begin a new run".formatted(run)));
    }
}
