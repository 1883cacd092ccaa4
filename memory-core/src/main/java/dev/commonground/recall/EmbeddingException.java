package dev.commonground.recall;

/** The embedding model failed, before anything was stored. */
public final class EmbeddingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EmbeddingException(String model, int texts, Throwable cause) {
        super(
                "The embedding model %s failed on %d text(s), before anything was stored: see the cause, then try the same call again"
                        .formatted(model, texts),
                cause);
    }
}
