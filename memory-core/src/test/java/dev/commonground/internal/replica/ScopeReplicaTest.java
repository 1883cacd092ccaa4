package dev.commonground.internal.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.recall.RecallRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScopeReplicaTest {

    private static final int WRITES = 200;

    @TempDir
    Path folder;

    @Test
    void findsAllAcknowledgedWritesWhileItGrows() throws Exception {
        ExecutorService readers = Executors.newFixedThreadPool(3);
        try (SharedMemory memory =
                SharedMemory.builder(folder.resolve("memory.db")).keywordsOnly().open()) {
            AtomicInteger acknowledged = new AtomicInteger();
            List<Future<?>> reading = new ArrayList<>();
            for (int r = 0; r < 3; r++) {
                AgentMemory reader = memory.task("order-7").agent("reader-" + r);
                reading.add(readers.submit(() -> readUntilAllAreFound(reader, acknowledged)));
            }
            AgentMemory writer = memory.task("order-7").agent("writer");
            for (int i = 0; i < WRITES; i++) {
                writer.remember("note " + i);
                acknowledged.incrementAndGet();
            }

            for (Future<?> one : reading) {
                one.get();
            }
        } finally {
            readers.shutdownNow();
        }
    }

    private static void readUntilAllAreFound(AgentMemory reader, AtomicInteger acknowledged) {
        int found = 0;
        while (found < WRITES) {
            int before = acknowledged.get();
            found = reader.recall(RecallRequest.builder("note").limit(WRITES).build())
                    .size();
            assertThat(found).isGreaterThanOrEqualTo(before);
        }
    }
}
