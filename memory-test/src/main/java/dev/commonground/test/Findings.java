package dev.commonground.test;

import dev.commonground.memory.Conflict;
import dev.commonground.memory.Memory;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The messages of failed assertions. */
final class Findings {

    private static final int MOST = 20;

    private Findings() {}

    /** Returns the memories, one a line; at most {@value #MOST}. */
    static String list(Collection<Memory> memories) {
        String lines =
                memories.stream().limit(MOST).map(memory -> "\n  " + memory).collect(Collectors.joining());
        return memories.size() > MOST ? "%s%n  and %,d more".formatted(lines, memories.size() - MOST) : lines;
    }

    /** Returns a count with its noun, such as {@code 2 memories:} and the memories; {@code nothing} if there is none. */
    static String counted(Collection<Memory> memories) {
        return switch (memories.size()) {
            case 0 -> "nothing";
            case 1 -> "1 memory:" + list(memories);
            default -> "%,d memories:%s".formatted(memories.size(), list(memories));
        };
    }

    static String conflicts(String place, List<Conflict> conflicts) {
        return escaped("%s has %s:%s"
                .formatted(
                        place,
                        conflicts.size() == 1 ? "a conflict" : "%,d conflicts".formatted(conflicts.size()),
                        conflicts.stream()
                                .map(conflict -> "\n over %s%s".formatted(conflict.key(), list(conflict.memories())))
                                .collect(Collectors.joining())));
    }

    static String noConflict(String place, String key, List<Conflict> conflicts) {
        String keys = conflicts.stream().map(Conflict::key).collect(Collectors.joining(", "));
        return escaped("%s has no conflict over %s, but %s"
                .formatted(place, key, conflicts.isEmpty() ? "none at all" : "over " + keys));
    }

    /** AssertJ formats messages, and texts of memories may hold percent signs. */
    static String escaped(String message) {
        return message.replace("%", "%%");
    }
}
