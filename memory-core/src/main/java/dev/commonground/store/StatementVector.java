package dev.commonground.store;

import dev.commonground.memory.MemoryId;

/**
 * The embedding of a statement. It can be recomputed from the log at any time. A store has at most one for each
 * combination of statement, speaker and model. A store keeps either the bytes or the {@linkplain #vector numbers}; both
 * give the same vector back.
 *
 * @param id the statement's id
 * @param speaker the name of the person that precedes the statement in the embedded text; empty for none
 * @param model the embedding model's id
 * @param bytes the {@linkplain VectorBytes bytes} of the embedding, of length 1
 */
@SuppressWarnings("ArrayRecordComponent") // vectors are large and never compared
public record StatementVector(MemoryId id, String speaker, String model, byte[] bytes) {

    /** Creates the vector of a statement from its numbers. */
    public StatementVector(MemoryId id, String speaker, String model, float[] vector) {
        this(id, speaker, model, VectorBytes.of(vector));
    }

    /** Returns the numbers of the vector, as {@link VectorBytes#of} has rounded them. */
    public float[] vector() {
        return VectorBytes.read(bytes);
    }
}
