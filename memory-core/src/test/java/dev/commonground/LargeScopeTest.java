package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.briefing.Tokens;
import dev.commonground.guard.WriteGuard;
import dev.commonground.internal.guard.WriteGate;
import dev.commonground.internal.log.ScopeLog;
import dev.commonground.internal.replica.ScopeReplica;
import dev.commonground.internal.search.Embedder;
import dev.commonground.internal.search.ExactVectors;
import dev.commonground.internal.session.Engine;
import dev.commonground.internal.sqlite.SqliteStore;
import dev.commonground.memory.Confirmation;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Rights;
import dev.commonground.memory.Scope;
import dev.commonground.recall.EmbeddingModelProvider;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.StoredVectors;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scopes that are larger than the heap budget, in a store that searches vectors itself. */
class LargeScopeTest {

    static final int MEMORIES = 600;

    /** A budget for about four hundred memories. */
    static final long BUDGET = 1_000_000;

    static final EmbeddingModelProvider MODEL = EmbeddingModelProvider.of("random", new RandomModel());

    @TempDir
    Path folder;

    /** Returns a random vector for each text; equal texts have equal vectors. */
    static final class RandomModel implements EmbeddingModel {
        @Override
        public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
            return Response.from(segments.stream()
                    .map(segment -> Embedding.from(vector(segment.text())))
                    .toList());
        }

        static float[] vector(String text) {
            Random random = new Random(text.hashCode());
            float[] vector = new float[64];
            for (int i = 0; i < vector.length; i++) {
                vector[i] = (float) random.nextGaussian();
            }
            return vector;
        }
    }

    /** Returns a store that searches the vectors of scopes with more than a given number of entries. */
    static MemoryStore searching(MemoryStore store) {
        return (MemoryStore) Proxy.newProxyInstance(
                LargeScopeTest.class.getClassLoader(), new Class<?>[] {MemoryStore.class}, (proxy, method, given) -> {
                    if (method.getName().equals("vectors")) {
                        return vectors(store, (String) given[0], (String) given[1], (long) given[2]);
                    }
                    try {
                        return method.invoke(store, given);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    static Optional<StoredVectors> vectors(MemoryStore store, String scope, String model, long most) {
        return store.readBeyond(scope, 0, "").entries().size() > most
                ? Optional.of(
                        new ExactVectors(() -> store.readBeyond(scope, 0, model).vectors()))
                : Optional.empty();
    }

    SharedMemory open(MemoryStore store) {
        return SharedMemory.builder(store).embeddings(MODEL).indexBudget(BUDGET).open();
    }

    static String text(int i) {
        return "Topic %d has note %d".formatted(i % 40, i);
    }

    static void fill(SharedMemory memory, int from, int to) {
        memory.task("one")
                .agent("writer")
                .rememberAll(IntStream.range(from, to)
                        .mapToObj(i -> Draft.of(Kind.FINDING, text(i)).build())
                        .toList());
    }

    static List<String> recall(SharedMemory memory, String question) {
        return memory.task("one").agent("reader").recall(question, 5).stream()
                .map(match -> match.memory().text())
                .toList();
    }

    @Test
    void leaveTheirVectorsInTheStoreAndReturnTheSameMatches() {
        MemoryStore store = SqliteStore.open(folder.resolve("memory.db"));
        try (SharedMemory far = open(searching(store));
                SharedMemory home = open(store)) {
            fill(far, 0, 300);
            fill(home, 300, MEMORIES);

            assertThat(recall(far, text(77))).isEqualTo(recall(home, text(77))).startsWith(text(77));

            Memory old =
                    far.task("one").agent("reader").recall(text(78), 1).get(0).memory();
            far.task("one").agent("reader").revise(old.id(), "Topic 78 is closed");
            assertThat(recall(far, text(78))).isEqualTo(recall(home, text(78))).doesNotContain(text(78));

            Memory secret =
                    far.task("one").agent("reader").recall(text(79), 1).get(0).memory();
            far.task("one").person("reader").erase(secret.id());
            assertThat(recall(far, text(79))).isEqualTo(recall(home, text(79))).doesNotContain(text(79));
        }
    }

    @Test
    void weighLessWithoutTheirVectors() {
        try (MemoryStore store = SqliteStore.open(folder.resolve("memory.db"));
                SharedMemory memory = open(store)) {
            fill(memory, 0, MEMORIES);
            long home = weight(store);

            assertThat(weight(searching(store))).isLessThan(home - MEMORIES * 64L * 10 / Byte.SIZE);
        }
    }

    private static long weight(MemoryStore store) {
        Engine engine = new Engine(
                SharedMemory.DEFAULT_OWNER,
                store,
                Embedder.with(MODEL),
                new WriteGate(WriteGuard.standard(), true),
                null,
                Tokens::estimate,
                Rights.DEFAULT,
                (reader, task) -> Set.of(),
                Clock.systemUTC(),
                List.of(),
                null,
                Confirmation.DEFAULT,
                BUDGET,
                0);
        ScopeReplica replica = engine.scopes().replica(engine.scopes().open(Scope.task("one")));
        int statements = replica.read((log, index) -> log.statements().size());
        assertThat(statements).isEqualTo(MEMORIES);
        replica.awaken(ScopeLog::unended);
        return replica.weight();
    }

    @Test
    void getTheVectorsThatAWriterWithoutAModelOmitted() {
        MemoryStore store = SqliteStore.open(folder.resolve("memory.db"));
        try (SharedMemory words = SharedMemory.builder(store).keywordsOnly().open();
                SharedMemory far = open(searching(store))) {
            fill(words, 0, MEMORIES);

            assertThat(recall(far, text(77))).startsWith(text(77));

            String scope = store.find(SharedMemory.DEFAULT_OWNER, Scope.task("one"))
                    .orElseThrow()
                    .id();
            assertThat(store.readBeyond(scope, 0, MODEL.id()).vectors()).hasSize(MEMORIES);
        }
    }
}
