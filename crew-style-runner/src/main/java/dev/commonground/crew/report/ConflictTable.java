package dev.commonground.crew.report;

import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.CrewEvent.Disagreement;
import dev.commonground.crew.event.MemoryRef;
import dev.commonground.crew.event.Timeline;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The conflicts of a run, and whether they were settled. */
final class ConflictTable {

    /** The conflict about one key: its sides, the place where it was found, and its end. */
    record ConflictRow(String key, String sides, String found, String end, boolean settled) {}

    private final Map<String, ConflictRow> rows = new LinkedHashMap<>();

    private ConflictTable() {}

    static List<ConflictRow> of(Timeline timeline) {
        ConflictTable table = new ConflictTable();
        timeline.events().forEach(table::note);
        return List.copyOf(table.rows.values());
    }

    private void note(CrewEvent event) {
        if (event instanceof CrewEvent.Joined joined) {
            String where = "where %s met".formatted(String.join(", ", joined.tasks()));
            joined.conflicts().forEach(conflict -> open(conflict, where));
        } else if (event instanceof CrewEvent.Remembered write) {
            note(write);
        } else if (event instanceof CrewEvent.RunFinished finished) {
            finished.conflicts().stream()
                    .filter(one -> !rows.containsKey(one.key()))
                    .forEach(conflict -> open(conflict, "at the end"));
            settle(finished.conflicts());
        }
    }

    private void note(CrewEvent.Remembered write) {
        if (write.outcome() == CrewEvent.Outcome.IN_CONFLICT) {
            String sides = Stream.concat(Stream.of(write.memory()), write.others().stream())
                    .map(MemoryRef::label)
                    .collect(Collectors.joining(" against "));
            open(key(write.memory()), sides, "when %s wrote for %s".formatted(write.agent(), write.task()));
        } else if (write.outcome() == CrewEvent.Outcome.SUPERSEDED) {
            String end =
                    "settled by %s: %s".formatted(write.agent(), write.memory().label());
            rows.computeIfPresent(
                    key(write.memory()), (key, row) -> new ConflictRow(key, row.sides(), row.found(), end, true));
        }
    }

    private void open(Disagreement conflict, String found) {
        open(conflict.key(), String.join(" against ", conflict.sides()), found);
    }

    private void open(String key, String sides, String found) {
        rows.putIfAbsent(key, new ConflictRow(key, sides, found, "open", false));
    }

    private void settle(List<Disagreement> open) {
        List<String> keys = open.stream().map(Disagreement::key).toList();
        rows.replaceAll((key, row) -> keys.contains(key)
                ? new ConflictRow(key, row.sides(), row.found(), "open", false)
                : row.settled() ? row : new ConflictRow(key, row.sides(), row.found(), "settled", true));
    }

    private static String key(MemoryRef memory) {
        return memory.label().replaceFirst("=.*", "");
    }
}
