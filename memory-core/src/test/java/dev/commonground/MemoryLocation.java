package dev.commonground;

import java.nio.file.Path;

/** The location of a memory as a text for other processes: a file, or a JDBC URL; see {@link Encrypted#location}. */
final class MemoryLocation {

    private MemoryLocation() {}

    /** Returns a builder for the memory at {@code location}. */
    static SharedMemory.Builder builder(String location) {
        if (location.startsWith(Encrypted.PREFIX)) {
            int bar = location.indexOf('|');
            Path keyFile = Path.of(location.substring(Encrypted.PREFIX.length(), bar));
            return builder(location.substring(bar + 1)).encryption(Encrypted.with(keyFile));
        }
        return location.startsWith("jdbc:") ? SharedMemory.builder(location) : SharedMemory.builder(Path.of(location));
    }
}
