package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Several processes with a small heap work on one memory for long, and need no more of anything at the end. The system property
 * {@code proofs.soak} sets the length in seconds, 15 by default; from 300 on there are 2,000 scopes with 200,000 memories.
 */
@Tag("proofs")
@Timeout(value = 2, unit = TimeUnit.HOURS)
@EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc")
interface SoakContract {

    int SECONDS = Integer.getInteger("proofs.soak", 15);
    boolean IS_LONG = SECONDS >= 300;
    int SCOPES = IS_LONG ? 2_000 : 100;
    int PROCESSES = IS_LONG ? 6 : 3;
    int MEGABYTES = IS_LONG ? 256 : 64;
    int SECONDS_BETWEEN_KILLS = IS_LONG ? 20 : 6;

    /** Returns the location of the memory: a file, or a JDBC URL. */
    String where();

    /** Returns the bytes that the store keeps beside its data for work in progress. */
    long bytesOfLogs() throws IOException;

    /** Returns the defects of the stored data; empty if there are none. */
    List<String> problems() throws SQLException;

    @Test
    default void processesNeedNoMoreAtTheEndThanAtTheBeginning(TestReporter reporter) throws Exception {
        SoakWorker.fill(where(), SCOPES);
        List<Worker> workers = new ArrayList<>();
        int kills = 0;
        long mostLogBytes = 0;
        AtomicLong seen = new AtomicLong();
        try (SharedMemory idle = MemoryLocation.builder(where()).keywordsOnly().open();
                MemoryLog.Subscription open = subscribe(idle, seen)) {
            for (int process = 0; process < PROCESSES; process++) {
                workers.add(Worker.start(where(), "worker-" + process));
            }
            for (Worker worker : workers) {
                assertThat(worker.started().await(5, TimeUnit.MINUTES)).isTrue();
            }
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            for (int second = 1; System.nanoTime() < end; second++) {
                assertThat(new CountDownLatch(1).await(1, TimeUnit.SECONDS)).isFalse();
                mostLogBytes = Math.max(mostLogBytes, bytesOfLogs());
                if (second % SECONDS_BETWEEN_KILLS == 0) {
                    workers.set(0, workers.get(0).replaced(where()));
                    kills++;
                }
            }
            assertThat(open).isNotNull();
        } finally {
            workers.forEach(worker -> worker.process().destroyForcibly());
            for (Worker worker : workers) {
                worker.kill();
            }
        }

        List<Worker> lasting = workers.subList(1, workers.size());
        reporter.publishEntry(
                "%d s, %d processes with %d MB on %,d memories in %,d scopes, %d kills: %s; log files at most %d MB"
                        .formatted(
                                SECONDS,
                                PROCESSES,
                                MEGABYTES,
                                100 * SCOPES,
                                SCOPES,
                                kills,
                                figures(lasting),
                                mostLogBytes >> 20));
        assertThat(seen).as("changes that a reader was told").hasPositiveValue();
        for (Worker worker : lasting) {
            worker.checkThatNothingGrows();
        }
        assertThat(mostLogBytes).isLessThan(64L << 20);
        assertThat(problems()).isEmpty();
    }

    /** Leaves a reader open that is told of every change in a scope. */
    private static MemoryLog.Subscription subscribe(SharedMemory idle, AtomicLong seen) {
        MemoryLog log = idle.task("task-0").agent("reader").log();
        return log.subscribe(
                log.cursor(), changes -> seen.addAndGet(changes.changes().size()));
    }

    private static String figures(List<Worker> workers) {
        return "%d calls; median %d and %d us, 99th percentile %d and %d us, resident %d and %d MB, handles %d and %d, threads %d and %d in the second quarter and the last"
                .formatted(
                        workers.stream()
                                .flatMap(worker -> worker.reports().stream())
                                .mapToLong(SoakWorker.Report::calls)
                                .sum(),
                        mean(workers, 1, SoakWorker.Report::median),
                        mean(workers, 3, SoakWorker.Report::median),
                        mean(workers, 1, SoakWorker.Report::slow),
                        mean(workers, 3, SoakWorker.Report::slow),
                        mean(workers, 1, SoakWorker.Report::resident),
                        mean(workers, 3, SoakWorker.Report::resident),
                        mean(workers, 1, SoakWorker.Report::handles),
                        mean(workers, 3, SoakWorker.Report::handles),
                        mean(workers, 1, SoakWorker.Report::threads),
                        mean(workers, 3, SoakWorker.Report::threads));
    }

    private static long mean(List<Worker> workers, int quarter, ToLongFunction<SoakWorker.Report> figure) {
        return Math.round(workers.stream()
                .mapToLong(worker -> worker.mean(quarter, figure))
                .average()
                .orElse(0));
    }

    /** A process with its reports. */
    record Worker(
            Process process, String name, Thread collector, CountDownLatch started, List<SoakWorker.Report> reports) {

        static Worker start(String where, String name) throws IOException {
            Process process = ChildProcess.start(
                    List.of("-Xmx%dm".formatted(MEGABYTES), "-XX:+ExitOnOutOfMemoryError"),
                    SoakWorker.class,
                    where,
                    name,
                    String.valueOf(SCOPES));
            CountDownLatch started = new CountDownLatch(1);
            List<SoakWorker.Report> reports = new CopyOnWriteArrayList<>();
            Thread collector = new Thread(() -> collect(process, started, reports));
            collector.start();
            return new Worker(process, name, collector, started, reports);
        }

        private static void collect(Process process, CountDownLatch started, List<SoakWorker.Report> reports) {
            try (BufferedReader output = process.inputReader()) {
                output.lines().map(SoakWorker.Report::parse).forEach(report -> {
                    reports.add(report);
                    started.countDown();
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Worker replaced(String where) throws IOException, InterruptedException {
            kill();
            return start(where, name);
        }

        void kill() throws InterruptedException {
            process.toHandle().destroyForcibly();
            assertThat(process.waitFor()).as("%s was killed by signal 9", name).isEqualTo(128 + 9);
            collector.join();
        }

        /** Returns the mean of a figure in a quarter, from 0 to 3. */
        long mean(int quarter, ToLongFunction<SoakWorker.Report> figure) {
            int size = reports.size();
            return Math.round(
                    reports
                            .subList(quarter * size / 4, Math.max((quarter + 1) * size / 4, quarter * size / 4 + 1))
                            .stream()
                            .mapToLong(figure)
                            .average()
                            .orElse(0));
        }

        /** The first quarter warms up. A busy machine makes latencies vary, so their bound is wide. */
        void checkThatNothingGrows() {
            assertThat(reports).hasSizeGreaterThanOrEqualTo(4);
            assertThat(mean(3, SoakWorker.Report::handles))
                    .isLessThanOrEqualTo(mean(1, SoakWorker.Report::handles) + 4);
            assertThat(mean(3, SoakWorker.Report::threads))
                    .isLessThanOrEqualTo(mean(1, SoakWorker.Report::threads) + 2);
            assertThat(mean(3, SoakWorker.Report::resident))
                    .isLessThanOrEqualTo(mean(1, SoakWorker.Report::resident) + MEGABYTES / 2);
            assertThat(mean(3, SoakWorker.Report::median))
                    .isLessThanOrEqualTo(5 * mean(1, SoakWorker.Report::median) + 1_000);
        }
    }
}
