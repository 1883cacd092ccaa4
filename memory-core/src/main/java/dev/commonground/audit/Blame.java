package dev.commonground.audit;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Memory;
import dev.commonground.memory.Memory.Reading;
import java.util.List;

/**
 * Where a memory came from, what came of it, and who read it. Revoked memories are among them.
 *
 * @param memory the memory; its assertions name authors, origins, evidence, nodes and threads
 * @param sources the memories that it was concluded from, directly or not, the nearest first
 * @param derived the memories that were concluded from it, directly or not, the nearest first
 * @param readers who was shown it, in which step and run, oldest first; empty if the memory keeps no ledger
 */
public record Blame(Memory memory, List<Memory> sources, List<Memory> derived, List<Reading> readers) {

    public Blame {
        requireNonNull(memory, "memory");
        sources = List.copyOf(requireNonNull(sources, "sources"));
        derived = List.copyOf(requireNonNull(derived, "derived"));
        readers = List.copyOf(requireNonNull(readers, "readers"));
    }
}
