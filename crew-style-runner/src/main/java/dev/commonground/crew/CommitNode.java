package dev.commonground.crew;

import dev.commonground.Step;
import dev.commonground.crew.check.Markdown;
import dev.commonground.crew.event.CrewEvent;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Kind;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.action.NodeActionWithConfig;

/** Writes an accepted answer to its file, commits the writes that were held back, and remembers the finished task. */
record CommitNode(Assignment assignment) implements NodeActionWithConfig<CrewState> {

    private static final int TITLE = 120;

    @Override
    public Map<String, Object> apply(CrewState state, RunnableConfig config) {
        String job = assignment.job(state);
        int attempt = state.attempt(job);
        String key = CrewState.attempt(job, attempt);
        EventRecorder log = assignment.recorder(state, attempt, EventRecorder.COMMIT);
        String text = state.rounds().getOrDefault(job, "");
        writeFile(text);
        OutcomeEvents outcomes = new OutcomeEvents(assignment.task(), attempt, log);
        int memories = assignment
                .step(config)
                .map(step -> commit(step, state.heldBack(key), text, outcomes))
                .orElse(0);
        int version = state.rounds().size();
        log.tell(at -> new CrewEvent.TaskFinished(
                at, assignment.name(), assignment.agent(), attempt, text, version, memories));
        return update(key, text, log);
    }

    private static Map<String, Object> update(String key, String text, EventRecorder log) {
        Map<String, Object> update = new LinkedHashMap<>();
        update.put(CrewChannels.EVENTS, log.events());
        update.put(CrewChannels.HELD_BACK, Map.of(key, ""));
        update.put(CrewChannels.ANSWERS, Map.of(key, text));
        return update;
    }

    private void writeFile(String text) {
        Path file = assignment.task().outputFile();
        if (file != null) {
            OutputFile.write(file, text);
        }
    }

    /** Commits the writes of the accepted attempt, and returns the number of shared memories. */
    private int commit(Step step, String heldBack, String text, OutcomeEvents outcomes) {
        outcomes.tellAll(step.release(heldBack));
        outcomes.tell(step.memory().remember(done(text)));
        return Assignment.shared(step.memory()).size();
    }

    private Draft done(String text) {
        Path file = assignment.task().outputFile();
        String where = file != null ? "in " + file : title(text);
        return Draft.of(Kind.ARTIFACT, "%s done by %s: %s".formatted(assignment.name(), assignment.agent(), where))
                .key("task " + assignment.name(), "done")
                .build();
    }

    /** Returns the beginning of the first line, without marks such as those of a heading. */
    private static String title(String text) {
        return Markdown.parse(text.lines().findFirst().orElse(""))
                .plain()
                .codePoints()
                .limit(TITLE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
