package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.commonground.event.MemoryEvent;
import dev.commonground.internal.sqlite.SqliteStore;
import dev.commonground.memory.Author;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.WriteOutcome;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.MemoryStoreException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another process writes the same fact between a writer's look at the scope and its commit. */
class OvertakenWriteTest {

    @TempDir
    Path folder;

    /** Returns a store that lets somebody else write before each commit. */
    static MemoryStore overtaken(MemoryStore store, Runnable first) {
        return (MemoryStore) Proxy.newProxyInstance(
                OvertakenWriteTest.class.getClassLoader(),
                new Class<?>[] {MemoryStore.class},
                (proxy, method, given) -> {
                    if (method.getName().equals("commit")) {
                        first.run();
                    }
                    try {
                        return method.invoke(store, given);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void theSecondIsToldThatTheFactIsKnown() {
        Path file = folder.resolve("memory.db");
        List<WriteOutcome> events = new ArrayList<>();
        try (SharedMemory other = SharedMemory.builder(file).keywordsOnly().open();
                SharedMemory memory = SharedMemory.builder(overtaken(
                                SqliteStore.open(file),
                                () -> other.task("order-7").agent("ben").remember("The client is in Turin")))
                        .keywordsOnly()
                        .listener(event -> {
                            if (event instanceof MemoryEvent.Written written) {
                                events.addAll(written.outcomes());
                            }
                        })
                        .open()) {
            List<WriteOutcome> outcomes = memory.task("order-7")
                    .agent("ann")
                    .rememberAll(List.of(
                            Draft.finding("The client is in Turin").build(),
                            Draft.finding("The client likes tea").build()));

            assertThat(outcomes.get(0)).isInstanceOfSatisfying(WriteOutcome.AlreadyKnown.class, known -> {
                assertThat(known.knownBy()).containsExactly(Author.agent("ben"));
                assertThat(known.memory().authors()).containsExactly(Author.agent("ann"), Author.agent("ben"));
            });
            assertThat(outcomes.get(1)).isInstanceOf(WriteOutcome.Added.class);
            assertThat(events).isEqualTo(outcomes);
        }
    }

    @Test
    void aChangeStaysAChange() {
        Path file = folder.resolve("memory.db");
        AtomicInteger notes = new AtomicInteger();
        try (SharedMemory other = SharedMemory.builder(file).keywordsOnly().open();
                SharedMemory memory = SharedMemory.builder(overtaken(
                                SqliteStore.open(file),
                                () -> other.task("order-7").agent("ben").remember("Note " + notes.incrementAndGet())))
                        .keywordsOnly()
                        .open()) {
            AgentMemory ann = memory.task("order-7").agent("ann");
            MemoryId turin = ann.remember("The client is in Turin").memory().id();

            WriteOutcome outcome = ann.revise(turin, "The client is in Milan");

            assertThat(outcome).isInstanceOf(WriteOutcome.Superseded.class);
            assertThat(outcome.memory().text()).isEqualTo("The client is in Milan");
        }
    }

    @Test
    void aWriteThatFailedIsNotCommittedWithTheNext() {
        Queue<String> failures = new ArrayDeque<>(List.of("The disk is full"));
        try (SharedMemory memory = SharedMemory.builder(overtaken(SqliteStore.open(folder.resolve("memory.db")), () -> {
                    if (!failures.isEmpty()) {
                        throw new MemoryStoreException(failures.remove());
                    }
                }))
                .keywordsOnly()
                .open()) {
            AgentMemory writer = memory.task("order-7").agent("ann");
            assertThatExceptionOfType(MemoryStoreException.class)
                    .isThrownBy(() -> writer.remember("The client is in Turin"));

            writer.remember("The client likes tea");

            assertThat(writer.list()).extracting(Memory::text).containsExactly("The client likes tea");
        }
    }
}
