package dev.commonground.benchmarks.recall;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.benchmarks.corpus.Corpus;
import dev.commonground.benchmarks.corpus.Filters;
import dev.commonground.benchmarks.corpus.StoreLoader;
import dev.commonground.recall.Match;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Recalls from the tasks of a store in turn. JMH runs this class. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class RecallTrial {

    /** The store's file. */
    @Param("")
    public String store = "";

    /** The file of the corpus that filled the store. */
    @Param("")
    public String corpus = "";

    /** The number of tasks to recall from. */
    @Param("1")
    public int tasks;

    private Corpus questions;
    private SharedMemory memory;
    private List<AgentMemory> readers = List.of();
    private int next;

    /** Opens the store. */
    @Setup
    public void open() throws IOException {
        questions = Corpus.read(Path.of(corpus));
        memory = SharedMemory.builder(Path.of(store))
                .embeddings(questions.provider())
                .open();
        readers = IntStream.range(0, tasks)
                .mapToObj(n -> memory.task(StoreLoader.task(n)).agent("reader"))
                .toList();
    }

    /** Recalls with the next question. */
    @Benchmark
    public List<Match> recall() {
        int n = next++ & Integer.MAX_VALUE;
        List<String> all = questions.questions();
        return readers.get(n % readers.size()).recall(Filters.request(all.get(n % all.size())));
    }

    /** Closes the store. */
    @TearDown
    public void close() {
        memory.close();
    }
}
