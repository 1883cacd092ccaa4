package dev.commonground.benchmarks.ranking;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.store.embedding.CosineSimilarity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Ranks some texts by each {@link Baseline}: BM25 over the terms of Lucene's English analyzer, the cosine of the embedding
 * model, the sum of both after scaling each from 0 to 1, and the sum of their reciprocal ranks. A text that BM25 does not
 * find has no rank in it.
 *
 * @param <T> the type of the texts' names
 */
public final class Baselines<T> {

    private static final double K1 = 1.2;
    private static final double B = 0.75;

    /** The usual constant of reciprocal rank fusion (Cormack et al., 2009). */
    private static final double RANK_OFFSET = 60;

    private static final Analyzer ANALYZER = new EnglishAnalyzer();

    private final EmbeddingModel model;
    private final List<T> names;
    private final List<List<String>> terms = new ArrayList<>();
    private final List<Embedding> vectors;
    private final double averageLength;

    /** Prepares to rank texts, each under its name. */
    public Baselines(EmbeddingModel model, Map<T, String> texts) {
        Map<T, String> ordered = new LinkedHashMap<>(texts);
        this.model = model;
        this.names = List.copyOf(ordered.keySet());
        ordered.values().forEach(text -> terms.add(terms(text)));
        this.vectors = model.embedAll(
                        ordered.values().stream().map(TextSegment::from).toList())
                .content();
        this.averageLength = terms.stream().mapToInt(List::size).average().orElse(1);
    }

    /** Returns the names of all texts by each system, the best first. */
    public Map<Baseline, List<T>> rank(String question) {
        double[] words = bm25(question);
        double[] cosines = cosines(question);
        Map<Baseline, List<T>> ranked = new EnumMap<>(Baseline.class);
        ranked.put(Baseline.BM25, names(words).subList(0, (int) found(words)));
        ranked.put(Baseline.COSINE, names(cosines));
        ranked.put(Baseline.SUM, names(sum(scaled(words), scaled(cosines))));
        ranked.put(Baseline.RANKS, names(sum(reciprocal(words), reciprocal(cosines))));
        return ranked;
    }

    /** Texts without a word of the question are not found, whatever their order. */
    private static long found(double[] words) {
        return Arrays.stream(words).filter(score -> score > 0).count();
    }

    private List<T> names(double[] scores) {
        return order(scores).stream().map(names::get).toList();
    }

    private double[] cosines(String question) {
        Embedding asked = model.embed(question).content();
        return vectors.stream()
                .mapToDouble(vector -> CosineSimilarity.between(asked, vector))
                .toArray();
    }

    private double[] bm25(String question) {
        double[] scores = new double[terms.size()];
        for (String term : List.copyOf(new LinkedHashSet<>(terms(question)))) {
            long holders = terms.stream().filter(one -> one.contains(term)).count();
            double rarity = Math.log1p((terms.size() - holders + 0.5) / (holders + 0.5));
            for (int text = 0; text < scores.length; text++) {
                scores[text] += rarity * weight(terms.get(text), term);
            }
        }
        return scores;
    }

    private double weight(List<String> text, String term) {
        double frequency = Collections.frequency(text, term);
        double length = text.size() / averageLength;
        return frequency * (K1 + 1) / (frequency + K1 * (1 - B + B * length));
    }

    private static List<String> terms(String text) {
        List<String> terms = new ArrayList<>();
        try (TokenStream tokens = ANALYZER.tokenStream("", text)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                terms.add(term.toString());
            }
            tokens.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return terms;
    }

    private static double[] scaled(double[] scores) {
        double least = Arrays.stream(scores).min().orElse(0);
        double range = Arrays.stream(scores).max().orElse(0) - least;
        return Arrays.stream(scores)
                .map(score -> range == 0 ? 0 : (score - least) / range)
                .toArray();
    }

    private static double[] reciprocal(double[] scores) {
        List<Integer> order = order(scores);
        double[] ranks = new double[scores.length];
        for (int rank = 0; rank < ranks.length; rank++) {
            int text = order.get(rank);
            ranks[text] = scores[text] == 0 ? 0 : 1 / (RANK_OFFSET + rank + 1);
        }
        return ranks;
    }

    private static double[] sum(double[] one, double[] other) {
        double[] sum = one.clone();
        Arrays.setAll(sum, at -> one[at] + other[at]);
        return sum;
    }

    private static List<Integer> order(double[] scores) {
        List<Integer> order = new ArrayList<>();
        for (int at = 0; at < scores.length; at++) {
            order.add(at);
        }
        order.sort(Comparator.comparingDouble(at -> -scores[at]));
        return order;
    }
}
