package dev.commonground.benchmarks.claims;

import dev.commonground.SharedMemory;
import dev.commonground.Step;
import dev.commonground.StepRequest;
import dev.commonground.benchmarks.Figure;
import dev.commonground.log.Cursor;
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

/** Sixteen branches of a graph that write a hundred statements each at once, in fifty orders. */
final class SideBySide implements Claim {

    private static final int WRITERS = 16;
    private static final int ENTRIES = 100;
    private static final int SCHEDULES = 50;

    /** Half of what a writer says, all writers say. */
    private static final int SHARED = ENTRIES / 2;

    private int early;

    @Override
    public String sentence() {
        return "Parallel writers are safe";
    }

    @Override
    public List<Figure> measure(Path folder) throws InterruptedException {
        Set<String> hashes = new HashSet<>();
        int lost = 0;
        int expected = SHARED + WRITERS * (ENTRIES - SHARED);
        for (int schedule = 0; schedule < SCHEDULES; schedule++) {
            List<Memory> memories = run(folder.resolve("s" + schedule), new Random(schedule));
            lost += expected - memories.size();
            hashes.add(hash(memories));
        }
        return List.of(
                Figure.of("statements lost in %d schedules".formatted(SCHEDULES), lost, "statements")
                        .atMost(0),
                Figure.of("different stores after %d schedules".formatted(SCHEDULES), hashes.size(), "stores")
                        .atMost(1),
                Figure.of("statements of siblings seen before the join", early, "statements")
                        .atMost(0),
                Figure.of("control, lost by a keyed map where the last write wins", overwritten(), "statements")
                        .atLeast(1));
    }

    private List<Memory> run(Path folder, Random random) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try (SharedMemory memory = Lab.memory(folder)) {
            Step fork = memory.begin(
                    StepRequest.builder("task", "fork", "thread").agent("fork").build());
            Cursor start = fork.commit();
            List<Callable<Cursor>> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                writers.add(writer(memory, start, writer, drafts(writer, random)));
            }
            Collections.shuffle(writers, random);
            Cursor joined = start;
            for (Future<Cursor> future : threads.invokeAll(writers)) {
                joined = joined.merge(future.get());
            }
            Step join = memory.begin(StepRequest.builder("task", "join", "thread")
                    .agent("fork")
                    .cursor(joined)
                    .build());
            return join.memory().list();
        } catch (ExecutionException e) {
            throw new IllegalStateException("A writer failed", e);
        } finally {
            threads.shutdown();
        }
    }

    private Callable<Cursor> writer(SharedMemory memory, Cursor start, int writer, List<Draft> drafts) {
        return () -> {
            Step step = memory.begin(StepRequest.builder("task", "n" + writer, "thread")
                    .agent("a" + writer)
                    .cursor(start)
                    .place(StepRequest.Place.BRANCH)
                    .build());
            step.memory().rememberAll(drafts.subList(0, ENTRIES / 2));
            noteEarly(step.memory().list().size() - ENTRIES / 2);
            step.memory().rememberAll(drafts.subList(ENTRIES / 2, ENTRIES));
            noteEarly(step.memory().list().size() - ENTRIES);
            return step.commit();
        };
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

    /** Ids are salted in each store, so they are left out. */
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
