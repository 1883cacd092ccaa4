package dev.commonground;

import dev.commonground.memory.Draft;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryException;
import dev.commonground.recall.Match;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A process with a mixed load on many scopes, until it is killed: half of its calls write, among them keyed memories, revisions
 * and forgetting, and half read. It prints a {@link Report} each second.
 */
final class SoakWorker {

    private static final int BATCH = 100;
    private static final int MOST_LATENCIES = 10_000;

    private final SharedMemory memory;
    private final String name;
    private final int scopes;
    private final Random random = new Random();
    private final long[] micros = new long[MOST_LATENCIES];
    private int calls;
    private long written;

    /**
     * What a process did in a second, and what it occupies.
     *
     * @param median the median latency of its calls in microseconds
     * @param slow the latency that one call in a hundred exceeds, in microseconds
     * @param resident the resident memory in megabytes
     */
    record Report(int calls, long median, long slow, long resident, long handles, int threads) {

        static Report parse(String line) {
            long[] numbers =
                    Stream.of(line.split(" ")).mapToLong(Long::parseLong).toArray();
            return new Report((int) numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], (int) numbers[5]);
        }

        String line() {
            return "%d %d %d %d %d %d".formatted(calls, median, slow, resident, handles, threads);
        }
    }

    private SoakWorker(SharedMemory memory, String name, int scopes) {
        this.memory = memory;
        this.name = name;
        this.scopes = scopes;
    }

    /** The arguments are a location, the name of the process, and the number of scopes. */
    public static void main(String[] arguments) throws IOException {
        SharedMemory memory = MemoryLocation.builder(arguments[0])
                .keywordsOnly()
                .rights(request -> true)
                .open();
        SoakWorker worker = new SoakWorker(memory, arguments[1], Integer.parseInt(arguments[2]));
        while (true) {
            System.out.println(worker.workForASecond().line());
        }
    }

    /** Writes some memories to each scope. */
    static void fill(String where, int scopes) {
        try (SharedMemory memory = MemoryLocation.builder(where).keywordsOnly().open()) {
            for (int scope = 0; scope < scopes; scope++) {
                int task = scope;
                memory.task("task-" + scope)
                        .agent("loader")
                        .rememberAll(IntStream.range(0, BATCH)
                                .mapToObj(i -> Draft.of(Kind.FINDING, "Note %d about the topic %d".formatted(i, task))
                                        .build())
                                .toList());
            }
        }
    }

    private Report workForASecond() throws IOException {
        calls = 0;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        for (long before = System.nanoTime(); before < end; ) {
            work(memory.task("task-" + random.nextInt(scopes)).agent(name));
            long after = System.nanoTime();
            micros[calls++ % MOST_LATENCIES] = TimeUnit.NANOSECONDS.toMicros(after - before);
            before = after;
        }
        int measured = Math.min(calls, MOST_LATENCIES);
        Arrays.sort(micros, 0, measured);
        return new Report(
                calls,
                micros[measured / 2],
                micros[measured * 99 / 100],
                resident(),
                handles(),
                ManagementFactory.getThreadMXBean().getThreadCount());
    }

    private void work(AgentMemory agent) {
        written++;
        switch (random.nextInt(8)) {
            case 0, 1 -> agent.remember("%s found number %d".formatted(name, written));
            case 2 ->
                agent.remember(Draft.decision("The state is " + written)
                        .key("state", String.valueOf(written))
                        .build());
            case 3 -> change(agent);
            case 4, 5 -> agent.recall("note about the topic", 5);
            case 6 -> agent.list();
            default -> agent.brief("the topic");
        }
    }

    private void change(AgentMemory agent) {
        List<Memory> known =
                agent.recall(name + " found", 1).stream().map(Match::memory).toList();
        if (!known.isEmpty() && known.get(0).key() == null) {
            try {
                if (written % 2 == 0) {
                    agent.forget(known.get(0).id());
                } else {
                    agent.revise(known.get(0).id(), "%s found number %d after all".formatted(name, written));
                }
            } catch (MemoryException.NotFound anotherWasFaster) {
                written++;
            }
        }
    }

    private static long resident() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .sum()
                    / 1_024;
        }
    }

    private static long handles() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }
}
