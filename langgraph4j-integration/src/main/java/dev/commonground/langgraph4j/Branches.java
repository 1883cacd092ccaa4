package dev.commonground.langgraph4j;

import dev.commonground.SharedMemory;
import dev.commonground.memory.Cursor;
import org.jspecify.annotations.Nullable;

/** The branches of one parallel step. None of them sees the others before their join. */
final class Branches extends CommitCollector {

    Branches(SharedMemory memory, String task, @Nullable CommitCollector around) {
        super(memory, task, around);
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
