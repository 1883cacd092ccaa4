package dev.commonground.crew.report;

import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.Ledger;
import dev.commonground.crew.event.MemoryRef;
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

    /** The end of the label of a long text. */
    private static final String CUT = "...";

    /**
     * One constraint: its quotation, the tasks that checked it, and the result of the last check.
     *
     * @param memories the names of the memories that say it
     */
    record ConstraintRow(
            String label,
            List<String> memories,
            String quote,
            String authors,
            String checked,
            String result,
            String reason) {}

    private Constraints() {}

    static List<ConstraintRow> of(Timeline timeline, MemoryNames names) {
        List<CrewEvent.RunFinished> finished = timeline.all(CrewEvent.RunFinished.class);
        String checked = checked(timeline);
        if (finished.isEmpty()) {
            return open(timeline, names, checked);
        }
        String everywhere = checked.isEmpty() ? "result" : checked + ", result";
        return finished.get(0).constraints().stream()
                .map(one -> new ConstraintRow(
                        one.label(),
                        memories(one.label(), timeline, names),
                        one.quote(),
                        one.authors(),
                        everywhere,
                        one.result(),
                        one.reason()))
                .toList();
    }

    /** Returns the memories with the label of a check, which has no id. */
    private static List<String> memories(String label, Timeline timeline, MemoryNames names) {
        return timeline.ledger().entries().stream()
                .filter(Constraints::binds)
                .map(Ledger.Entry::memory)
                .filter(memory -> isLabelled(memory, label))
                .map(names::of)
                .toList();
    }

    private static boolean isLabelled(MemoryRef memory, String label) {
        String line = label.replaceAll("\\s+", " ");
        String name = memory.label();
        if (name.endsWith(CUT) && line.startsWith(name.substring(0, name.length() - CUT.length()))) {
            return true;
        }
        return name.equals(line) || name.equals(label.replaceFirst(" = ", "="));
    }

    private static List<ConstraintRow> open(Timeline timeline, MemoryNames names, String checked) {
        return timeline.ledger().entries().stream()
                .filter(Constraints::binds)
                .map(entry -> open(entry, names.of(entry.memory()), checked))
                .toList();
    }

    private static ConstraintRow open(Ledger.Entry entry, String name, String checked) {
        String authors = String.join(", ", entry.writers());
        String reason = "there is no result yet";
        return new ConstraintRow(entry.memory().label(), List.of(name), "", authors, checked, "OPEN", reason);
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
