package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.postgres.TestServer;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kills a client with {@code kill -9} during writes, as often as the system property {@code proofs.kills} says. */
@Tag("repeated")
class CrashOnPostgresTest {

    static final String SCHEMA = TestServer.newSchema();

    static LongStream seeds() {
        return LongStream.range(0, Integer.getInteger("proofs.kills", Proofs.times(2, 5)));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aKilledClientLeavesAllAcknowledgedWritesAndNoPartialOne(long seed) throws Exception {
        String where = TestServer.url(SCHEMA);
        String task = "task-" + seed;

        List<String> acknowledged = Crash.writeUntilKilled(where, task, new Random(seed));

        assertThat(Crash.check(where, task, acknowledged)).isGreaterThanOrEqualTo(acknowledged.size());
        assertThat(TestServer.problems(SCHEMA)).isEmpty();
    }
}
