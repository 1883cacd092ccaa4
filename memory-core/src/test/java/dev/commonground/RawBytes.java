package dev.commonground;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Searches the raw bytes of files for texts, in UTF-8 and UTF-16, and for vectors of either byte order. */
public final class RawBytes {

    /** Some numbers of a vector; more would miss the remains of a vector that is overwritten in part. */
    private static final int FLOATS = 4;

    /** The patterns by their first two bytes, so that each file is read once. */
    private final Map<Integer, List<Pattern>> patterns = new HashMap<>();

    @SuppressWarnings("ArrayRecordComponent") // patterns are never compared
    private record Pattern(String name, byte[] bytes) {}

    /** Adds a text to search for. It should be short, to find the remains of a text that is overwritten in part. */
    public RawBytes text(String text) {
        add(text + " in UTF-8", text.getBytes(UTF_8));
        add(text + " in UTF-16, little-endian", text.getBytes(UTF_16LE));
        add(text + " in UTF-16, big-endian", text.getBytes(UTF_16BE));
        return this;
    }

    /** Adds parts of a vector to search for. */
    public RawBytes vector(String name, float[] vector) {
        for (int from : new int[] {0, vector.length / 2, vector.length - FLOATS}) {
            for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
                ByteBuffer bytes = ByteBuffer.allocate(FLOATS * Float.BYTES).order(order);
                for (int i = from; i < from + FLOATS; i++) {
                    bytes.putFloat(vector[i]);
                }
                add("vector of %s from %d, %s".formatted(name, from, order), bytes.array());
            }
        }
        return this;
    }

    /** Adds parts of a vector in the form in which a store keeps it. */
    public RawBytes vector(String name, byte[] stored) {
        int length = FLOATS * Float.BYTES;
        for (int from = stored.length / 4; from + length <= stored.length; from += stored.length / 4) {
            add("stored vector of %s from %d".formatted(name, from), Arrays.copyOfRange(stored, from, from + length));
        }
        return this;
    }

    private void add(String name, byte[] bytes) {
        patterns.computeIfAbsent(start(bytes, 0), start -> new ArrayList<>()).add(new Pattern(name, bytes));
    }

    private static int start(byte[] bytes, int at) {
        return ((bytes[at] & 0xff) << Byte.SIZE) | (bytes[at + 1] & 0xff);
    }

    /** Returns what the files of a folder contain, each with the name of its file. */
    public SortedSet<String> in(Path folder) throws IOException {
        boolean[] starts = new boolean[1 << Short.SIZE];
        patterns.keySet().forEach(start -> starts[start] = true);
        SortedSet<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                search(read(file), folder.relativize(file).toString(), starts, found);
            }
        }
        return found;
    }

    private static byte[] read(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException gone) {
            return new byte[0];
        }
    }

    private void search(byte[] data, String file, boolean[] starts, SortedSet<String> found) {
        for (int at = 0; at < data.length - 1; at++) {
            int start = start(data, at);
            if (starts[start]) {
                for (Pattern pattern : patterns.getOrDefault(start, List.of())) {
                    int end = at + pattern.bytes.length;
                    if (end <= data.length && Arrays.equals(data, at, end, pattern.bytes, 0, pattern.bytes.length)) {
                        found.add(file + ": " + pattern.name);
                    }
                }
            }
        }
    }
}
