package dev.commonground.recall;

import dev.langchain4j.model.embedding.EmbeddingModel;

/**
 * Brings an embedding model along: one that is found by {@link java.util.ServiceLoader} is used by every memory that
 * was not told otherwise.
 */
public interface EmbeddingModelProvider {

    /** Returns the model's id, which is stored with each vector: vectors of different ids are never compared. */
    String id();

    /** Returns the model, ready to use; called at most once, when something is first embedded. */
    EmbeddingModel load();

    /** Returns a provider of a model that is there already. */
    static EmbeddingModelProvider of(String id, EmbeddingModel model) {
        return new EmbeddingModelProvider() {
            @Override
            public String id() {
                return id;
            }

            @Override
            public EmbeddingModel load() {
                return model;
            }
        };
    }
}
