package dev.commonground.recall;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.model.embedding.EmbeddingModel;

/**
 * Provides an embedding model under a stable id. A memory finds a provider with {@link java.util.ServiceLoader}, unless
 * the builder of the memory names a provider or turns embeddings off.
 *
 * <p>An implementation for {@code ServiceLoader} needs a public constructor without parameters, which should return
 * fast: {@link #load()} does the expensive work. Implementations are thread-safe.
 */
public interface EmbeddingModelProvider {

    /**
     * Returns the id of the model; never empty, and always the same. The store keeps the id with each vector, and a
     * recall compares only vectors with the same id. A model with other vectors, such as a new version, needs a new id.
     */
    String id();

    /**
     * Prepares the loading of the model, such as by unpacking its file, so that {@link #load} takes less time. A memory calls
     * this method on a thread of its own when it is opened, and does not wait for it. The call may be in progress when the
     * process ends, so it must not hold anything that needs to be released. If it fails, nothing happens. The default
     * implementation does nothing.
     */
    default void prepare() {}

    /**
     * Loads the model. A memory calls this method when it first embeds a text, and not again after a call that returns
     * normally. Several threads may use the returned model at once. All its vectors have the same dimension; their
     * length does not matter, because the memory normalizes them to length 1.
     */
    EmbeddingModel load();

    /**
     * Releases what {@link #load} returned. A memory calls this method once for each model that it loaded, when it is closed.
     * A call of the model that is in progress may still end. The default implementation does nothing, so a model that the
     * application loaded itself stays usable.
     */
    default void release(EmbeddingModel model) {
        requireNonNull(model, "model");
    }

    /**
     * Returns a provider for a model that is already loaded.
     *
     * @param id the id of the model; never empty
     * @param model a thread-safe model
     */
    static EmbeddingModelProvider of(String id, EmbeddingModel model) {
        requireNonNull(id, "id");
        requireNonNull(model, "model");
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
