package dev.commonground.recall;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns texts into vectors of length 1, or says that there is no model to do so.
 *
 * <p>Thread-safe.
 */
public final class Embedder {

    /** An embedder without a model: recall is by keywords alone. */
    public static final Embedder NONE = new Embedder(null);

    private final @Nullable EmbeddingModelProvider provider;
    private @Nullable EmbeddingModel model;

    private Embedder(@Nullable EmbeddingModelProvider provider) {
        this.provider = provider;
    }

    /** Returns an embedder that loads the provider's model at first use. */
    public static Embedder with(EmbeddingModelProvider provider) {
        return new Embedder(requireNonNull(provider, "provider"));
    }

    /** Returns whether there is a model. */
    public boolean present() {
        return provider != null;
    }

    /** Returns the model's id; empty if there is none. */
    public String modelId() {
        return provider == null ? "" : provider.id();
    }

    /**
     * Returns the vector of each text.
     *
     * @throws EmbeddingException if the model fails
     * @throws IllegalStateException if there is no model
     */
    public List<float[]> embed(List<String> texts) {
        if (texts.isEmpty()) {
            return List.of();
        }
        List<Embedding> embeddings;
        try {
            embeddings = model().embedAll(texts.stream().map(TextSegment::from).toList())
                    .content();
        } catch (RuntimeException | LinkageError e) {
            throw new EmbeddingException(modelId(), texts.size(), e);
        }
        return embeddings.stream().map(Embedding::vector).map(Embedder::unit).toList();
    }

    /**
     * Returns the vector of each text, or a null for each if there is no model.
     *
     * @throws EmbeddingException if the model fails
     */
    public List<float @Nullable []> embedOrNulls(List<String> texts) {
        List<float @Nullable []> vectors = new ArrayList<>();
        if (present()) {
            vectors.addAll(embed(texts));
        } else {
            texts.forEach(text -> vectors.add(null));
        }
        return vectors;
    }

    /**
     * Returns the vector of a question, or null if there is no model.
     *
     * @throws EmbeddingException if the model fails
     */
    public float @Nullable [] embedOrNull(String text) {
        return present() ? embed(List.of(text)).get(0) : null;
    }

    /**
     * Refuses a vector that another model must have made, so that an index is never mixed.
     *
     * @param scope the id of the scope it is for
     * @param length how many numbers the scope's vectors of this model have; 0 if it has none
     * @throws IllegalStateException if it has another number of them
     */
    public void check(String scope, int length, float[] vector) {
        if (length != 0 && vector.length != length) {
            throw new IllegalStateException(
                    "Under the embedding model %s scope %s has vectors of %d and of %d numbers, so two models go by one id: give each model an id of its own, then memories are embedded again"
                            .formatted(modelId(), scope, length, vector.length));
        }
    }

    private synchronized EmbeddingModel model() {
        if (model == null) {
            if (provider == null) {
                throw new IllegalStateException(
                        "There is no embedding model: add memory-minilm to the class path or pass one to the builder");
            }
            model = requireNonNull(provider.load(), "model");
        }
        return model;
    }

    private static float[] unit(float[] vector) {
        double squares = 0;
        for (float x : vector) {
            squares += (double) x * x;
        }
        float[] unit = vector.clone();
        float factor = squares == 0 ? 0 : (float) (1 / Math.sqrt(squares));
        for (int i = 0; i < unit.length; i++) {
            unit[i] *= factor;
        }
        return unit;
    }
}
