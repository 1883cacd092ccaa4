package dev.commonground.crew.event;

import dev.commonground.crew.internal.Counted;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Formats the events of one run as lines of plain text. While tasks run in parallel, a line begins with the name of its
 * task. Not thread-safe.
 */
final class EventLine {

    /** The calls of these tools have events of their own. */
    private static final Set<String> TOOLS_WITH_EVENTS = Set.of("remember", "recall", "delegate");

    private static final String INDENT = "      ";

    private final Set<String> underWay = new TreeSet<>();
    private final Map<String, int[]> tokens = new HashMap<>();

    /** Returns the line of {@code event}; empty if it has none. */
    String of(CrewEvent event) {
        String ofRun = RunLine.of(event);
        if (!ofRun.isEmpty()) {
            return ofRun;
        }
        if (event instanceof CrewEvent.TaskStarted task) {
            return started(task);
        }
        if (event instanceof CrewEvent.TaskFinished task) {
            return finished(task);
        }
        if (event instanceof CrewEvent.TaskSkipped task) {
            String line = line(task.task(), "skipped: its condition does not hold");
            underWay.remove(task.task());
            return line;
        }
        return event instanceof CrewEvent.Joined joined ? MemoryLine.joined(joined) : ofAttempt(event);
    }

    private String started(CrewEvent.TaskStarted task) {
        underWay.add(task.task());
        String place = task.of() == 0 ? "%d".formatted(task.position()) : task.position() + "/" + task.of();
        return "[%s] %s  %s".formatted(place, task.task(), task.agent());
    }

    private String finished(CrewEvent.TaskFinished task) {
        int[] used = tokens.getOrDefault(task.task(), new int[2]);
        String done = "done  %s, %s"
                .formatted(
                        Counted.of(task.attempts(), "attempt"),
                        Counted.of(task.text().length(), "char"));
        String cost =
                "%d tok in / %d out  memory v%d (%d)".formatted(used[0], used[1], task.version(), task.memories());
        String line = line(task.task(), done + ", " + cost);
        underWay.remove(task.task());
        return line;
    }

    private String ofAttempt(CrewEvent event) {
        if (event instanceof CrewEvent.Briefed briefed) {
            return line(briefed.task(), MemoryLine.briefed(briefed));
        }
        if (event instanceof CrewEvent.ModelCalled called) {
            return called(called);
        }
        if (event instanceof CrewEvent.ToolCalled tool) {
            return used(tool);
        }
        if (event instanceof CrewEvent.ToolInterrupted tool) {
            return interrupted(tool);
        }
        if (event instanceof CrewEvent.Recalled recalled) {
            return line(recalled.task(), MemoryLine.recalled(recalled));
        }
        return event instanceof CrewEvent.Remembered remembered
                ? line(remembered.task(), MemoryLine.written(remembered))
                : judgement(event);
    }

    private String called(CrewEvent.ModelCalled called) {
        int[] used = tokens.computeIfAbsent(called.task(), task -> new int[2]);
        used[0] += called.inputTokens();
        used[1] += called.outputTokens();
        return called.fromJournal() ? line(called.task(), "answer from the journal, no model call") : "";
    }

    private String used(CrewEvent.ToolCalled tool) {
        return TOOLS_WITH_EVENTS.contains(tool.tool())
                ? ""
                : line(
                        tool.task(),
                        "tool %s(%s) -> %s"
                                .formatted(tool.tool(), tool.arguments(), Counted.of(tool.characters(), "char")));
    }

    private String interrupted(CrewEvent.ToolInterrupted tool) {
        return line(
                tool.task(),
                "tool %s(%s) was interrupted, outcome unknown, not repeated".formatted(tool.tool(), tool.arguments()));
    }

    private String judgement(CrewEvent event) {
        if (event instanceof CrewEvent.Checked checked) {
            return line(checked.task(), "check %s: %s".formatted(checked.guardrail(), result(checked.refusals())));
        }
        if (event instanceof CrewEvent.Reviewed reviewed) {
            return line(reviewed.task(), "review by %s: %s".formatted(reviewed.person(), result(reviewed)));
        }
        if (event instanceof CrewEvent.Retried retried) {
            return line(retried.task(), "retry: attempt %d, same briefing".formatted(retried.next()));
        }
        return event instanceof CrewEvent.Delegated delegated ? delegated(delegated) : "";
    }

    private String delegated(CrewEvent.Delegated delegated) {
        underWay.remove(delegated.task());
        String what = delegated.instructions().isEmpty() ? "" : ": " + delegated.instructions();
        return line(delegated.task(), "delegates %s%s".formatted(delegated.to(), what));
    }

    private String line(String task, String text) {
        return underWay.size() > 1 ? "%s%s: %s".formatted(INDENT, task, text) : INDENT + text;
    }

    private static String result(CrewEvent.Reviewed reviewed) {
        return reviewed.text() == null ? result(reviewed.refusals()) : "REPLACED the answer";
    }

    private static String result(List<String> refusals) {
        return refusals.isEmpty() ? "ok" : "REFUSED " + String.join("; ", refusals);
    }
}
