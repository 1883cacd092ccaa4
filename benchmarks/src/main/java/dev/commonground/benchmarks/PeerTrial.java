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

/** The same memories, vectors and filters here and in langchain4j's store on the heap. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PeerTrial {

    /** The store. */
    @Param("")
    public String store = "";

    /** The corpus that it was filled from. */
    @Param("")
    public String corpus = "";

    /** The memories in it. */
    @Param("0")
    public int size;

    private final InMemoryEmbeddingStore<TextSegment> peer = new InMemoryEmbeddingStore<>();
    private Corpus questions;
    private SharedMemory memory;
    private AgentMemory reader;
    private int next;

    /** Opens our store and fills the other. */
    @Setup
    public void open() throws IOException {
        questions = Corpus.read(Path.of(corpus));
        memory = SharedMemory.builder(Path.of(store))
                .embeddings(questions.provider())
                .open();
        reader = memory.task(StoreLoader.task(0)).agent("reader");
        for (Corpus.Item item : questions.items(0, size)) {
            peer.add(
                    Embedding.from(item.vector()),
                    TextSegment.from(item.statement().text(), Filters.peersMetadata(item)));
        }
    }

    private String question() {
        List<String> asked = questions.questions();
        return asked.get((next++ & Integer.MAX_VALUE) % asked.size());
    }

    /** Asks us. */
    @Benchmark
    public List<Match> recall() {
        return reader.recall(Filters.request(question()));
    }

    /** Asks langchain4j's store. */
    @Benchmark
    public List<EmbeddingMatch<TextSegment>> peer() {
        return peer.search(EmbeddingSearchRequest.builder()
                        .queryEmbedding(Embedding.from(questions.vector(question())))
                        .filter(Filters.peers())
                        .maxResults(Filters.LIMIT)
                        .build())
                .matches();
    }

    /** Closes our store. */
    @TearDown
    public void close() {
        memory.close();
    }
}
