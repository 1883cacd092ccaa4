package dev.commonground.internal.learning;

import dev.commonground.learning.LearningException;
import dev.commonground.memory.Statement;
import java.util.List;

/** Extracts statements from a chunk of a conversation. */
public interface Extractor {

    /**
     * Extracts the statements of {@code chunk}.
     *
     * @param known statements in the memory that may be related; proposals refer to them
     * @throws LearningException if the extraction fails; the caller may try again
     */
    Extraction extract(Chunk chunk, List<Statement> known);
}
