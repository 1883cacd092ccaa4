package dev.commonground.benchmarks.peers;

import dev.commonground.benchmarks.corpus.Corpus;
import dev.commonground.benchmarks.corpus.Filters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Finds the nearest memories of a corpus by comparing each of them. */
final class ExactSearch {

    private static final Comparator<ScoredNumber> WORST_FIRST = Comparator.comparingDouble(ScoredNumber::cosine);

    private final List<Corpus.CorpusMemory> memories = new ArrayList<>();

    ExactSearch(Iterable<Corpus.CorpusMemory> memories) {
        memories.forEach(this.memories::add);
    }

    /** A memory and its cosine to a question. */
    private record ScoredNumber(int number, double cosine) {}

    /** Returns the numbers of the ten nearest memories that pass the question's filters, nearest first. */
    List<Integer> nearest(Inquiry question) {
        PriorityQueue<ScoredNumber> best = new PriorityQueue<>(WORST_FIRST);
        for (int number = 0; number < memories.size(); number++) {
            Corpus.CorpusMemory memory = memories.get(number);
            if (!question.form().filtered() || Filters.passes(memory)) {
                add(best, new ScoredNumber(number, Corpus.cosine(question.vector(), memory.vector())));
            }
        }
        return best.stream()
                .sorted(WORST_FIRST.reversed())
                .map(ScoredNumber::number)
                .toList();
    }

    private static void add(PriorityQueue<ScoredNumber> best, ScoredNumber one) {
        best.add(one);
        if (best.size() > Peer.LIMIT) {
            best.remove();
        }
    }
}
