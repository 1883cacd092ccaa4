package dev.commonground;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares random histories of graphs with a model of plain sets, which has no positions, lanes or tips. The histories
 * contain nodes, parallel branches, sub-graphs, crashes before and after commits, rewinds, forks, late commits, several
 * runs and tasks, outside writers, sweeps and deleted checkpoints.
 */
@Tag("repeated")
interface StepHistoriesContract {

    /** The number of actions in one history. */
    int ACTIONS = 40;

    /** Opens the memory of this test, as another process would. */
    SharedMemory open();

    static LongStream seeds() {
        return Proofs.seeds(5, 40);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.commonground.StepHistoriesContract#seeds")
    default void matchAModelOfPlainSets(long seed) {
        try (SharedMemory memory = open()) {
            StepHistories histories = new StepHistories(memory, new Random(seed));
            for (int i = 0; i < ACTIONS; i++) {
                histories.act();
                histories.checkLiveReaders();
            }
            histories.sweep();
            histories.checkLiveReaders();
            histories.checkEveryCheckpoint();
            histories.checkEveryMoment(memory);
            try (SharedMemory cold = open()) {
                histories.checkEveryMoment(cold);
            }
        }
    }
}
