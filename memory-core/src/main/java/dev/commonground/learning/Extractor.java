package dev.commonground.learning;

import dev.commonground.memory.Statement;
import java.util.List;

/** Takes statements out of a piece of a conversation. */
public interface Extractor {

    /**
     * Takes statements out of a piece.
     *
     * @param known what is known already and may have to do with it; its numbers count from 1
     * @throws LearningException if it cannot be done; it may be tried again
     */
    Extraction extract(Piece piece, List<Statement> known);
}
