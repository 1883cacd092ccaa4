package dev.commonground.crew.event;

import dev.commonground.crew.internal.Counted;
import dev.commonground.memory.Kind;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The lines of the reads and writes of an agent. */
final class MemoryLine {

    private MemoryLine() {}

    static String briefed(CrewEvent.Briefed briefed) {
        if (briefed.shown().isEmpty()) {
            return "brief v%d: nothing known yet".formatted(briefed.version());
        }
        String conflicts = briefed.conflicts() == 0 ? "" : ", " + Counted.of(briefed.conflicts(), "conflict");
        String omitted = briefed.omitted() == 0 ? "" : ", %d left out".formatted(briefed.omitted());
        return "brief v%d: %s%s%s, %s"
                .formatted(
                        briefed.version(),
                        counts(briefed.shown()),
                        conflicts,
                        omitted,
                        Counted.of(briefed.tokens(), "token"));
    }

    private static String counts(List<MemoryRef> memories) {
        Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
        memories.forEach(memory -> kinds.merge(memory.kind(), 1, Integer::sum));
        return kinds.entrySet().stream()
                .map(kind -> Counted.of(kind.getValue(), kind.getKey().name().toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining(", "));
    }

    static String recalled(CrewEvent.Recalled recalled) {
        return "recall -> " + (recalled.shown().isEmpty() ? "nothing" : labels(recalled.shown()));
    }

    static String written(CrewEvent.Remembered write) {
        String memory = "%s %s".formatted(write.memory().kind(), write.memory().label());
        return switch (write.outcome()) {
            case ADDED -> "+ " + memory;
            case ALREADY_KNOWN -> "= %s (known already)".formatted(memory);
            case SUPERSEDED -> "+ %s (replaces %s)".formatted(memory, labels(write.others()));
            case IN_CONFLICT -> "! %s (in conflict with %s)".formatted(memory, labels(write.others()));
            case FORGOTTEN -> "- " + memory;
        };
    }

    static String joined(CrewEvent.Joined joined) {
        String conflicts = joined.conflicts().stream()
                .map(one -> "! %s: %s".formatted(one.key(), String.join(" against ", one.sides())))
                .collect(Collectors.joining("; "));
        return "joined %s  memory v%d (%d)%s"
                .formatted(
                        String.join(", ", joined.tasks()),
                        joined.version(),
                        joined.memories(),
                        conflicts.isEmpty() ? "" : "  " + conflicts);
    }

    private static String labels(List<MemoryRef> memories) {
        return memories.stream().map(MemoryRef::label).collect(Collectors.joining(", "));
    }
}
