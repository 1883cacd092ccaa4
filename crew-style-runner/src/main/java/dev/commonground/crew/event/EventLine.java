package dev.commonground.crew.event;

import dev.commonground.memory.Kind;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a person is told of an event, in one line of plain text. */
final class EventLine {

    /** What they do is told by lines of its own. */
    private static final Set<String> MEMORY_TOOLS = Set.of("remember", "recall");

    private static final String INDENT = "      ";

    private EventLine() {}

    /** Returns the line of {@code event}; empty if it is not worth one. */
    static String of(CrewEvent event) {
        String ofRun = run(event);
        return ofRun.isEmpty() ? turn(event) : ofRun;
    }

    private static String run(CrewEvent event) {
        if (event instanceof CrewEvent.RunStarted run) {
            String without = run.memory() ? "" : "  without memory";
            return "%s  run %s  %s%s"
                    .formatted(run.crew(), run.run(), counted(run.tasks().size(), "task"), without);
        }
        if (event instanceof CrewEvent.RunResumed run) {
            return "%s  run %s  resumed at %s".formatted(run.crew(), run.run(), run.next());
        }
        if (event instanceof CrewEvent.RunFinished run) {
            return "done  run %s  %s".formatted(run.run(), counted(run.attempts(), "attempt"));
        }
        return event instanceof CrewEvent.RunStopped run
                ? "stopped  run %s: %s".formatted(run.run(), run.reason())
                : "";
    }

    private static String turn(CrewEvent event) {
        if (event instanceof CrewEvent.TaskStarted task) {
            return "[%d/%d] %s  %s".formatted(task.position(), task.of(), task.task(), task.agent());
        }
        if (event instanceof CrewEvent.Briefed briefed) {
            return INDENT + "brief: " + knowledge(briefed);
        }
        if (event instanceof CrewEvent.ToolCalled tool) {
            return MEMORY_TOOLS.contains(tool.tool())
                    ? ""
                    : INDENT + "tool %s(%s) -> %d chars".formatted(tool.tool(), tool.arguments(), tool.characters());
        }
        if (event instanceof CrewEvent.Recalled recalled) {
            return INDENT + "recall -> " + (recalled.shown().isEmpty() ? "nothing" : labels(recalled.shown()));
        }
        if (event instanceof CrewEvent.Checked checked) {
            return INDENT + "check %s: %s".formatted(checked.guardrail(), judgement(checked));
        }
        if (event instanceof CrewEvent.Retried retried) {
            return INDENT + "retry: attempt %d, same briefing".formatted(retried.next());
        }
        if (event instanceof CrewEvent.Remembered remembered) {
            return INDENT + written(remembered);
        }
        return event instanceof CrewEvent.TaskFinished task
                ? INDENT + "done  %s, %d chars".formatted(counted(task.attempts(), "attempt"), task.characters())
                : "";
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

    private static String judgement(CrewEvent.Checked checked) {
        return checked.accepted() ? "ok" : "REFUSED " + String.join("; ", checked.refusals());
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

    private static String labels(List<MemoryRef> memories) {
        return memories.stream().map(MemoryRef::label).collect(Collectors.joining(", "));
    }

    private static String counted(int number, String word) {
        return "%d %s%s".formatted(number, word, number == 1 ? "" : "s");
    }
}
