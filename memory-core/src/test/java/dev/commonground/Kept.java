package dev.commonground;

import java.nio.file.Path;

/** Where a memory is kept, as a text that can be handed to another process: a file, or a JDBC URL. */
final class Kept {

    private Kept() {}

    /** Returns the settings of the memory there. */
    static SharedMemory.Builder at(String where) {
        return where.startsWith("jdbc:") ? SharedMemory.builder(where) : SharedMemory.builder(Path.of(where));
    }
}
