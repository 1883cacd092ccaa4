package dev.commonground.internal.session;

import dev.commonground.memory.Conflict;
import dev.commonground.memory.Memory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds the keys about which live memories disagree. */
final class Conflicts {

    private static final Comparator<Memory> BY_VALUE = Comparator.comparing(
                    (Memory memory) -> String.valueOf(memory.value()))
            .thenComparing(Memory::id);

    private Conflicts() {}

    /** Returns the conflicts among keyed memories, in the order of the keys. */
    static List<Conflict> among(List<Memory> keyed) {
        Map<String, List<Memory>> byKey = new TreeMap<>();
        keyed.forEach(memory -> byKey.computeIfAbsent(String.valueOf(memory.key()), key -> new ArrayList<>())
                .add(memory));
        return byKey.entrySet().stream()
                .filter(e -> disagree(e.getValue()))
                .map(e -> new Conflict(
                        e.getKey(), e.getValue().stream().sorted(BY_VALUE).toList()))
                .toList();
    }

    private static boolean disagree(List<Memory> memories) {
        return memories.stream()
                .anyMatch(
                        memory -> memory.statement().contradicts(memories.get(0).statement()));
    }
}
