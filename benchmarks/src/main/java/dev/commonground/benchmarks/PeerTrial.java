package dev.commonground.benchmarks;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.recall.Match;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Searches the same memories with the same vectors and filters, in Common Ground and in langchain4j's store. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PeerTrial {

    /** The store's file. */
    @Param("")
    public String store = "";

    /** The file of the corpus that filled the store. */
    @Param("")
    public String corpus = "";

    /** The number of memories in the store. */
    @Param("0")
    public int size;

    private final InMemoryEmbeddingStore<TextSegment> peer = new InMemoryEmbeddingStore<>();
    private Corpus questions;
    private SharedMemory memory;
    private AgentMemory reader;
    private int next;

    /** Opens the store and fills langchain4j's. */
    @Setup
    public void open() throws IOException {
        questions = Corpus.read(Path.of(corpus));
        memory = SharedMemory.builder(Path.of(store))
                .embeddings(questions.provider())
                .open();
        reader = memory.task(StoreLoader.task(0)).agent("reader");
        questions.memories(0, size).forEach(this::addToPeer);
    }

    private void addToPeer(Corpus.CorpusMemory one) {
        peer.add(Embedding.from(one.vector()), TextSegment.from(one.statement().text(), Filters.peersMetadata(one)));
    }

    private String question() {
        List<String> all = questions.questions();
        return all.get((next++ & Integer.MAX_VALUE) % all.size());
    }

    /** Recalls with the next question. */
    @Benchmark
    public List<Match> recall() {
        return reader.recall(Filters.request(question()));
    }

    /** Searches langchain4j's store with the next question. */
    @Benchmark
    public List<EmbeddingMatch<TextSegment>> peer() {
        return peer.search(EmbeddingSearchRequest.builder()
                        .queryEmbedding(Embedding.from(questions.vector(question())))
                        .filter(Filters.peers())
                        .maxResults(Filters.LIMIT)
                        .build())
                .matches();
    }

    /** Closes the store. */
    @TearDown
    public void close() {
        memory.close();
    }
}
