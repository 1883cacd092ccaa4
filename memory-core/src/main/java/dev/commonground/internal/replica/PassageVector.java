package dev.commonground.internal.replica;

import dev.commonground.internal.search.ScopeIndex;

/**
 * A vector of a passage of an index.
 *
 * @param passage the number of the passage: see {@link ScopeIndex#passage}
 * @param bytes the {@linkplain dev.commonground.store.VectorBytes bytes} of the vector
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PassageVector(int passage, byte[] bytes) {}
