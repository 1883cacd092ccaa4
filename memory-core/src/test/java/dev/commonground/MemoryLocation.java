package dev.commonground;

import java.nio.file.Path;

/** The location of a memory as a text for other processes: a file, or a JDBC URL. */
final class MemoryLocation {

    private MemoryLocation() {}

    /** Returns a builder for the memory at {@code location}. */
    static SharedMemory.Builder builder(String location) {
        return location.startsWith("jdbc:") ? SharedMemory.builder(location) : SharedMemory.builder(Path.of(location));
    }
}
