package dev.commonground.crew;

import dev.commonground.AgentMemory;
import dev.commonground.crew.event.CrewEvent;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Kind;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.action.NodeActionWithConfig;

/** Writes an accepted answer to its file, and to the memory what was held back and that the task is done. */
record CommitNode(Assignment assignment) implements NodeActionWithConfig<CrewState> {

    private static final int TITLE = 120;

    @Override
    public Map<String, Object> apply(CrewState state, RunnableConfig config) {
        Task task = assignment.task();
        String job = assignment.job(state);
        int attempt = state.attempt(job);
        String key = CrewState.attempt(job, attempt);
        Recorder log = assignment.recorder(state, attempt, Recorder.COMMIT);
        String text = state.rounds().getOrDefault(job, "");
        Path file = task.outputFile();
        if (file != null) {
            OutputFile.write(file, text);
        }
        Optional<AgentMemory> memory = assignment.memory(config);
        memory.ifPresent(own -> {
            Outcomes outcomes = new Outcomes(task, attempt, log);
            outcomes.tellAll(own.release(state.heldBack(key)));
            outcomes.tell(own.remember(done(text)));
        });
        int memories = memory.map(own -> Assignment.shared(own).size()).orElse(0);
        log.tell(at -> new CrewEvent.TaskFinished(
                at,
                task.name(),
                assignment.agent(),
                attempt,
                text,
                state.rounds().size(),
                memories));
        return Map.of(
                CrewState.EVENTS,
                log.events(),
                CrewState.HELD_BACK,
                Map.of(key, ""),
                CrewState.ANSWERS,
                Map.of(key, text));
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
