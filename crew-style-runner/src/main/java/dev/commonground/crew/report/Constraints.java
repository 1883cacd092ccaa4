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

/** The constraints on the result, with the results of their checks. */
final class Constraints {

    private static final String GUARDRAIL = "meetsConstraints";

    /** One constraint: its quotation, the tasks that checked it, and the result of the last check. */
    record ConstraintRow(String label, String quote, String authors, String checked, String result, String reason) {}

    private Constraints() {}

    static List<ConstraintRow> of(Timeline timeline) {
        List<CrewEvent.RunFinished> finished = timeline.all(CrewEvent.RunFinished.class);
        String checked = checked(timeline);
        if (finished.isEmpty()) {
            return open(timeline, checked);
        }
        String everywhere = checked.isEmpty() ? "result" : checked + ", result";
        return finished.get(0).constraints().stream()
                .map(one -> new ConstraintRow(
                        one.label(), one.quote(), one.authors(), everywhere, one.result(), one.reason()))
                .toList();
    }

    private static List<ConstraintRow> open(Timeline timeline, String checked) {
        return timeline.ledger().entries().stream()
                .filter(Constraints::binds)
                .map(entry -> new ConstraintRow(
                        entry.memory().label(),
                        "",
                        String.join(", ", entry.writers()),
                        checked,
                        "OPEN",
                        "there is no result yet"))
                .toList();
    }

    private static boolean binds(Ledger.Entry entry) {
        Kind kind = entry.memory().kind();
        return kind == Kind.CONSTRAINT || kind == Kind.PREFERENCE;
    }

    /** Returns the tasks and attempts that checked the constraints. */
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
