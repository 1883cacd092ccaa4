package dev.commonground.test;

import dev.commonground.memory.Memory.Reading;
import dev.commonground.memory.MemoryId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The readings of one scope, oldest first. The caller holds the lock of the store. */
final class HeapLedger {

    private final List<Reading> readings = new ArrayList<>();

    /** Adds readings and drops the oldest beyond {@code most}; those of an erased statement lose its id. */
    void add(List<Reading> added, Set<MemoryId> erased, int most) {
        for (Reading reading : added) {
            MemoryId memory = reading.memory();
            readings.add(memory != null && erased.contains(memory) ? withoutMemory(reading) : reading);
        }
        if (readings.size() > most) {
            readings.subList(0, readings.size() - most).clear();
        }
    }

    void erase(MemoryId id) {
        readings.replaceAll(reading -> id.equals(reading.memory()) ? withoutMemory(reading) : reading);
    }

    List<Reading> where(Predicate<Reading> condition) {
        return readings.stream().filter(condition).toList();
    }

    private static Reading withoutMemory(Reading reading) {
        return new Reading(
                null, reading.reader(), reading.task(), reading.node(), reading.thread(), reading.run(), reading.at());
    }
}
