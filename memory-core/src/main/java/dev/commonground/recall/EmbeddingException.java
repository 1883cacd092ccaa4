package dev.commonground.recall;

import static java.util.Objects.requireNonNull;

/**
 * Thrown when the embedding model fails. The failed call has stored nothing, so the caller can repeat it as it is once
 * the model works again. The {@linkplain #getCause() cause} is the exception of the model.
 */
public final class EmbeddingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception for a failed call of a model.
     *
     * @param modelId the {@linkplain EmbeddingModelProvider#id() id} of the model
     * @param texts the number of texts to embed
     * @param cause the exception of the model
     */
    public EmbeddingException(String modelId, int texts, Throwable cause) {
        super(
                "The embedding model %s failed on %d text(s), before anything was stored: see the cause, then try the same call again"
                        .formatted(requireNonNull(modelId, "modelId"), texts),
                requireNonNull(cause, "cause"));
    }
}
