package dev.commonground.benchmarks.peers;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.benchmarks.corpus.Corpus;
import dev.commonground.benchmarks.corpus.Filters;
import dev.commonground.benchmarks.corpus.StoreLoader;
import dev.commonground.benchmarks.measure.Stopwatch;
import dev.commonground.recall.Match;
import dev.commonground.recall.RecallRequest;
import java.nio.file.Path;
import java.util.List;

/** Common Ground itself, with a store in a file. */
final class CommonGroundPeer implements Peer {

    private final SharedMemory memory;
    private final AgentMemory reader;
    private final int size;

    CommonGroundPeer(Path store, Corpus corpus, int size) {
        new StoreLoader(corpus).load(store, 1, size);
        this.memory = SharedMemory.builder(store).embeddings(corpus.provider()).open();
        this.reader = memory.task(StoreLoader.task(0)).agent("reader");
        this.size = size;
    }

    @Override
    public String title() {
        return "Common Ground";
    }

    @Override
    public String cannot() {
        return "";
    }

    @Override
    public boolean answers(Inquiry.QuestionForm form) {
        return true;
    }

    @Override
    public PeerAnswer ask(Inquiry question) {
        RecallRequest request = request(question, LIMIT);
        Stopwatch watch = new Stopwatch();
        return PeerAnswer.of(watch, reader.recall(request), CommonGroundPeer::number);
    }

    /** A request for as many memories as there are makes each of them a candidate with an exact cosine. */
    @Override
    public List<Integer> exhaustive(Inquiry question, ExactSearch exact) {
        return reader.recall(request(question, size)).stream()
                .limit(LIMIT)
                .map(CommonGroundPeer::number)
                .toList();
    }

    private static RecallRequest request(Inquiry question, int limit) {
        return question.form().filtered()
                ? Filters.request(question.text(), limit)
                : RecallRequest.builder(question.text()).limit(limit).build();
    }

    private static int number(Match match) {
        return Peer.number(match.memory().text());
    }

    @Override
    public void close() {
        memory.close();
    }
}
