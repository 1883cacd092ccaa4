package dev.commonground.minilm;

import dev.commonground.recall.EmbeddingModelProvider;
import dev.langchain4j.model.embedding.EmbeddingModel;

/** Provides {@link MiniLmEmbeddingModel} to every memory on the class path. */
public final class MiniLmProvider implements EmbeddingModelProvider {

    /** Creates the provider. {@link java.util.ServiceLoader} calls this constructor. */
    public MiniLmProvider() {}

    @Override
    public String id() {
        return "all-minilm-l6-v2";
    }

    @Override
    public EmbeddingModel load() {
        return new MiniLmEmbeddingModel();
    }

    @Override
    public void release(EmbeddingModel model) {
        if (model instanceof MiniLmEmbeddingModel loaded) {
            loaded.close();
        }
    }
}
