package dev.commonground.crew.event;

import dev.commonground.memory.Kind;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a person is told of the events of one run, in one line of plain text each. Where tasks are done side by side, a
 * line says of which one it is. Not thread-safe.
 */
final class EventLine {

    /** What they do is told by lines of its own. */
    private static final Set<String> TOLD_OTHERWISE = Set.of("remember", "recall", "delegate");

    private static final String INDENT = "      ";

    private final Set<String> underWay = new TreeSet<>();
    private final Map<String, int[]> tokens = new HashMap<>();

    /** Returns the line of {@code event}; empty if it is not worth one. */
    String of(CrewEvent event) {
        String ofRun = run(event);
        return ofRun.isEmpty() ? task(event) : ofRun;
    }

    private static String run(CrewEvent event) {
        if (event instanceof CrewEvent.RunStarted run) {
            String without = run.memory() ? "" : "  without memory";
            String model = run.withoutLanguageModel() ? "  no language model" : "";
            return "%s  run %s  %s%s%s"
                    .formatted(run.crew(), run.run(), counted(run.tasks().size(), "task"), without, model);
        }
        if (event instanceof CrewEvent.RunResumed run) {
            return "%s  run %s  resumed at %s".formatted(run.crew(), run.run(), run.next());
        }
        if (event instanceof CrewEvent.RunFinished run) {
            return "done  run %s  %s".formatted(run.run(), counted(run.attempts(), "attempt"));
        }
        if (event instanceof CrewEvent.ReviewAwaited run) {
            return "waiting  run %s: approve or refuse the answer of %s to %s"
                    .formatted(run.run(), run.agent(), run.task());
        }
        return event instanceof CrewEvent.RunStopped run
                ? "stopped  run %s: %s".formatted(run.run(), run.reason())
                : "";
    }

    private String task(CrewEvent event) {
        if (event instanceof CrewEvent.TaskStarted task) {
            underWay.add(task.task());
            String place = task.of() == 0 ? "%d".formatted(task.position()) : task.position() + "/" + task.of();
            return "[%s] %s  %s".formatted(place, task.task(), task.agent());
        }
        if (event instanceof CrewEvent.Joined joined) {
            return "joined %s  memory v%d (%d)%s"
                    .formatted(
                            String.join(", ", joined.tasks()),
                            joined.version(),
                            joined.memories(),
                            joined.conflicts().isEmpty() ? "" : "  " + disagreements(joined.conflicts()));
        }
        if (event instanceof CrewEvent.TaskFinished task) {
            return line(task.task(), finished(task));
        }
        if (event instanceof CrewEvent.TaskSkipped task) {
            String line = line(task.task(), "left out: its condition does not hold");
            underWay.remove(task.task());
            return line;
        }
        return turn(event);
    }

    private String finished(CrewEvent.TaskFinished task) {
        underWay.remove(task.task());
        int[] used = tokens.getOrDefault(task.task(), new int[2]);
        return "done  %s, %d chars, %d tok in / %d out  memory v%d (%d)"
                .formatted(
                        counted(task.attempts(), "attempt"),
                        task.text().length(),
                        used[0],
                        used[1],
                        task.version(),
                        task.memories());
    }

    /** Returns the line of what happens within one task. */
    private String turn(CrewEvent event) {
        if (event instanceof CrewEvent.Briefed briefed) {
            return line(briefed.task(), "brief v%d: %s".formatted(briefed.version(), knowledge(briefed)));
        }
        if (event instanceof CrewEvent.ModelCalled called) {
            int[] used = tokens.computeIfAbsent(called.task(), task -> new int[2]);
            used[0] += called.inputTokens();
            used[1] += called.outputTokens();
            return called.fromJournal() ? line(called.task(), "answer from the journal, no model call") : "";
        }
        if (event instanceof CrewEvent.ToolCalled tool) {
            return TOLD_OTHERWISE.contains(tool.tool())
                    ? ""
                    : line(
                            tool.task(),
                            "tool %s(%s) -> %d chars".formatted(tool.tool(), tool.arguments(), tool.characters()));
        }
        if (event instanceof CrewEvent.Recalled recalled) {
            return line(
                    recalled.task(),
                    "recall -> " + (recalled.shown().isEmpty() ? "nothing" : labels(recalled.shown())));
        }
        return event instanceof CrewEvent.Remembered remembered
                ? line(remembered.task(), written(remembered))
                : judgement(event);
    }

    private String judgement(CrewEvent event) {
        if (event instanceof CrewEvent.Checked checked) {
            return line(checked.task(), "check %s: %s".formatted(checked.guardrail(), result(checked.refusals())));
        }
        if (event instanceof CrewEvent.Reviewed reviewed) {
            return line(reviewed.task(), "review: " + result(reviewed.refusals()));
        }
        if (event instanceof CrewEvent.Retried retried) {
            return line(retried.task(), "retry: attempt %d, same briefing".formatted(retried.next()));
        }
        if (event instanceof CrewEvent.Delegated delegated) {
            underWay.remove(delegated.task());
            String what = delegated.instructions().isEmpty() ? "" : ": " + delegated.instructions();
            return line(delegated.task(), "delegates %s%s".formatted(delegated.to(), what));
        }
        return "";
    }

    private String line(String task, String text) {
        return underWay.size() > 1 ? "%s%s: %s".formatted(INDENT, task, text) : INDENT + text;
    }

    private static String knowledge(CrewEvent.Briefed briefed) {
        if (briefed.shown().isEmpty()) {
            return "nothing known yet";
        }
        Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
        briefed.shown().forEach(memory -> kinds.merge(memory.kind(), 1, Integer::sum));
        String counts = kinds.entrySet().stream()
                .map(e -> counted(e.getValue(), e.getKey().name().toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining(", "));
        String conflicts = briefed.conflicts() == 0 ? "" : ", " + counted(briefed.conflicts(), "conflict");
        String omitted = briefed.omitted() == 0 ? "" : ", %d left out".formatted(briefed.omitted());
        return "%s%s%s, %d tokens".formatted(counts, conflicts, omitted, briefed.tokens());
    }

    private static String result(List<String> refusals) {
        return refusals.isEmpty() ? "ok" : "REFUSED " + String.join("; ", refusals);
    }

    private static String written(CrewEvent.Remembered write) {
        String memory = "%s %s".formatted(write.memory().kind(), write.memory().label());
        return switch (write.outcome()) {
            case ADDED -> "+ " + memory;
            case ALREADY_KNOWN -> "= %s (known already)".formatted(memory);
            case SUPERSEDED -> "+ %s (in place of %s)".formatted(memory, labels(write.others()));
            case IN_CONFLICT -> "! %s (in conflict with %s)".formatted(memory, labels(write.others()));
            case FORGOTTEN -> "- " + memory;
        };
    }

    private static String disagreements(List<CrewEvent.Disagreement> conflicts) {
        return conflicts.stream()
                .map(one -> "! %s: %s".formatted(one.key(), String.join(" against ", one.sides())))
                .collect(Collectors.joining("; "));
    }

    private static String labels(List<MemoryRef> memories) {
        return memories.stream().map(MemoryRef::label).collect(Collectors.joining(", "));
    }

    private static String counted(int number, String word) {
        return "%d %s%s".formatted(number, word, number == 1 ? "" : "s");
    }
}
