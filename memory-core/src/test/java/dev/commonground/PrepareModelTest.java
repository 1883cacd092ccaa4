package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.recall.EmbeddingModelProvider;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A provider prepares its model while the memory is opened; nothing waits for that or fails with it. */
@Timeout(20)
class PrepareModelTest {

    @TempDir
    Path folder;

    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch gate = new CountDownLatch(1);
    final AtomicInteger loads = new AtomicInteger();
    final AtomicInteger releases = new AtomicInteger();

    /** Prepares until the gate opens, and then fails. */
    final class GatedProvider implements EmbeddingModelProvider {

        @Override
        public String id() {
            return "letters";
        }

        @Override
        public void prepare() {
            begun.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new IllegalStateException("nothing can be prepared today");
        }

        @Override
        public EmbeddingModel load() {
            loads.incrementAndGet();
            return new EmbeddingsTest.LetterModel();
        }

        @Override
        public void release(EmbeddingModel model) {
            releases.incrementAndGet();
        }
    }

    private SharedMemory open() {
        return SharedMemory.builder(folder.resolve("memory.db"))
                .embeddings(new GatedProvider())
                .open();
    }

    @Test
    void begunByOpeningAndNeverWaitedFor() throws Exception {
        try (SharedMemory memory = open()) {
            begun.await();
            assertThat(loads).hasValue(0);
            AgentMemory agent = memory.task("order-7").agent("writer");
            agent.remember("bananas");

            assertThat(agent.recall("ban", 1)).hasSize(1);
            assertThat(loads).hasValue(1);
        }
        assertThat(gate.getCount()).isOne();
        gate.countDown();
    }

    @Test
    void aFailureChangesNothing() throws Exception {
        gate.countDown();
        try (SharedMemory memory = open()) {
            begun.await();
            AgentMemory agent = memory.task("order-7").agent("writer");
            agent.remember("bananas");

            assertThat(agent.recall("ban", 1)).hasSize(1);
        }
    }

    @Test
    void releasedOnceByClosing() {
        gate.countDown();
        SharedMemory memory = open();
        memory.task("order-7").agent("writer").remember("bananas");
        memory.task("order-7").agent("writer").recall("ban", 1);
        assertThat(releases).hasValue(0);

        memory.close();
        memory.close();

        assertThat(releases).hasValue(1);
    }
}
