package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.internal.sqlite.Integrity;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kills a process with {@code kill -9} at random moments while it writes. Every acknowledged write is stored, and every
 * stored write is complete. The system property {@code proofs.kills} sets the number of kills: 5 by default, 20 with
 * {@code -Pproofs}.
 */
@Tag("repeated")
class CrashTest {

    /** The number of kills for each file. */
    private static final int KILLS_PER_FILE = 5;

    @TempDir
    static Path folder;

    static int acknowledgedBatches;
    static int storedBatches;

    static LongStream seeds() {
        return LongStream.range(0, Integer.getInteger("proofs.kills", Proofs.times(5, 20)));
    }

    @AfterAll
    static void checkThatTheWritersWereBusy(TestReporter reporter) {
        long kills = seeds().count();
        reporter.publishEntry(
                "%d kills, %d batches acknowledged, %d stored".formatted(kills, acknowledgedBatches, storedBatches));
        assertThat(acknowledgedBatches).isGreaterThan((int) kills * 5);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void leavesAllAcknowledgedWritesAndNoPartialOne(long seed) throws Exception {
        Path file = folder.resolve("memory-%d.db".formatted(seed / KILLS_PER_FILE));
        String task = "task-" + seed;

        List<String> acknowledged = Crash.writeUntilKilled(file.toString(), task, new Random(seed));

        storedBatches += Crash.check(file.toString(), task, acknowledged);
        acknowledgedBatches += acknowledged.size();
        assertThat(new Integrity(file).problems()).isEmpty();
    }
}
