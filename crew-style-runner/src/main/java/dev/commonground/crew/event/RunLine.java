package dev.commonground.crew.event;

import dev.commonground.crew.internal.Counted;

/** The line of an event of a whole run. */
final class RunLine {

    private RunLine() {}

    /** Returns the line of {@code event}; empty if it is the event of a task. */
    static String of(CrewEvent event) {
        if (event instanceof CrewEvent.RunStarted run) {
            return started(run);
        }
        if (event instanceof CrewEvent.RunResumed run) {
            return "%s  run %s  resumed at %s".formatted(run.crew(), run.run(), run.next());
        }
        if (event instanceof CrewEvent.RunFinished run) {
            return "done  run %s  %s".formatted(run.run(), Counted.of(run.attempts(), "attempt"));
        }
        if (event instanceof CrewEvent.ReviewAwaited run) {
            return "waiting  run %s: approve or refuse the answer of %s to %s"
                    .formatted(run.run(), run.agent(), run.task());
        }
        return event instanceof CrewEvent.RunStopped run
                ? "stopped  run %s: %s".formatted(run.run(), run.reason())
                : "";
    }

    private static String started(CrewEvent.RunStarted run) {
        return "%s  run %s  %s%s%s"
                .formatted(
                        run.crew(),
                        run.run(),
                        Counted.of(run.tasks().size(), "task"),
                        run.memory() ? "" : "  without memory",
                        run.withoutLanguageModel() ? "  no language model" : "");
    }
}
