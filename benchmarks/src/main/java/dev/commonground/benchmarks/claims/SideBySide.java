package dev.commonground.benchmarks.claims;

import dev.commonground.SharedMemory;
import dev.commonground.Step;
import dev.commonground.StepRequest;
import dev.commonground.benchmarks.report.Figure;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Memory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Sixteen branches of a graph that each write a hundred statements in parallel, in fifty orders. */
final class SideBySide implements MeasuredClaim {

    private static final int WRITERS = 16;
    private static final int ENTRIES = 100;

    /** The statements of a writer that all writers share. */
    private static final int SHARED = ENTRIES / 2;

    private final int schedules;
    private int early;

    /** Runs the writers in {@code schedules} orders. */
    SideBySide(int schedules) {
        this.schedules = schedules;
    }

    @Override
    public String sentence() {
        return "Parallel writers are safe";
    }

    @Override
    public List<Figure> measure(Path folder) throws InterruptedException {
        Set<String> hashes = new HashSet<>();
        int lost = 0;
        int expected = SHARED + WRITERS * (ENTRIES - SHARED);
        for (int schedule = 0; schedule < schedules; schedule++) {
            List<Memory> memories = run(folder.resolve("s" + schedule), new Random(schedule));
            lost += expected - memories.size();
            hashes.add(hash(memories));
        }
        return List.of(
                Figure.of("statements lost in %d schedules".formatted(schedules), lost, "statements")
                        .atMost(0),
                Figure.of("different stores after %d schedules".formatted(schedules), hashes.size(), "stores")
                        .atMost(1),
                Figure.of("statements of siblings seen before the join", early, "statements")
                        .atMost(0),
                Figure.of("control, lost by a keyed map with last write wins", overwritten(), "statements")
                        .atLeast(1));
    }

    private List<Memory> run(Path folder, Random random) throws InterruptedException {
        try (SharedMemory memory = Lab.memory(folder)) {
            Cursor start = memory.begin(StepRequest.builder("task", "fork", "thread")
                            .agent("fork")
                            .build())
                    .commit();
            List<Callable<Cursor>> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                writers.add(writer(memory, start, writer, drafts(writer, random)));
            }
            Collections.shuffle(writers, random);
            StepRequest join = StepRequest.builder("task", "join", "thread")
                    .agent("fork")
                    .cursor(joined(start, writers))
                    .build();
            return memory.begin(join).memory().list();
        }
    }

    /** Runs the writers in parallel and merges their cursors. */
    private static Cursor joined(Cursor start, List<Callable<Cursor>> writers) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try {
            Cursor joined = start;
            for (Future<Cursor> future : threads.invokeAll(writers)) {
                joined = joined.merge(future.get());
            }
            return joined;
        } catch (ExecutionException e) {
            throw new IllegalStateException("A writer failed", e);
        } finally {
            threads.shutdown();
        }
    }

    private Callable<Cursor> writer(SharedMemory memory, Cursor start, int writer, List<Draft> drafts) {
        return () -> {
            Step step = memory.begin(branch(writer, start));
            rememberHalf(step, drafts.subList(0, ENTRIES / 2), ENTRIES / 2);
            rememberHalf(step, drafts.subList(ENTRIES / 2, ENTRIES), ENTRIES);
            return step.commit();
        };
    }

    private static StepRequest branch(int writer, Cursor start) {
        return StepRequest.builder("task", "n" + writer, "thread")
                .agent("a" + writer)
                .cursor(start)
                .place(StepRequest.Place.BRANCH)
                .build();
    }

    private void rememberHalf(Step step, List<Draft> drafts, int own) {
        step.memory().rememberAll(drafts);
        noteEarly(step.memory().list().size() - own);
    }

    private synchronized void noteEarly(int seen) {
        early += seen;
    }

    private static List<Draft> drafts(int writer, Random random) {
        List<Draft> drafts = new ArrayList<>(IntStream.range(0, ENTRIES)
                .mapToObj(i -> Draft.finding(i < SHARED ? "All say " + i : "Writer %d says %d".formatted(writer, i))
                        .build())
                .toList());
        Collections.shuffle(drafts, random);
        return drafts;
    }

    /** Returns a hash of the memories without their ids, because each store salts them. */
    private static String hash(List<Memory> memories) {
        List<String> lines = memories.stream().map(Memory::toString).sorted().toList();
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static int overwritten() {
        Map<Integer, String> map = new HashMap<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            for (int i = 0; i < ENTRIES; i++) {
                map.put(i, "Writer %d says %d".formatted(writer, i));
            }
        }
        return WRITERS * ENTRIES - map.size();
    }
}
