package dev.commonground;

import dev.commonground.memory.Draft;
import dev.commonground.memory.Kind;
import dev.commonground.recall.EmbeddingModelProvider;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A process that writes to many scopes and reads none of them. It prints the number of its memories at the end. The arguments
 * are a location, the number of scopes, the memories of each, and the characters of each memory.
 */
final class BulkWriter {

    private static final int DIMENSION = 384;

    private BulkWriter() {}

    public static void main(String[] arguments) {
        int scopes = Integer.parseInt(arguments[1]);
        int each = Integer.parseInt(arguments[2]);
        int characters = Integer.parseInt(arguments[3]);
        EmbeddingModelProvider model = EmbeddingModelProvider.of("random", new RandomModel());
        try (SharedMemory memory =
                MemoryLocation.builder(arguments[0]).embeddings(model).open()) {
            for (int scope = 0; scope < scopes; scope++) {
                int task = scope;
                List<Draft> drafts = IntStream.range(0, each)
                        .mapToObj(i -> draft(task, i, characters))
                        .toList();
                memory.task("task-" + task).agent("loader").rememberAll(drafts);
            }
        }
        System.out.println(scopes * each);
    }

    private static Draft draft(int scope, int i, int characters) {
        String text = "Note %d of task %d: ".formatted(i, scope);
        return Draft.of(Kind.FINDING, text + "x".repeat(Math.max(0, characters - text.length())))
                .build();
    }

    /** Runs the writer with a heap of some megabytes; returns its output. */
    static String run(int megabytes, String... arguments) throws IOException, InterruptedException {
        Process writer = ChildProcess.start(
                List.of("-Xmx%dm".formatted(megabytes), "-XX:+ExitOnOutOfMemoryError"), BulkWriter.class, arguments);
        try (BufferedReader output = writer.inputReader()) {
            String last =
                    String.valueOf(output.lines().reduce((one, next) -> next).orElse(null));
            return writer.waitFor() == 0 ? last : "exit code " + writer.waitFor();
        }
    }

    /** Returns a random vector for each text. */
    private static final class RandomModel implements EmbeddingModel {
        @Override
        public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
            return Response.from(segments.stream()
                    .map(segment -> vector(segment.text().hashCode()))
                    .toList());
        }

        private static Embedding vector(int seed) {
            Random random = new Random(seed);
            float[] vector = new float[DIMENSION];
            for (int i = 0; i < vector.length; i++) {
                vector[i] = (float) random.nextGaussian();
            }
            return Embedding.from(vector);
        }
    }
}
