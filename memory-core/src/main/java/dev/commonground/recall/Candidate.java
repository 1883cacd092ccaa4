package dev.commonground.recall;

import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Statement;

/**
 * A statement worth ranking, with its raw scores. Both are exact, whichever of them found it.
 *
 * @param haystack the place of its scope among those searched
 * @param index the index of its scope
 * @param ordinal its place in the scope
 * @param similarity its cosine to the question, 0 to 1; 0 without a model
 * @param keywords its BM25 score, 0 or more
 */
record Candidate(int haystack, ScopeIndex index, int ordinal, double similarity, double keywords) {

    MemoryId id() {
        return index.id(ordinal);
    }

    Statement statement() {
        return index.statement(ordinal);
    }
}
