package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.recall.EmbeddingModelProvider;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The model is loaded in the background, so opening neither waits for it nor fails with it. */
@Timeout(20)
class LoadAheadTest {

    @TempDir
    Path folder;

    /** Loads when it is let, and counts. */
    static final class GatedProvider implements EmbeddingModelProvider {
        final CountDownLatch gate = new CountDownLatch(1);
        final CountDownLatch begun = new CountDownLatch(1);
        final AtomicInteger loads = new AtomicInteger();
        final AtomicInteger releases = new AtomicInteger();
        volatile boolean fails;

        @Override
        public String id() {
            return "letters";
        }

        @Override
        public boolean loadsAhead() {
            return true;
        }

        @Override
        public EmbeddingModel load() {
            loads.incrementAndGet();
            begun.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (fails) {
                throw new IllegalStateException("no model today");
            }
            return new EmbeddingsTest.LetterModel();
        }

        @Override
        public void release(EmbeddingModel model) {
            releases.incrementAndGet();
        }
    }

    private SharedMemory open(EmbeddingModelProvider provider) {
        return SharedMemory.builder(folder.resolve("memory.db"))
                .embeddings(provider)
                .open();
    }

    @Test
    void openingBeginsToLoadTheModelAndDoesNotWait() throws Exception {
        GatedProvider provider = new GatedProvider();
        try (SharedMemory memory = open(provider)) {
            assertThat(provider.begun.await(10, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<?> remembered = CompletableFuture.runAsync(
                    () -> memory.task("order-7").agent("writer").remember("bananas"));
            assertThat(remembered).isNotDone();
            provider.gate.countDown();
            remembered.join();

            assertThat(memory.task("order-7").agent("writer").recall("ban", 1)).hasSize(1);
        }
        assertThat(provider.loads).hasValue(1);
        assertThat(provider.releases).hasValue(1);
    }

    @Test
    void aFailureInTheBackgroundIsRepeatedWhenTheModelIsNeeded() throws Exception {
        GatedProvider provider = new GatedProvider();
        provider.fails = true;
        try (SharedMemory memory = open(provider)) {
            assertThat(provider.begun.await(10, TimeUnit.SECONDS)).isTrue();
            provider.gate.countDown();
            while (provider.loads.get() == 1 && backgroundThread()) {
                Thread.onSpinWait();
            }
            provider.fails = false;

            assertThat(memory.task("order-7")
                            .agent("writer")
                            .remember("bananas")
                            .memory())
                    .isNotNull();
        }
        assertThat(provider.loads).hasValue(2);
        assertThat(provider.releases).hasValue(1);
    }

    private static boolean backgroundThread() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("commonground-embedding-model"));
    }

    @Test
    void closingReleasesAModelThatIsStillBeingLoaded() throws Exception {
        GatedProvider provider = new GatedProvider();
        SharedMemory memory = open(provider);
        assertThat(provider.begun.await(10, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Void> closed = CompletableFuture.runAsync(memory::close);
        provider.gate.countDown();
        closed.join();

        assertThat(provider.loads).hasValue(1);
        assertThat(provider.releases).hasValue(1);
    }

    @Test
    void aModelThatDoesNotWantItIsLoadedWithTheFirstText() {
        AtomicInteger loads = new AtomicInteger();
        EmbeddingModelProvider provider = new EmbeddingModelProvider() {
            @Override
            public String id() {
                return "letters";
            }

            @Override
            public EmbeddingModel load() {
                loads.incrementAndGet();
                return new EmbeddingsTest.LetterModel();
            }
        };
        try (SharedMemory memory = open(provider)) {
            assertThat(loads).hasValue(0);
            memory.task("order-7").agent("writer").remember("bananas");
            assertThat(loads).hasValue(1);
        }
    }
}
