package dev.commonground.crew;

import dev.commonground.AgentMemory;
import dev.commonground.crew.check.Markdown;
import dev.commonground.internal.learning.Quotation;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Memory;
import dev.commonground.memory.WriteOutcome;
import java.util.Map;
import java.util.Optional;

/** The memory of a finished task: who did it, and how its answer begins or where it is. */
record FinishedTask(Task task, Map<String, String> inputs, String text) {

    private static final int TITLE = 120;

    /** Writes the memory, which supersedes that of an earlier round of the task. */
    WriteOutcome rememberIn(AgentMemory memory) {
        Draft draft = draft(memory);
        return earlier(memory).map(old -> memory.revise(old.id(), draft)).orElseGet(() -> memory.remember(draft));
    }

    /** Builds the memory of the finished task. What it quotes is its source, so an erasure of that reaches it. */
    private Draft draft(AgentMemory memory) {
        String where =
                OutputFile.of(task, inputs).map(file -> "in " + file.path()).orElseGet(this::title);
        String author = memory.author().name();
        Draft.Builder draft = Draft.of(Kind.ARTIFACT, "%s done by %s: %s".formatted(task.name(), author, where))
                .key(key(), "done");
        Assignment.shared(memory).stream()
                .filter(one -> one.kind() != Kind.ARTIFACT && isQuoted(one, where))
                .forEach(one -> draft.derivedFrom(one.id()));
        return draft.build();
    }

    private static boolean isQuoted(Memory memory, String text) {
        String value = memory.value();
        return Quotation.of(memory.text()).occursIn(text)
                || (value != null && Quotation.of(value).occursIn(text));
    }

    private String key() {
        return "task " + task.name();
    }

    /** Returns the memory of an earlier round by somebody else; an author's own is superseded by its key. */
    private Optional<Memory> earlier(AgentMemory memory) {
        return Assignment.shared(memory).stream()
                .filter(one -> one.kind() == Kind.ARTIFACT && key().equals(one.key()))
                .filter(one -> !one.authors().contains(memory.author()))
                .findFirst();
    }

    /** Returns the beginning of the first line, without marks such as those of a heading. */
    private String title() {
        return Markdown.parse(text.lines().findFirst().orElse(""))
                .plain()
                .codePoints()
                .limit(TITLE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
