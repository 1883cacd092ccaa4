package dev.commonground.crew;

import dev.commonground.crew.event.CrewEvent;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Kind;
import java.nio.file.Path;
import java.util.Map;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.action.NodeActionWithConfig;

/** Writes an accepted answer to its file, and to the memory what was held back and that the task is done. */
record CommitNode(Assignment assignment) implements NodeActionWithConfig<CrewState> {

    private static final int TITLE = 120;

    @Override
    public Map<String, Object> apply(CrewState state, RunnableConfig config) {
        Task task = assignment.task();
        int attempt = state.attempt(task.name());
        Recorder log = assignment.recorder(attempt, Recorder.COMMIT);
        String text = state.outputs().getOrDefault(task.name(), "");
        Path file = task.outputFile();
        if (file != null) {
            OutputFile.write(file, text);
        }
        assignment.memory(config).ifPresent(memory -> {
            Outcomes outcomes = new Outcomes(task, attempt, log);
            memory.release(state.heldBack(task.name(), attempt)).forEach(outcomes::tell);
            outcomes.tell(memory.remember(done(text)));
        });
        log.tell(at -> new CrewEvent.TaskFinished(at, task.name(), assignment.agent(), attempt, text.length()));
        if (assignment.last()) {
            keepTheEnd(state, log);
        }
        return Map.of(
                CrewState.EVENTS,
                log.events(),
                CrewState.HELD_BACK,
                Map.of(CrewState.attempt(task.name(), attempt), ""));
    }

    /** Told by the crew, when the last checkpoint is written. */
    private void keepTheEnd(CrewState state, Recorder log) {
        int attempts = assignment.crew().tasks().stream()
                .mapToInt(task -> state.attempt(task.name()))
                .sum();
        log.keep(Recorder.RUN_FINISHED, at -> new CrewEvent.RunFinished(at, state.run(), attempts));
    }

    private Draft done(String text) {
        Path file = assignment.task().outputFile();
        String where = file != null ? "in " + file : title(text);
        return Draft.of(Kind.ARTIFACT, "%s done by %s: %s".formatted(assignment.name(), assignment.agent(), where))
                .key("task " + assignment.name(), "done")
                .build();
    }

    /** Returns the beginning of the first line, without the marks of a heading. */
    private static String title(String text) {
        return text.lines()
                .findFirst()
                .orElse("")
                .replaceAll("^#+\\s*", "")
                .codePoints()
                .limit(TITLE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
