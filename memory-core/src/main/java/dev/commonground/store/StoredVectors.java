package dev.commonground.store;

import dev.commonground.memory.MemoryId;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * A store's own search over the vectors of one scope for one embedding model. A store provides it for a scope that is
 * too large for the heap. The search covers all vectors of the scope; the caller leaves out statements that are not
 * live or not visible to the reader.
 *
 * <p>Implementations are thread-safe. A method throws the exceptions of the store if the store fails.
 */
public interface StoredVectors {

    /**
     * A statement as it is embedded for one speaker.
     *
     * @param id the id of the statement
     * @param speaker the name of the person that starts the embedded text; empty for none
     */
    record Passage(MemoryId id, String speaker) {}

    /**
     * A passage that a search found. Several passages of one statement may be found.
     *
     * @param passage the passage
     * @param similarity the cosine to the question, computed from the stored vectors, -1 to 1
     */
    record Neighbour(Passage passage, double similarity) {}

    /** Returns the dimension of the vectors. */
    int dimension();

    /** Returns all passages that have a vector. */
    Set<Passage> passages();

    /**
     * Returns the approximate nearest neighbours of a question, in any order. The result may miss one in a hundred of
     * them.
     *
     * @param question a vector of length 1
     * @param limit the maximum number of neighbours, 1 or more; the result has fewer if the store has no more or ends
     *     its search early
     */
    List<Neighbour> nearest(float[] question, int limit);

    /**
     * Returns the similarities of all passages of some statements to a question. Passages without a vector are left
     * out.
     *
     * @param question a vector of length 1
     * @param statements the ids of the statements
     */
    List<Neighbour> similarities(float[] question, Collection<MemoryId> statements);
}
