package dev.commonground;

import dev.commonground.memory.Cursor;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Metadata;
import dev.commonground.recall.EmbeddingModelProvider;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Writes a memory with a cursor as a test resource. Run it once for each new schema:
 * {@code OldFile src/test/resources/old/schema-2.sqlite}.
 */
final class OldFile {

    private OldFile() {}

    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        try (SharedMemory memory = open(file)) {
            Cursor cursor = fill(memory);
            Files.writeString(file.resolveSibling(file.getFileName() + ".cursor"), cursor.toString());
        }
    }

    static SharedMemory open(Path file) {
        return SharedMemory.builder(file)
                .embeddings(EmbeddingModelProvider.of("letters", new Letters()))
                .clock(new TickingClock())
                .open();
    }

    private static Cursor fill(SharedMemory memory) {
        TaskMemory task = memory.task("order-7").forUser("acme");
        AgentMemory writer = task.agent("writer");
        AgentMemory editor = task.agent("editor");
        writer.remember(Draft.constraint("Keep it to 500 words")
                .key("max_words", "500")
                .evidence("at most 500 words")
                .metadata("priority", 3)
                .metadata("urgent", true)
                .build());
        editor.remember(
                Draft.constraint("Keep it to 400 words").key("max_words", "400").build());
        Memory monday = writer.remember("Ships on Monday").memory();
        writer.privately().remember("I doubt the date");
        writer.aboutUser().prefer("Acme prefers mornings");
        task.person("ada").remember("Ada is on leave until Tuesday");
        Step plan = memory.begin(
                StepRequest.builder("order-7", "plan", "thread-1").user("acme").build());
        plan.memory().remember("The plan has three steps");
        Cursor moment = plan.commit();
        editor.revise(monday.id(), "Ships on Tuesday");
        writer.forget(writer.remember("A slip of the pen").memory().id());
        writer.annotate(writer.recall("words", 1).get(0).memory().id(), Metadata.NONE.with("checked", true));
        writer.erase(writer.remember("A secret").memory().id());
        memory.task("order-6").agent("writer").remember("Shipped on Friday");
        memory.task("order-6").archive();
        memory.blobs().put("checkpoints", "1", new byte[] {1, 2, 3});
        return moment;
    }

    /** Counts letters, which is a model that any version can compute. */
    static final class Letters implements EmbeddingModel {
        @Override
        public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
            return Response.from(segments.stream()
                    .map(segment -> {
                        float[] counts = new float[26];
                        segment.text()
                                .toLowerCase(Locale.ROOT)
                                .chars()
                                .filter(c -> c >= 'a' && c <= 'z')
                                .forEach(c -> counts[c - 'a']++);
                        return Embedding.from(counts);
                    })
                    .toList());
        }
    }
}
