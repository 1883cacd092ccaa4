package dev.commonground.crew.report;

import dev.commonground.crew.event.Ledger;
import dev.commonground.crew.event.MemoryRef;
import dev.commonground.crew.event.Timeline;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The names of memories in a report, m1, m2 and so on. Unlike ids, they are equal in equal runs. */
final class MemoryNames {

    private final Map<String, String> byId = new LinkedHashMap<>();

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

    List<String> of(List<MemoryRef> memories) {
        return memories.stream().map(this::of).toList();
    }

    /** Returns the ids by name. */
    Map<String, String> ids() {
        Map<String, String> ids = new LinkedHashMap<>();
        byId.forEach((id, name) -> ids.put(name, id));
        return ids;
    }
}
