package dev.commonground.recall;

import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Scores every live passage of some scopes by the textbook, with nothing left out and nothing kept. */
final class SearchOracle {

    /** What a statement scores. */
    record Scored(int scope, int ordinal, MemoryId id, Statement statement, double similarity, double keywords) {}

    private final List<RandomScope> scopes;
    private final Set<String> terms;
    private final float @Nullable [] query;
    private final List<List<String>> livePassages = new ArrayList<>();
    private final Map<String, Long> holders = new HashMap<>();
    private final double averageLength;

    SearchOracle(List<RandomScope> scopes, String text, float @Nullable [] query) {
        this.scopes = scopes;
        this.terms = new LinkedHashSet<>(Terms.of(text));
        this.query = query;
        for (RandomScope scope : scopes) {
            scope.said.stream()
                    .filter(said -> scope.live.get(said.ordinal()))
                    .forEach(said -> livePassages.add(passage(scope, said)));
        }
        this.averageLength =
                livePassages.stream().mapToInt(List::size).average().orElse(1);
    }

    private static List<String> passage(RandomScope scope, RandomScope.Said said) {
        return Terms.of(ScopeIndex.spoken(scope.statements.get(said.ordinal()), said.voice()));
    }

    /** Returns every live statement with its raw scores. */
    List<Scored> scored() {
        List<Scored> scored = new ArrayList<>();
        for (int s = 0; s < scopes.size(); s++) {
            RandomScope scope = scopes.get(s);
            Map<Integer, Scored> byOrdinal = new HashMap<>();
            for (RandomScope.Said said : scope.said) {
                if (scope.live.get(said.ordinal())) {
                    byOrdinal.merge(said.ordinal(), scored(s, scope, said), SearchOracle::better);
                }
            }
            scored.addAll(byOrdinal.values());
        }
        return scored;
    }

    private Scored scored(int s, RandomScope scope, RandomScope.Said said) {
        double similarity = 0;
        if (query != null && said.vector() != null) {
            for (int i = 0; i < query.length; i++) {
                similarity += (double) query[i] * said.vector()[i];
            }
        }
        return new Scored(
                s,
                said.ordinal(),
                scope.ids.get(said.ordinal()),
                scope.statements.get(said.ordinal()),
                Math.max(0, similarity),
                bm25(passage(scope, said)));
    }

    private double bm25(List<String> passage) {
        double score = 0;
        for (String term : terms) {
            long frequency = Collections.frequency(passage, term);
            double norm = 1.2 * (0.25 + 0.75 * passage.size() / averageLength);
            score += inverseFrequency(term) * frequency * 2.2 / (frequency + norm);
        }
        return score;
    }

    private double inverseFrequency(String term) {
        long holders = holders(term);
        return Math.log(1 + (livePassages.size() - holders + 0.5) / (holders + 0.5));
    }

    private long holders(String term) {
        return holders.computeIfAbsent(
                term,
                any -> livePassages.stream()
                        .filter(passage -> passage.contains(term))
                        .count());
    }

    private static Scored better(Scored a, Scored b) {
        return new Scored(
                a.scope,
                a.ordinal,
                a.id,
                a.statement,
                Math.max(a.similarity, b.similarity),
                Math.max(a.keywords, b.keywords));
    }
}
