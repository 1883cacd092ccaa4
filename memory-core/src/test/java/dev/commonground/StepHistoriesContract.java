package dev.commonground;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random lives of graphs (nodes, parallel branches, sub-graphs as branches, crashes before and after a commit, rewinds,
 * forks, zombies that commit late, several runs, tasks and writers outside, sweeps, checkpoints that are thrown away)
 * against an oracle of plain sets that knows nothing of positions, lanes or tips.
 */
interface StepHistoriesContract {

    /** The calls of one life. */
    int ACTIONS = 40;

    /** Opens the memory of this test, as another process would. */
    SharedMemory open();

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.commonground.StepHistoriesContract#seeds")
    default void areSeenAsPlainSetsSay(long seed) {
        try (SharedMemory memory = open()) {
            StepHistories world = new StepHistories(memory, new Random(seed));
            for (int i = 0; i < ACTIONS; i++) {
                world.act();
                world.checkLiveReaders();
            }
            world.sweep();
            world.checkLiveReaders();
            world.checkEveryCheckpoint();
            world.checkEveryMoment(memory);
            try (SharedMemory cold = open()) {
                world.checkEveryMoment(cold);
            }
        }
    }
}
