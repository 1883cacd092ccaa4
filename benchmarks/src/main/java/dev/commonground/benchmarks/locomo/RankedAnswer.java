package dev.commonground.benchmarks.locomo;

import dev.commonground.benchmarks.ranking.Baseline;
import dev.commonground.benchmarks.ranking.RetrievalResult;
import dev.commonground.memory.MemoryId;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The results for one question of LoCoMo.
 *
 * @param transcript the conversation
 * @param retrieval the results of the product
 * @param baselines the results of the simple systems
 * @param sessions the session of each memory
 */
record RankedAnswer(
        String transcript,
        Locomo.LocomoQuestion question,
        RetrievalResult<MemoryId> retrieval,
        Map<Baseline, RetrievalResult<MemoryId>> baselines,
        Map<MemoryId, String> sessions) {

    boolean adversarial() {
        return question.category() == Locomo.LocomoQuestion.ADVERSARIAL;
    }

    boolean hasOneTurnOfEvidence() {
        return question.evidence().size() == 1;
    }

    /** Returns the share of the evidence's sessions among the sessions of the first {@code k} results. */
    double sessionRecall(int k) {
        Set<String> found = sessions(retrieval.found().stream().limit(k));
        Set<String> wanted = sessions(retrieval.wanted().stream());
        return (double) wanted.stream().filter(found::contains).count() / wanted.size();
    }

    private Set<String> sessions(Stream<MemoryId> turns) {
        return turns.map(sessions::get).collect(Collectors.toSet());
    }
}
