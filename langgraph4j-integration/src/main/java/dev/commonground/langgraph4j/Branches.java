package dev.commonground.langgraph4j;

import dev.commonground.SharedMemory;
import dev.commonground.event.MemoryEvent.Observation;
import dev.commonground.memory.Cursor;
import org.jspecify.annotations.Nullable;

/** The branches of one parallel step. None of them sees the others before their join. */
final class Branches extends CommitCollector {

    private final Observation observation;

    /**
     * Creates a collector.
     *
     * @param observation the parallel step, as the observer of the memory sees it
     */
    Branches(SharedMemory memory, String task, @Nullable CommitCollector around, Observation observation) {
        super(memory, task, around);
        this.observation = observation;
    }

    @Override
    Observation observation() {
        return observation;
    }

    @Override
    Cursor beginning(Cursor given, boolean entry) {
        return given;
    }

    @Override
    String text(Cursor cursor) {
        return cursor.toString();
    }
}
