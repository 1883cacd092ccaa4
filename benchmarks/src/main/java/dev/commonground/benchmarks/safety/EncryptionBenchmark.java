package dev.commonground.benchmarks.safety;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.benchmarks.corpus.Corpus;
import dev.commonground.benchmarks.corpus.Filters;
import dev.commonground.benchmarks.corpus.StoreLoader;
import dev.commonground.benchmarks.measure.Durations;
import dev.commonground.benchmarks.measure.WorkFolder;
import dev.commonground.benchmarks.report.Figure;
import dev.commonground.benchmarks.report.Report;
import dev.commonground.benchmarks.report.ReportOptions;
import dev.commonground.benchmarks.writers.Writers;
import dev.commonground.internal.encryption.EncryptedStore;
import dev.commonground.internal.encryption.KeyRing;
import dev.commonground.internal.sqlite.SqliteStore;
import dev.commonground.minilm.MiniLmEmbeddingModel;
import dev.commonground.store.Encryption;
import dev.commonground.store.MemoryStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what encryption costs: the same memory with and without it, by turns in one process. */
@Command(name = "encryption", description = "An encrypted memory compared with the same one in the clear.")
public final class EncryptionBenchmark implements Callable<Integer> {

    private static final int KEY_BYTES = 32;
    private static final int BLOB_ROUNDS = 200;
    private static final int BLOB_BYTES = 20_000;

    @Mixin
    private ReportOptions options = new ReportOptions();

    @Option(names = "--size", description = "Memories (default: ${DEFAULT-VALUE})", defaultValue = "10000")
    private int size;

    @Option(
            names = "--writes",
            description = "Writes, after as many to warm up (default: ${DEFAULT-VALUE})",
            defaultValue = "2000")
    private int writes;

    @Option(
            names = "--rounds",
            description = "Cold recalls, after as many to warm up (default: ${DEFAULT-VALUE})",
            defaultValue = "10")
    private int rounds;

    @Option(
            names = "--sentences",
            description = "Real sentences that the vectors are mixed from (default: ${DEFAULT-VALUE})",
            defaultValue = "200")
    private int sentences;

    /** The durations of the same work on a memory in the clear, and on an encrypted one. */
    private record Pair(Durations plain, Durations encrypted) {

        Pair() {
            this(new Durations(), new Durations());
        }

        Figure ratio(String what) {
            double plainMillis = plain.millis(0.5);
            return Figure.of(
                    "%s, p50, encrypted / in the clear (%.3f ms)".formatted(what, plainMillis),
                    encrypted.millis(0.5) / plainMillis,
                    "x");
        }
    }

    /** Creates the command. */
    public EncryptionBenchmark() {}

    @Override
    public Integer call() throws Exception {
        return options.report(System.out, this::measure);
    }

    private void measure(Report report) throws Exception {
        Corpus corpus = Corpus.embedded(new MiniLmEmbeddingModel(), sentences);
        try (WorkFolder folder = WorkFolder.make()) {
            Path plain = folder.path().resolve("plain.db");
            Path encrypted = folder.path().resolve("encrypted.db");
            fill(corpus, plain, encrypted);
            double ratio = (double) Files.size(encrypted) / Files.size(plain);
            report.add(Figure.of("disk, encrypted / in the clear", ratio, "x").atMost(1.5));
            report.add(cold(corpus, plain, encrypted)
                    .ratio("first recall of %,d memories".formatted(size))
                    .atMost(1.5));
            try (SharedMemory clear = open(corpus, plain, false);
                    SharedMemory sealed = open(corpus, encrypted, true)) {
                report.add(warm(corpus, clear, sealed).ratio("warm recall").atMost(1.05));
                report.add(remember(clear, sealed).ratio("remember").atMost(1.1));
                report.add(blobs(clear, sealed).ratio("blob of 20 KB").atMost(1.1));
            }
        }
    }

    private static Encryption encryption(Path file) {
        return Encryption.with(new byte[KEY_BYTES], file.resolveSibling("memory.keys"));
    }

    private static SharedMemory open(Corpus corpus, Path file, boolean encrypted) {
        SharedMemory.Builder builder = SharedMemory.builder(file).embeddings(corpus.provider());
        return (encrypted ? builder.encryption(encryption(file)) : builder).open();
    }

    private void fill(Corpus corpus, Path plain, Path encrypted) {
        new StoreLoader(corpus).load(plain, 1, size);
        open(corpus, encrypted, true).close();
        try (MemoryStore store = new EncryptedStore(SqliteStore.open(encrypted), new KeyRing(encryption(encrypted)))) {
            new StoreLoader(corpus).load(store, 1, size);
        }
    }

    private Pair cold(Corpus corpus, Path plain, Path encrypted) throws Exception {
        Pair times = new Pair();
        for (int round = -rounds; round < rounds; round++) {
            long inTheClear = cold(corpus, plain, false);
            long sealed = cold(corpus, encrypted, true);
            if (round >= 0) {
                times.plain.add(inTheClear);
                times.encrypted.add(sealed);
            }
        }
        return times;
    }

    private static long cold(Corpus corpus, Path file, boolean encrypted) {
        long start = System.nanoTime();
        try (SharedMemory memory = open(corpus, file, encrypted)) {
            recall(reader(memory), corpus.questions().get(0));
            return System.nanoTime() - start;
        }
    }

    private static AgentMemory reader(SharedMemory memory) {
        return memory.task(StoreLoader.task(0)).agent("reader");
    }

    private static int recall(AgentMemory reader, String question) {
        return reader.recall(Filters.request(question)).size();
    }

    private Pair warm(Corpus corpus, SharedMemory plain, SharedMemory encrypted) throws Exception {
        Pair times = new Pair();
        for (int round = -rounds; round < rounds; round++) {
            Pair measured = round < 0 ? new Pair() : times;
            for (String question : corpus.questions()) {
                measured.plain.time(() -> recall(reader(plain), question));
                measured.encrypted.time(() -> recall(reader(encrypted), question));
            }
        }
        return times;
    }

    private Pair remember(SharedMemory plain, SharedMemory encrypted) throws Exception {
        Pair times = new Pair();
        for (int i = -writes; i < writes; i++) {
            String text = Writers.text("alone", i);
            Pair measured = i < 0 ? new Pair() : times;
            measured.plain.time(() -> plain.task("new").agent("writer").remember(text));
            measured.encrypted.time(() -> encrypted.task("new").agent("writer").remember(text));
        }
        return times;
    }

    private static Pair blobs(SharedMemory plain, SharedMemory encrypted) throws Exception {
        Pair times = new Pair();
        byte[] data = new byte[BLOB_BYTES];
        for (int i = -BLOB_ROUNDS; i < BLOB_ROUNDS; i++) {
            String key = "blob-" + i;
            Pair measured = i < 0 ? new Pair() : times;
            measured.plain.time(() -> put(plain, key, data));
            measured.encrypted.time(() -> put(encrypted, key, data));
        }
        return times;
    }

    private static String put(SharedMemory memory, String key, byte[] data) {
        memory.blobs().put("blobs", key, data);
        return key;
    }
}
