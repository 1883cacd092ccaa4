package dev.commonground.benchmarks.safety;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.benchmarks.corpus.SentenceGenerator;
import dev.commonground.benchmarks.measure.Durations;
import dev.commonground.benchmarks.measure.WorkFolder;
import dev.commonground.benchmarks.report.Figure;
import dev.commonground.benchmarks.report.Report;
import dev.commonground.benchmarks.report.ReportOptions;
import dev.commonground.internal.sqlite.SqliteStore;
import dev.commonground.memory.Audience;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Scope;
import dev.commonground.memory.Verification;
import dev.commonground.store.Entry;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.Seal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what audiences and the chain of hashes cost a write, a recall and a verification. */
@Command(
        name = "safety",
        description = "Writes and recalls with restricted memories compared with open ones; the chain of hashes.")
public final class SafetyBenchmark implements Callable<Integer> {

    private static final Audience STAFF = Audience.of(Audience.Member.role("staff"));
    private static final int[] SHARES = {0, 10, 50};
    private static final int PERCENT = 100;
    private static final int VERIFIED = 10_000;
    private static final double MEDIAN = 0.5;
    private static final String COMMIT = "0f8fad5b-d9cb-469f-a165-70867728950e";

    @Mixin
    private ReportOptions options = new ReportOptions();

    @Option(names = "--writes", description = "Writes to time (default: ${DEFAULT-VALUE})", defaultValue = "1000")
    private int writes;

    @Option(
            names = "--memories",
            description = "Memories of each scope that is searched and verified (default: ${DEFAULT-VALUE})",
            defaultValue = "10000")
    private int memories;

    @Option(names = "--recalls", description = "Recalls to time (default: ${DEFAULT-VALUE})", defaultValue = "500")
    private int recalls;

    /** Creates the command. */
    public SafetyBenchmark() {}

    @Override
    public Integer call() throws Exception {
        return options.report(System.out, this::measure);
    }

    private void measure(Report report) throws Exception {
        try (WorkFolder folder = WorkFolder.make()) {
            Path file = folder.path().resolve("memory.db");
            double remember;
            try (SharedMemory memory = SharedMemory.builder(file).keywordsOnly().open()) {
                remember = writes(report, memory);
                recalls(report, memory);
                verify(report, memory);
            }
            seals(report, file, remember);
        }
    }

    /** Alternates open and restricted writes, each to a task of its own; returns the median of an open one in ms. */
    private double writes(Report report, SharedMemory memory) throws Exception {
        SentenceGenerator sentences = new SentenceGenerator(1);
        AgentMemory open = memory.task("open").agent("writer");
        AgentMemory restricted = memory.task("restricted").agent("writer");
        Durations ofOpen = new Durations();
        Durations ofRestricted = new Durations();
        for (int i = -writes; i < writes; i++) {
            Draft draft = Draft.finding(sentences.next()).build();
            Durations warm = new Durations();
            (i < 0 ? warm : ofOpen).time(() -> open.remember(draft));
            (i < 0 ? warm : ofRestricted).time(() -> restricted.remember(draft.restrictedTo(STAFF)));
        }
        double base = ofOpen.millis(MEDIAN);
        report.add(Figure.of("remember for everybody, p50", base, "ms"));
        report.add(Figure.of("remember for a role / for everybody, p50", ofRestricted.millis(MEDIAN) / base, "x")
                .atMost(1.5));
        return base;
    }

    /** Recalls in turn from scopes of equal texts, of which different shares are restricted. */
    private void recalls(Report report, SharedMemory memory) throws Exception {
        Map<String, AgentMemory> readers = new LinkedHashMap<>();
        for (int share : SHARES) {
            fill(memory, share);
            readers.put(
                    share + " % restricted, reader inside",
                    memory.task(task(share)).inRoles("staff").agent("reader"));
            readers.put(
                    share + " % restricted, reader outside",
                    memory.task(task(share)).agent("outsider"));
        }
        Map<String, Durations> times = new LinkedHashMap<>();
        SentenceGenerator questions = new SentenceGenerator(2);
        for (int i = -recalls / 2; i < recalls; i++) {
            String question = questions.next();
            for (Map.Entry<String, AgentMemory> reader : readers.entrySet()) {
                Durations taken =
                        i < 0 ? new Durations() : times.computeIfAbsent(reader.getKey(), name -> new Durations());
                taken.time(() -> reader.getValue().recall(question, 10));
            }
        }
        report(report, times);
    }

    private void report(Report report, Map<String, Durations> times) {
        double base = times.values().iterator().next().millis(MEDIAN);
        report.add(Figure.of("recall among %,d open memories, p50".formatted(memories), base, "ms"));
        times.forEach((name, taken) ->
                report.add(Figure.of("recall, " + name + " / open, p50", taken.millis(MEDIAN) / base, "x")
                        .atMost(2)));
    }

    private static String task(int share) {
        return "restricted-" + share;
    }

    private void fill(SharedMemory memory, int share) {
        SentenceGenerator sentences = new SentenceGenerator(3);
        List<Draft> drafts = new ArrayList<>();
        for (int i = 0; i < memories; i++) {
            Draft draft = Draft.finding(sentences.next()).build();
            drafts.add(i % PERCENT < share ? draft.restrictedTo(STAFF) : draft);
        }
        memory.task(task(share)).agent("writer").rememberAll(drafts);
    }

    private static void verify(Report report, SharedMemory memory) throws Exception {
        Durations times = new Durations();
        Verification verification = times.time(memory::verify);
        report.add(Figure.of(
                "verify, for %,d entries".formatted(VERIFIED),
                times.millis(MEDIAN) * VERIFIED / verification.entries(),
                "ms"));
        report.add(Figure.of("flaws", verification.flaws().size(), "flaws").atMost(0));
    }

    /** Seals the entries of the first task again, as a commit of one entry does, with the link. */
    private static void seals(Report report, Path file, double remember) throws Exception {
        Durations times = new Durations();
        try (MemoryStore store = SqliteStore.open(file)) {
            String scope = store.find(SharedMemory.DEFAULT_OWNER, Scope.task("open"))
                    .orElseThrow()
                    .id();
            byte[] link = {};
            for (Entry entry : store.readBeyond(scope, 0, "").entries()) {
                byte[] previous = link;
                link = times.time(() -> Seal.of(COMMIT, List.of(entry)).link(previous));
            }
        }
        report.add(Figure.of("seal of a write / remember, p50", times.millis(MEDIAN) / remember, "x")
                .atMost(0.1));
    }
}
