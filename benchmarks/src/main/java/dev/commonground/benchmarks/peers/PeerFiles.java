package dev.commonground.benchmarks.peers;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.commonground.benchmarks.corpus.Corpus;
import dev.commonground.benchmarks.corpus.Filters;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** Writes a corpus as files that other languages read: vectors as little-endian floats, memories as lines of JSON. */
final class PeerFiles {

    private static final ObjectMapper JSON = new ObjectMapper();

    private PeerFiles() {}

    /** Writes the memories, the vectors of the questions without words, and the filters. */
    static Path write(Path folder, Corpus corpus, Iterable<Corpus.CorpusMemory> memories) throws IOException {
        Files.createDirectories(folder);
        List<float[]> questions = corpus.wordless().stream().map(corpus::vector).toList();
        vectors(folder.resolve("questions.f32"), questions);
        vectors(folder.resolve("memories.f32"), () -> vectors(memories));
        try (BufferedWriter lines = Files.newBufferedWriter(folder.resolve("memories.jsonl"))) {
            for (Corpus.CorpusMemory memory : memories) {
                lines.write(JSON.writeValueAsString(fields(memory)) + "\n");
            }
        }
        JSON.writeValue(folder.resolve("filters.json").toFile(), filters());
        return folder.toAbsolutePath();
    }

    private static Iterator<float[]> vectors(Iterable<Corpus.CorpusMemory> memories) {
        return StreamSupport.stream(memories.spliterator(), false)
                .map(Corpus.CorpusMemory::vector)
                .iterator();
    }

    private static void vectors(Path file, Iterable<float[]> vectors) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (float[] vector : vectors) {
                out.write(bytes(vector));
            }
        }
    }

    private static Map<String, Object> fields(Corpus.CorpusMemory memory) {
        Map<String, Object> fields = new TreeMap<>(Filters.words(memory));
        fields.put("text", memory.statement().text());
        fields.put("priority", Filters.priority(memory));
        return fields;
    }

    private static Map<String, Object> filters() {
        return Map.of(
                "authors", Filters.AUTHORS,
                "kinds", Filters.kinds(),
                "least", Filters.LEAST,
                "greatest", Filters.GREATEST,
                "refused", Filters.REFUSED_TEAM);
    }

    /** Returns a vector as little-endian floats. */
    static byte[] bytes(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * vector.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return bytes.array();
    }
}
