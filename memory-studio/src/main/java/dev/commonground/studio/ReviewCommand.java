package dev.commonground.studio;

import dev.commonground.Quarantine;
import dev.commonground.Quarantine.Held;
import dev.commonground.SharedMemory;
import dev.commonground.memory.Author;
import dev.commonground.memory.MemoryException;
import dev.commonground.memory.MemoryId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reviews what the write guard held back. */
@Command(
        name = "review",
        description = "List what the write guard held back on a task, and release or reject one memory of it.")
final class ReviewCommand extends StudioCommand {

    private static final int MOST = 1_000;

    @Mixin
    private TaskChoice task = new TaskChoice();

    @Mixin
    private WritingAs reviewer = new WritingAs();

    @Option(names = "--release", paramLabel = "ID", description = "Let this memory become an ordinary one")
    private @Nullable String released;

    @Option(names = "--reject", paramLabel = "ID", description = "Remove this memory for good")
    private @Nullable String rejected;

    @Option(names = "--dry-run", description = "Only show what would be rejected")
    private boolean dryRun;

    @Override
    SharedMemory open(MemoryPlace place) {
        return dryRun || (released == null && rejected == null) ? place.read() : place.write();
    }

    @Override
    int run(SharedMemory memory, Output output) {
        if (reviewer.author().type() != Author.Type.PERSON || (released != null && rejected != null)) {
            throw wrong("A person reviews, one memory at a time: give --as person:NAME, and --release or --reject");
        }
        Quarantine held = task.existing(memory).quarantine(reviewer.author().name());
        if (released != null) {
            new OutcomePrinter(output).print(held.release(find(held, released)));
        } else if (rejected != null) {
            reject(held, find(held, rejected), output);
        } else {
            print(held.list(MOST, null), output);
        }
        return 0;
    }

    private static Held find(Quarantine quarantine, String id) {
        MemoryId wanted = new MemoryId(id);
        return quarantine.list(MOST, null).stream()
                .filter(held -> held.memory().id().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new MemoryException.NotFound(wanted));
    }

    private void reject(Quarantine quarantine, Held held, Output output) {
        if (dryRun) {
            print(List.of(held), output);
        } else {
            quarantine.reject(held);
            String id = held.memory().id().value();
            output.print(() -> Map.of("rejected", id), () -> output.line("Rejected " + id));
        }
    }

    private static void print(List<Held> waiting, Output output) {
        output.print(
                () -> Map.of("held", waiting.stream().map(ReviewCommand::json).toList()),
                () -> waiting.forEach(held -> {
                    output.line("Held back: " + PlainText.of(held.reason()));
                    new MemoryText(output).details(held.memory());
                }));
    }

    private static Map<String, ?> json(Held held) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("reason", held.reason());
        json.put("memory", MemoryJson.of(held.memory()));
        return json;
    }
}
