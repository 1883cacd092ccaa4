package dev.commonground.benchmarks.trust;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Embeds texts that end in different numbers once, so that thousands of near-duplicates cost one call. */
final class NumberlessModel implements EmbeddingModel {

    private final EmbeddingModel model;
    private final Map<String, Embedding> known = new ConcurrentHashMap<>();

    NumberlessModel(EmbeddingModel model) {
        this.model = model;
    }

    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
        return Response.from(segments.stream()
                .map(segment -> segment.text().replaceAll(" \\d+$", ""))
                .map(text ->
                        known.computeIfAbsent(text, first -> model.embed(first).content()))
                .toList());
    }
}
