package dev.commonground.log;

import dev.commonground.memory.MemoryId;

/**
 * The embedding of a statement as one voice says it. It can be computed again from the log at any time.
 *
 * @param id the statement
 * @param voice the person whose name stands in front of the embedded text, or empty for none
 * @param model the embedding model's id
 * @param vector the embedding, of length 1
 */
@SuppressWarnings("ArrayRecordComponent") // vectors are large and never compared
public record StatementVector(MemoryId id, String voice, String model, float[] vector) {}
