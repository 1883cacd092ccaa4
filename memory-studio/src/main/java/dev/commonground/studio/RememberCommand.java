package dev.commonground.studio;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Kind;
import dev.commonground.memory.WriteOutcome;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Remembers one thing. */
@Command(name = "remember", description = "Remember one thing for everybody who works on a task.")
final class RememberCommand extends StudioCommand {

    @Mixin
    private TaskChoice task = new TaskChoice();

    @Mixin
    private WritingAs writer = new WritingAs();

    @Parameters(index = "1", paramLabel = "TEXT", description = "What to remember, in one sentence")
    private String text = "";

    @Option(names = "--kind", defaultValue = "FINDING", description = "${COMPLETION-CANDIDATES} (default: FINDING)")
    private Kind kind = Kind.FINDING;

    @Option(names = "--key", description = "Its subject, in one or two words; together with --value")
    private @Nullable String key;

    @Option(names = "--value", description = "The value of the key")
    private @Nullable String value;

    @Option(names = "--evidence", paramLabel = "QUOTE", description = "The words that it was taken from")
    private @Nullable String evidence;

    @Option(names = "--privately", description = "Write to the agent's own notes on the task")
    private boolean privately;

    @Option(names = "--about-user", description = "Write to the memory of the user, which outlives the task")
    private boolean aboutUser;

    @Override
    SharedMemory open(MemoryPlace place) {
        return place.writeOrCreate();
    }

    @Override
    int run(SharedMemory memory, Output output) {
        if ((key == null) != (value == null)) {
            throw wrong("A key needs its value, and a value its key: give both --key and --value, or neither");
        }
        WriteOutcome outcome =
                target(TaskChoice.as(task.in(memory), writer.author())).remember(draft());
        new OutcomePrinter(output).print(outcome);
        return 0;
    }

    private AgentMemory target(AgentMemory handle) {
        return privately ? handle.privately() : aboutUser ? handle.aboutUser() : handle;
    }

    private Draft draft() {
        Draft.Builder draft = Draft.of(kind, text);
        if (key != null && value != null) {
            draft.key(key, value);
        }
        if (evidence != null) {
            draft.evidence(evidence);
        }
        return draft.build();
    }
}
