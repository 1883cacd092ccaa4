package dev.commonground.internal.learning;

import dev.commonground.memory.MemoryException;
import java.util.List;

/** Extracts statements from a chunk of a conversation. */
public interface Extractor {

    /**
     * Extracts the statements of {@code chunk}.
     *
     * @param known notes of the memory that may be related; proposals refer to them
     * @throws MemoryException.LearningFailed if the extraction fails; the caller may try again
     */
    Extraction extract(Chunk chunk, List<KnownNote> known);
}
