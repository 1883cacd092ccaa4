package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.MemoryLog.Subscription;
import dev.commonground.TeamContract.Member;
import dev.commonground.memory.Changes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process reads a file that another process has open, and begins to write the file itself. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReadOnlyBesideWriterTest {

    static final int ROUNDS = 15;

    @TempDir
    Path folder;

    Path file;
    Member other;

    @BeforeEach
    void openInAnotherProcess() throws IOException {
        file = folder.resolve("memory.db");
        write(file, "Ships on Monday");
        other = Member.start(file.toString(), "other");
        other.send("list");
        assertThat(other.receive()).contains("Ships on Monday");
    }

    @AfterEach
    void endTheOtherProcess() throws IOException, InterruptedException {
        other.input().close();
        other.process().waitFor();
    }

    static void write(Path file, String text) {
        try (SharedMemory memory = SharedMemory.builder(file).keywordsOnly().open()) {
            memory.task(Teammate.TASK).agent("writer").remember(text);
        }
    }

    static SharedMemory readOnly(Path file) {
        return SharedMemory.builder(file).keywordsOnly().readOnly().open();
    }

    static AgentMemory reader(SharedMemory memory) {
        return memory.task(Teammate.TASK).agent("reader");
    }

    static int count(SharedMemory memory) {
        return reader(memory).list().size();
    }

    static Subscription subscribe(SharedMemory memory, Consumer<Changes> heard) {
        MemoryLog log = reader(memory).log();
        return log.subscribe(log.cursor(), heard);
    }

    @Test
    void aProcessThatReadsCanBeginToWriteAndEndAndBeginAgain() {
        try (SharedMemory memory = readOnly(file)) {
            for (int round = 1; round <= 3; round++) {
                assertThat(count(memory)).isEqualTo(round);
                try (SharedMemory writing =
                        SharedMemory.builder(file).keywordsOnly().open()) {
                    assertThat(count(memory)).isEqualTo(round);
                    reader(writing).remember("Round " + round);
                    assertThat(count(memory)).isEqualTo(round + 1);
                }
            }
        }
    }

    @Test
    void twoReadersAndTwoWritersOfAProcessOpenAndCloseInAnyOrder() {
        try (SharedMemory first = readOnly(file)) {
            assertThat(count(first)).isEqualTo(1);
            SharedMemory writing = SharedMemory.builder(file).keywordsOnly().open();
            try (SharedMemory second = readOnly(file)) {
                assertThat(count(second)).isEqualTo(1);
                write(file, "Ships on Tuesday");
                assertThat(count(second)).isEqualTo(2);
                reader(writing).remember("Ships on Wednesday");
            }
            writing.close();
            assertThat(count(first)).isEqualTo(3);
            write(file, "Ships on Thursday");
            assertThat(count(first)).isEqualTo(4);
        }
    }

    @Test
    void anotherNameOfTheFileMakesNoDifference() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder).resolve("memory.db");
        try (SharedMemory memory = readOnly(link)) {
            assertThat(count(memory)).isEqualTo(1);
            write(file, "Ships on Tuesday");
            assertThat(count(memory)).isEqualTo(2);
        }
    }

    @Test
    void aSubscriberHearsOfTheOwnProcessAndOfTheOther() throws Exception {
        LinkedBlockingQueue<Changes> heard = new LinkedBlockingQueue<>();
        try (SharedMemory memory = readOnly(file);
                Subscription subscription = subscribe(memory, heard::add)) {
            for (int round = 0; round < 3; round++) {
                write(file, "Round " + round);
                assertThat(heard.poll(20, TimeUnit.SECONDS)).isNotNull();
            }
            other.send("write");
            assertThat(other.receive()).isEqualTo("done");
            assertThat(heard.poll(20, TimeUnit.SECONDS)).isNotNull();
            assertThat(subscription).isNotNull();
        }
    }

    /** No write is refused, whatever the readers do at the moment when it begins. */
    @Test
    void readersThatNeverPauseHinderNoWriter() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        try (SharedMemory memory = readOnly(file);
                Subscription subscription = subscribe(memory, changes -> {})) {
            List<CompletableFuture<Void>> reading = List.of(read(memory, done), read(memory, done));
            for (int round = 0; round < ROUNDS; round++) {
                write(file, "Round " + round);
            }
            done.set(true);
            for (CompletableFuture<Void> each : reading) {
                each.get(20, TimeUnit.SECONDS);
            }
            assertThat(count(memory)).isEqualTo(1 + ROUNDS);
            assertThat(subscription).isNotNull();
        }
    }

    private static CompletableFuture<Void> read(SharedMemory memory, AtomicBoolean done) {
        return CompletableFuture.runAsync(() -> {
            while (!done.get()) {
                assertThat(count(memory)).isPositive();
            }
        });
    }
}
