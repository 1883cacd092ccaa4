package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** A virtual thread that uses the memory is not pinned to its carrier. The flight recorder watches. */
class VirtualThreadsTest {

    private static final int THREADS = 100;

    /** Loading a class pins the thread that loads it, so the first one waits here while it is pinned. */
    private static final class Pinning {

        static final Object LOADED = wait(Duration.ofMillis(100));

        private static Object wait(Duration time) {
            try {
                new java.util.concurrent.Semaphore(0)
                        .tryAcquire(time.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return time;
        }
    }

    @TempDir
    Path folder;

    /** Virtual threads exist from Java 21 on, and the tests are compiled for 17. */
    private static ExecutorService virtualThreads() throws ReflectiveOperationException {
        return (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }

    /** Returns the pinned virtual threads while {@code work} runs on them. */
    private List<RecordedEvent> pinned(List<Callable<Object>> work) throws Exception {
        Path file = folder.resolve("pinned.jfr");
        try (Recording recording = new Recording()) {
            recording
                    .enable("jdk.VirtualThreadPinned")
                    .withThreshold(Duration.ZERO)
                    .withStackTrace();
            recording.start();
            ExecutorService threads = virtualThreads();
            try {
                for (Future<Object> done : threads.invokeAll(work)) {
                    done.get();
                }
            } finally {
                threads.shutdown();
            }
            recording.stop();
            recording.dump(file);
        }
        return events(file);
    }

    private static List<RecordedEvent> events(Path file) throws IOException {
        return RecordingFile.readAllEvents(file);
    }

    private static Object use(SharedMemory memory, int i) {
        AgentMemory agent = memory.task("task-" + i % 7).agent("agent-" + i);
        agent.remember("Step %d is done".formatted(i));
        agent.recall("which step is done", 3);
        agent.brief("the next step");
        return AgentMemory.Async.of(agent)
                .recall("step", 1)
                .toCompletableFuture()
                .join();
    }

    @Test
    @EnabledForJreRange(minVersion = 24)
    void theRecorderFindsAPinnedThread() throws Exception {
        assertThat(pinned(List.of(() -> Pinning.LOADED))).isNotEmpty();
    }

    @Test
    @EnabledForJreRange(minVersion = 24)
    void noCallPinsAVirtualThread() throws Exception {
        try (SharedMemory memory =
                SharedMemory.builder(folder.resolve("memory.db")).keywordsOnly().open()) {
            for (int i = 0; i < 7; i++) {
                use(memory, i); // loads the classes
            }
            List<Callable<Object>> work = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int number = i;
                work.add(() -> use(memory, number));
            }

            assertThat(pinned(work)).isEmpty();
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void asynchronousCallsPinNoVirtualThreadThatWaitsForThem() throws Exception {
        try (SharedMemory memory =
                SharedMemory.builder(folder.resolve("memory.db")).keywordsOnly().open()) {
            List<Callable<Object>> work = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                AgentMemory.Async agent = AgentMemory.Async.of(memory.task("q3").agent("agent-" + i));
                work.add(() -> agent.remember("A step").toCompletableFuture().join());
            }
            work.get(0).call(); // loads the classes

            assertThat(pinned(work)).isEmpty();
        }
    }
}
