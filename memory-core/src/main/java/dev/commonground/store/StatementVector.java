package dev.commonground.store;

import dev.commonground.memory.MemoryId;

/**
 * The embedding of a statement. It can be recomputed from the log at any time. A store has at most one for each
 * combination of statement, speaker and model.
 *
 * @param id the statement's id
 * @param speaker the name of the person that precedes the statement in the embedded text; empty for none
 * @param model the embedding model's id
 * @param vector the embedding, of length 1
 */
@SuppressWarnings("ArrayRecordComponent") // vectors are large and never compared
public record StatementVector(MemoryId id, String speaker, String model, float[] vector) {}
