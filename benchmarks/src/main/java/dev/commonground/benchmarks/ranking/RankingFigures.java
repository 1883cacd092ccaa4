package dev.commonground.benchmarks.ranking;

import dev.commonground.benchmarks.report.Figure;
import dev.commonground.benchmarks.report.Report;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Reports how well the product and each {@link Baseline} rank what answers some questions. The goal of each figure of the
 * product is the best figure of a baseline.
 *
 * <p>Not thread-safe.
 *
 * @param <T> the type of the results
 */
public final class RankingFigures<T> {

    private final List<RetrievalResult<T>> product;
    private final Map<Baseline, List<RetrievalResult<T>>> baselines;

    /**
     * Compares results for the same questions.
     *
     * @param product the results of the product
     * @param baselines the results of each baseline
     */
    public RankingFigures(List<RetrievalResult<T>> product, Map<Baseline, List<RetrievalResult<T>>> baselines) {
        this.product = product;
        this.baselines = baselines;
    }

    /** Adds recall@3, @5 and @10, the share of first results that are right, and the mean reciprocal rank. */
    public void addTo(Report report, String set) {
        Map<String, ToDoubleFunction<RetrievalResult<T>>> measures = new LinkedHashMap<>();
        measures.put("recall@3", result -> result.recall(3));
        measures.put("recall@5", result -> result.recall(5));
        measures.put("recall@10", result -> result.recall(10));
        measures.put("first right", RetrievalResult::first);
        measures.put("mean reciprocal rank", RetrievalResult::reciprocalRank);
        measures.forEach((name, measure) -> add(report, set + name, measure));
    }

    /** Adds one measure of all systems. */
    public void add(Report report, String name, ToDoubleFunction<RetrievalResult<T>> measure) {
        double best = baselines.values().stream()
                .mapToDouble(results -> mean(results, measure))
                .max()
                .orElse(0);
        report.add(Figure.of(name, mean(product, measure), "%").atLeast(best));
        baselines.forEach((baseline, results) ->
                report.add(Figure.of("  " + name + ", " + baseline.title(), mean(results, measure), "%")));
    }

    private static <T> double mean(List<RetrievalResult<T>> results, ToDoubleFunction<RetrievalResult<T>> measure) {
        return 100 * results.stream().mapToDouble(measure).average().orElse(0);
    }
}
