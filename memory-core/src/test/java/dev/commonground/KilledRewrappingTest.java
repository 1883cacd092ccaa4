package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.audit.Listing.TaskSummary;
import dev.commonground.store.Encryption;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process with {@code kill -9} at random moments while it changes the master key and creates scopes. */
@Tag("repeated")
class KilledRewrappingTest {

    private static final int KILLS = Proofs.times(2, 10);

    @TempDir
    Path folder;

    SharedMemory open() {
        return SharedMemory.builder(folder.resolve("memory.db"))
                .encryption(Encryption.with(Encrypted.master(1), folder.resolve("memory.keys"))
                        .accepting(Encrypted.master(2)))
                .keywordsOnly()
                .open();
    }

    @Test
    void leavesEveryKeyUsable() throws Exception {
        Random random = new Random(1);
        long written = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = ChildProcess.start(
                    RewrappingProcess.class,
                    folder.resolve("memory.db").toString(),
                    folder.resolve("memory.keys").toString());
            try (BufferedReader output = process.inputReader()) {
                for (int lines = 10 + random.nextInt(50); lines > 0; lines--) {
                    written += output.readLine().equals("written") ? 1 : 0;
                }
                assertThat(process.waitFor(random.nextInt(20), TimeUnit.MILLISECONDS))
                        .isFalse();
                process.toHandle().destroyForcibly();
                written += output.lines().filter("written"::equals).count();
            }
            try (SharedMemory memory = open()) {
                List<TaskSummary> tasks = memory.tasks("", 1_000).items();
                assertThat(tasks).hasSizeGreaterThanOrEqualTo((int) written);
                tasks.forEach(task -> assertThat(
                                memory.task(task.task()).agent("writer").list().size())
                        .isLessThanOrEqualTo(1));
            }
        }
        assertThat(written).isGreaterThan(KILLS);
    }
}
