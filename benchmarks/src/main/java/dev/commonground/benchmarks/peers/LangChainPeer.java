package dev.commonground.benchmarks.peers;

import dev.commonground.benchmarks.corpus.Corpus;
import dev.commonground.benchmarks.corpus.Filters;
import dev.commonground.benchmarks.measure.Stopwatch;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;

/** langchain4j's in-memory store, which compares the vector of each memory. */
final class LangChainPeer implements Peer {

    private final InMemoryEmbeddingStore<TextSegment> store = new InMemoryEmbeddingStore<>();

    LangChainPeer(Iterable<Corpus.CorpusMemory> memories) {
        for (Corpus.CorpusMemory memory : memories) {
            TextSegment text = TextSegment.from(memory.statement().text(), Filters.peersMetadata(memory));
            store.add(Embedding.from(memory.vector()), text);
        }
    }

    @Override
    public String title() {
        return "langchain4j InMemoryEmbeddingStore";
    }

    @Override
    public String cannot() {
        return "keywords, durability, snapshots, as-of";
    }

    @Override
    public PeerAnswer ask(Inquiry question) {
        EmbeddingSearchRequest request = EmbeddingSearchRequest.builder()
                .queryEmbedding(Embedding.from(question.vector()))
                .maxResults(LIMIT)
                .filter(question.form().filtered() ? Filters.peers() : null)
                .build();
        Stopwatch watch = new Stopwatch();
        return PeerAnswer.of(
                watch,
                store.search(request).matches(),
                match -> Peer.number(match.embedded().text()));
    }

    @Override
    public void close() {
        store.removeAll();
    }
}
