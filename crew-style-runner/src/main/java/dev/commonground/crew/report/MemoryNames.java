package dev.commonground.crew.report;

import dev.commonground.crew.event.Ledger;
import dev.commonground.crew.event.MemoryRef;
import dev.commonground.crew.event.Timeline;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The names of memories in a report, m1, m2 and so on. Unlike ids, they are equal in equal runs. */
final class MemoryNames {

    private final Map<String, String> byId = new HashMap<>();

    static MemoryNames of(Timeline timeline) {
        MemoryNames names = new MemoryNames();
        timeline.ledger().entries().stream()
                .map(Ledger.Entry::memory)
                .forEach(memory -> names.byId.put(memory.id(), "m" + (names.byId.size() + 1)));
        return names;
    }

    String of(MemoryRef memory) {
        return byId.getOrDefault(memory.id(), "m?");
    }

    String of(List<MemoryRef> memories) {
        return memories.stream().map(this::of).collect(Collectors.joining(", "));
    }
}
