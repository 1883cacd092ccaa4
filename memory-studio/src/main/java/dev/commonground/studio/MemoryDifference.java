package dev.commonground.studio;

import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What distinguishes two lists of live memories. A memory is the same if its statement is.
 *
 * @param gone the memories of the first list alone
 * @param come the memories of the second list alone
 * @param both how many are in both
 */
record MemoryDifference(List<Memory> gone, List<Memory> come, int both) {

    static MemoryDifference between(List<Memory> first, List<Memory> second) {
        List<Memory> gone = without(second, first);
        return new MemoryDifference(gone, without(first, second), first.size() - gone.size());
    }

    /** Returns the memories of {@code all} that are not among {@code others}. */
    private static List<Memory> without(List<Memory> others, List<Memory> all) {
        Set<MemoryId> ids = others.stream().map(Memory::id).collect(Collectors.toSet());
        return all.stream().filter(memory -> !ids.contains(memory.id())).toList();
    }
}
