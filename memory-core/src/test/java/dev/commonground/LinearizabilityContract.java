package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/**
 * The calls of eight processes are linearizable although processes are killed and others take their places under the same
 * names. The system property {@code proofs.histories} sets the length in seconds, 12 by default.
 */
@Tag("proofs")
@Timeout(value = 2, unit = TimeUnit.HOURS)
interface LinearizabilityContract {

    long SECONDS = Integer.getInteger("proofs.histories", 12);
    long SECONDS_OF_A_ROUND = 2;
    long SECONDS_BETWEEN_KILLS = 4;
    long MOST_SECONDS_TO_START = 300;

    /** Returns the location of the memory for this process: a file, or a JDBC URL. */
    String where();

    /** Returns the location for the processes, whose connections may be disturbed. */
    default String disturbed() {
        return where();
    }

    /** Disturbs the connections of the processes once; returns how many faults it injected. */
    default int disturb(Random random) {
        return 0;
    }

    /** Returns the defects of the stored data; empty if there are none. */
    List<String> problems() throws SQLException;

    @Test
    default void callsOfEightProcessesAreLinearizable(TestReporter reporter) throws Exception {
        CallHistory history = new CallHistory();
        int kills = 0;
        int faults = 0;
        try (SharedMemory memory = RecordedClient.open(MemoryLocation.builder(where()))) {
            RecordedClient.createCells(memory, (SECONDS + MOST_SECONDS_TO_START) / SECONDS_OF_A_ROUND);
            RecordedClient.Rounds rounds =
                    new RecordedClient.Rounds(System.nanoTime(), TimeUnit.SECONDS.toNanos(SECONDS_OF_A_ROUND));
            List<Client> clients = new ArrayList<>();
            for (int process = 0; process < RecordedClient.PROCESSES; process++) {
                clients.add(Client.start(disturbed(), process, rounds, history));
            }
            for (Client client : clients) {
                client.awaitStart();
            }
            CountDownLatch never = new CountDownLatch(1);
            Random random = new Random(1);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            for (int second = 1; System.nanoTime() < end; second++) {
                assertThat(never.await(1, TimeUnit.SECONDS)).isFalse();
                faults += disturb(random);
                if (second % SECONDS_BETWEEN_KILLS == 0) {
                    int process = random.nextInt(clients.size());
                    clients.get(process).kill();
                    kills++;
                    clients.set(process, Client.start(disturbed(), process, rounds, history));
                    clients.get(process).awaitStart();
                }
            }
            for (Client client : clients) {
                client.kill();
            }
            history.objects().forEach(object -> history.add(RecordedClient.lastRead(memory, object)));
        }

        assertThat(history.violations()).isEmpty();
        assertThat(problems()).isEmpty();
        reporter.publishEntry("%d s: %d calls on %d objects, %d kills, %d faults on connections: linearizable"
                .formatted(SECONDS, history.calls().size(), history.objects().size(), kills, faults));
        assertThat(history.calls()).hasSizeGreaterThan((int) SECONDS * 20);
    }

    /** A process and the thread that collects its lines. */
    record Client(Process process, Thread collector, CountDownLatch started) {

        static Client start(String where, int number, RecordedClient.Rounds rounds, CallHistory history)
                throws IOException {
            Process process = ChildProcess.start(
                    RecordedClient.class,
                    where,
                    String.valueOf(number),
                    String.valueOf(rounds.start()),
                    String.valueOf(rounds.nanos()));
            CountDownLatch started = new CountDownLatch(1);
            Thread collector = new Thread(() -> collect(process, history.linesOf(String.valueOf(number)), started));
            collector.start();
            return new Client(process, collector, started);
        }

        private static void collect(Process process, CallHistory.Lines lines, CountDownLatch started) {
            try (BufferedReader output = process.inputReader();
                    lines) {
                output.lines().forEach(line -> {
                    started.countDown();
                    lines.accept(line);
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void awaitStart() throws InterruptedException {
            assertThat(started.await(MOST_SECONDS_TO_START, TimeUnit.SECONDS)).isTrue();
        }

        void kill() throws InterruptedException {
            process.toHandle().destroyForcibly();
            assertThat(process.waitFor()).as("killed by signal 9").isEqualTo(128 + 9);
            collector.join();
        }
    }
}
