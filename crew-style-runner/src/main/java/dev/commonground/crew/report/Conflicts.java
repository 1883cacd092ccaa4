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

/** What the team disagreed about, and whether that was settled. */
final class Conflicts {

    /** One key: what the sides said, where the conflict came up, and how it ended. */
    record Row(String key, String sides, String found, String end, boolean settled) {}

    private final Map<String, Row> rows = new LinkedHashMap<>();

    private Conflicts() {}

    static List<Row> of(Timeline timeline) {
        Conflicts conflicts = new Conflicts();
        timeline.events().forEach(conflicts::note);
        return List.copyOf(conflicts.rows.values());
    }

    private void note(CrewEvent event) {
        if (event instanceof CrewEvent.Joined joined) {
            String where = "where %s met".formatted(String.join(", ", joined.tasks()));
            joined.conflicts().forEach(one -> open(one.key(), String.join(" against ", one.sides()), where));
        } else if (event instanceof CrewEvent.Remembered write) {
            note(write);
        } else if (event instanceof CrewEvent.RunFinished finished) {
            finished.conflicts().stream()
                    .filter(one -> !rows.containsKey(one.key()))
                    .forEach(one -> open(one.key(), String.join(" against ", one.sides()), "at the end"));
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
            rows.computeIfPresent(
                    key(write.memory()),
                    (key, row) -> new Row(
                            key,
                            row.sides(),
                            row.found(),
                            "settled by %s: %s"
                                    .formatted(write.agent(), write.memory().label()),
                            true));
        }
    }

    private void open(String key, String sides, String found) {
        rows.putIfAbsent(key, new Row(key, sides, found, "open", false));
    }

    private void settle(List<Disagreement> open) {
        List<String> keys = open.stream().map(Disagreement::key).toList();
        rows.replaceAll((key, row) -> keys.contains(key)
                ? new Row(key, row.sides(), row.found(), "open", false)
                : row.settled() ? row : new Row(key, row.sides(), row.found(), "settled", true));
    }

    private static String key(MemoryRef memory) {
        return memory.label().replaceFirst("=.*", "");
    }
}
