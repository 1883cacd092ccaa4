package dev.commonground.internal.search;

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

/** Scores every live passage of some scopes by definition, without an index or a choice of candidates. */
final class SearchOracle {

    /** A statement with its raw scores. */
    record Scored(int scope, int ordinal, MemoryId id, Statement statement, double similarity, double keywords) {}

    private final List<RandomScope> scopes;
    private final Set<String> terms;
    private final float @Nullable [] query;
    private final List<List<String>> livePassages = new ArrayList<>();
    private final Map<String, Long> holders = new HashMap<>();
    private final double averageLength;

    SearchOracle(List<RandomScope> scopes, String text, float @Nullable [] query) {
        this.scopes = scopes;
        this.terms = new LinkedHashSet<>(Tokenizer.tokenize(text));
        this.query = query;
        for (RandomScope scope : scopes) {
            scope.passages.stream()
                    .filter(one -> scope.live.get(one.ordinal()))
                    .forEach(one -> livePassages.add(terms(scope, one)));
        }
        this.averageLength =
                livePassages.stream().mapToInt(List::size).average().orElse(1);
    }

    private static List<String> terms(RandomScope scope, RandomScope.RandomPassage one) {
        return Tokenizer.tokenize(Embedder.embeddedText(scope.statements.get(one.ordinal()), one.speaker()));
    }

    /** Returns every live statement with its raw scores. */
    List<Scored> scored() {
        List<Scored> scored = new ArrayList<>();
        for (int s = 0; s < scopes.size(); s++) {
            RandomScope scope = scopes.get(s);
            Map<Integer, Scored> byOrdinal = new HashMap<>();
            for (RandomScope.RandomPassage one : scope.passages) {
                if (scope.live.get(one.ordinal())) {
                    byOrdinal.merge(one.ordinal(), scored(s, scope, one), SearchOracle::better);
                }
            }
            scored.addAll(byOrdinal.values());
        }
        return scored;
    }

    private Scored scored(int s, RandomScope scope, RandomScope.RandomPassage one) {
        double similarity = 0;
        if (query != null && one.vector() != null) {
            for (int i = 0; i < query.length; i++) {
                similarity += (double) query[i] * one.vector()[i];
            }
        }
        return new Scored(
                s,
                one.ordinal(),
                scope.ids.get(one.ordinal()),
                scope.statements.get(one.ordinal()),
                Math.max(0, similarity),
                bm25(terms(scope, one)));
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
        return Math.log(1 + (8 + livePassages.size() - holders + 0.5) / (holders + 0.5));
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
