package dev.commonground.memory;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The vectors of one scope under one embedding model where the store searches them itself, because they would take too
 * much of the heap. It says what is near, and nothing of what is live or may be seen: its callers judge that by the log.
 *
 * <p>Thread-safe. All methods throw what the store throws when it fails.
 */
public interface StoredVectors {

    /**
     * A statement as one voice says it.
     *
     * @param id the statement
     * @param voice the person whose name stands in front of the embedded text, or empty for none
     */
    record Passage(MemoryId id, String voice) {}

    /**
     * A passage that was found.
     *
     * @param id its statement; the same may be found in several voices
     * @param similarity the cosine to the question, computed from the vectors as they are kept, -1 to 1
     */
    record Near(MemoryId id, double similarity) {}

    /** Returns how many numbers each vector has. */
    int dimension();

    /** Returns all that has a vector. */
    Set<Passage> passages();

    /**
     * Returns about the nearest to a question, in no order; one in a hundred may be missed.
     *
     * @param question a vector of length 1
     * @param limit the most to return, 1 or more; fewer are returned where the store gives up or has no more
     */
    List<Near> nearest(float[] question, int limit);

    /**
     * Returns how near some statements are to a question, in all voices; those without a vector are left out.
     *
     * @param question a vector of length 1
     */
    List<Near> similarities(float[] question, Collection<MemoryId> statements);
}
