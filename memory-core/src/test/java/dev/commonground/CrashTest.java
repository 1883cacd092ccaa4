package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.sqlite.Integrity;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kills a process with {@code kill -9} while it writes, at random moments, and looks at what it left: everything that it
 * had acknowledged, nothing in part. The system property {@code proofs.kills} sets how often, 20 times unless told
 * otherwise.
 */
class CrashTest {

    /** Kills on one file before a new one begins. */
    private static final int KILLS_A_FILE = 5;

    @TempDir
    static Path folder;

    static int acknowledgedBatches;
    static int storedBatches;

    static LongStream seeds() {
        return LongStream.range(0, Integer.getInteger("proofs.kills", 20));
    }

    @AfterAll
    static void theWritersWereBusy(TestReporter reporter) {
        long kills = seeds().count();
        reporter.publishEntry(
                "%d kills, %d batches acknowledged, %d stored".formatted(kills, acknowledgedBatches, storedBatches));
        assertThat(acknowledgedBatches).isGreaterThan((int) kills * 10);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void leavesEveryAcknowledgedWriteAndNoneInPart(long seed) throws Exception {
        Path file = folder.resolve("memory-%d.db".formatted(seed / KILLS_A_FILE));
        String task = "task-" + seed;

        List<String> acknowledged = Crash.writeUntilKilled(file.toString(), task, new Random(seed));

        storedBatches += Crash.check(file.toString(), task, acknowledged);
        acknowledgedBatches += acknowledged.size();
        assertThat(new Integrity(file).problems()).isEmpty();
    }
}
