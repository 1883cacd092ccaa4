package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Draft;
import dev.commonground.memory.WriteOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
