package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.commonground.internal.sqlite.SqliteStore;
import dev.commonground.memory.Draft;
import dev.commonground.memory.MemoryException;
import dev.commonground.memory.WriteOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The write guard over SQLite. */
class WriteGuardTest extends WriteGuardContract {

    @TempDir
    Path folder;

    @Override
    protected SharedMemory.Builder builder() {
        return SharedMemory.builder(folder.resolve("memory.db"));
    }

    @Test
    void whatIsRejectedLeavesTheFile() throws IOException {
        try (SharedMemory memory = builder().keywordsOnly().open()) {
            WriteOutcome held = memory.task("order-9")
                    .agent("writer")
                    .remember(Draft.finding(POISON).build());
            boolean stored = isInAFile(POISON);
            Quarantine quarantine = memory.task("order-9").quarantine("eve");

            quarantine.reject(quarantine.list(1, null).get(0));

            assertThat(held).isInstanceOf(WriteOutcome.Quarantined.class);
            assertThat(stored).isTrue();
            assertThat(isInAFile(POISON)).isFalse();
        }
    }

    @Test
    void whatIsReleasedAndErasedLeavesTheFile() throws IOException {
        try (SharedMemory memory = builder().keywordsOnly().open()) {
            AgentMemory writer = memory.task("order-9").agent("writer");
            writer.remember(Draft.finding(POISON).build());
            Quarantine quarantine = memory.task("order-9").quarantine("eve");
            WriteOutcome released = quarantine.release(quarantine.list(1, null).get(0));

            writer.erase(released.memory().id());

            assertThat(isInAFile(POISON)).isFalse();
        }
    }

    @Test
    void aReviewNamesTheMemoryAndItsPlace() {
        try (SharedMemory memory = builder().keywordsOnly().open()) {
            AgentMemory writer = memory.task("order-9").agent("writer");
            writer.remember(POISON);
            writer.remember(POISON + " at night");
            Quarantine quarantine = memory.task("order-9").quarantine("eve");
            List<Quarantine.Held> held = quarantine.list(2, null);
            Quarantine.Held mistaken = new Quarantine.Held(
                    held.get(0).position(), held.get(1).memory(), held.get(0).reason());

            assertThatExceptionOfType(MemoryException.NotFound.class).isThrownBy(() -> quarantine.release(mistaken));
            assertThat(quarantine.list(2, null)).hasSize(2);
        }
    }

    /** Another reviewer rejects the memory after this one has looked and before this one commits. */
    @Test
    void theFirstOfTwoReviewersDecides() {
        AtomicReference<Runnable> first = new AtomicReference<>(() -> {});
        try (SharedMemory other = builder().keywordsOnly().open();
                SharedMemory memory = SharedMemory.builder(OvertakenWriteTest.overtaken(
                                SqliteStore.open(folder.resolve("memory.db")),
                                () -> first.getAndSet(() -> {}).run()))
                        .keywordsOnly()
                        .open()) {
            other.task("order-9").agent("writer").remember(POISON);
            other.task("order-9").agent("writer").remember(POISON + " at night");
            Quarantine quarantine = memory.task("order-9").quarantine("eve");
            Quarantine.Held held = quarantine.list(1, null).get(0);
            first.set(() -> other.task("order-9").quarantine("ben").reject(held));

            assertThatExceptionOfType(MemoryException.NotFound.class).isThrownBy(() -> quarantine.release(held));

            assertThat(memory.task("order-9").agent("reader").list()).isEmpty();
            assertThat(quarantine.list(2, null)).hasSize(1);
        }
    }

    private boolean isInAFile(String text) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            for (Path file : all) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                    return true;
                }
            }
            return false;
        }
    }
}
