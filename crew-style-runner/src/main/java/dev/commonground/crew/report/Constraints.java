package dev.commonground.crew.report;

import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.Ledger;
import dev.commonground.crew.event.Timeline;
import dev.commonground.memory.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What binds the result and what became of it. */
final class Constraints {

    private static final String GUARDRAIL = "meetsConstraints";

    /** One constraint: the words it was taken from, where it was checked, and the result of the last check. */
    record Row(String label, String quote, String authors, String checked, String result, String reason) {}

    private Constraints() {}

    static List<Row> of(Timeline timeline) {
        List<CrewEvent.RunFinished> finished = timeline.all(CrewEvent.RunFinished.class);
        String checked = checked(timeline);
        if (finished.isEmpty()) {
            return timeline.ledger().entries().stream()
                    .filter(Constraints::binds)
                    .map(entry -> new Row(
                            entry.memory().label(),
                            "",
                            String.join(", ", entry.writers()),
                            checked,
                            "OPEN",
                            "there is no result yet"))
                    .toList();
        }
        String everywhere = checked.isEmpty() ? "result" : checked + ", result";
        return finished.get(0).constraints().stream()
                .map(one -> new Row(one.label(), one.quote(), one.authors(), everywhere, one.result(), one.reason()))
                .toList();
    }

    private static boolean binds(Ledger.Entry entry) {
        Kind kind = entry.memory().kind();
        return kind == Kind.CONSTRAINT || kind == Kind.PREFERENCE;
    }

    /** Returns at which tasks and attempts the constraints were checked on the way. */
    private static String checked(Timeline timeline) {
        Map<String, List<String>> attempts = new LinkedHashMap<>();
        timeline.all(CrewEvent.Checked.class).stream()
                .filter(check -> check.guardrail().equals(GUARDRAIL))
                .forEach(check -> attempts.computeIfAbsent(check.task(), task -> new ArrayList<>())
                        .add(check.attempt() + (check.accepted() ? "" : " refused")));
        return attempts.entrySet().stream()
                .map(e -> "%s (attempt %s)".formatted(e.getKey(), String.join(", ", e.getValue())))
                .collect(Collectors.joining(", "));
    }
}
