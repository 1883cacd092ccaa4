package dev.commonground.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** The content of a key file: one line for each key, {@code name base64}, or {@code name - time} once it is destroyed. */
record KeyLines(Map<String, String> values) {

    static final String HEADER = "common-ground-keys 1\n";
    private static final String GONE = "- ";
    static final KeyLines NONE = new KeyLines(Map.of());

    static String line(String name, byte[] wrapped) {
        return name + " " + Base64.getEncoder().encodeToString(wrapped) + "\n";
    }

    /** Returns the length of the complete lines. */
    static long completeBytes(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    static KeyLines read(Path file, byte[] bytes) {
        String text = new String(bytes, 0, (int) completeBytes(bytes), UTF_8);
        if (bytes.length > 0 && !text.startsWith(HEADER)) {
            throw new MemoryStoreException(
                    "The file %s is no key file, or a newer version wrote it: pass the path of the keys of this memory. Nothing in it was changed"
                            .formatted(file));
        }
        Map<String, String> values = new LinkedHashMap<>();
        text.lines().skip(1).filter(line -> line.indexOf(' ') > 0).forEach(line -> {
            int space = line.indexOf(' ');
            values.put(line.substring(0, space), line.substring(space + 1));
        });
        return new KeyLines(values);
    }

    Optional<byte[]> key(String name) {
        return Optional.ofNullable(values.get(name))
                .filter(value -> !value.startsWith(GONE))
                .map(Base64.getDecoder()::decode);
    }

    Optional<Instant> destroyed(String name) {
        return Optional.ofNullable(values.get(name))
                .filter(value -> value.startsWith(GONE))
                .map(value -> Instant.parse(value.substring(GONE.length())));
    }

    Map<String, byte[]> keys() {
        Map<String, byte[]> keys = new LinkedHashMap<>();
        values.keySet().forEach(name -> key(name).ifPresent(key -> keys.put(name, key)));
        return keys;
    }

    KeyLines without(String name, Instant at) {
        Map<String, String> changed = new LinkedHashMap<>(values);
        changed.put(name, GONE + at);
        return new KeyLines(changed);
    }

    KeyLines mapped(BiFunction<String, byte[], byte[]> mapping) {
        Map<String, String> changed = new LinkedHashMap<>(values);
        keys().forEach((name, key) -> changed.put(name, Base64.getEncoder().encodeToString(mapping.apply(name, key))));
        return new KeyLines(changed);
    }

    String text() {
        StringBuilder text = new StringBuilder(HEADER);
        values.forEach(
                (name, value) -> text.append(name).append(' ').append(value).append('\n'));
        return text.toString();
    }
}
