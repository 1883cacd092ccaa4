package dev.commonground.studio;

import dev.commonground.SharedMemory;
import dev.commonground.memory.Conflict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists the conflicts. */
@Command(name = "conflicts", description = "List the keys with contradicting live values, of one task or of all.")
final class ConflictsCommand extends StudioCommand {

    @Parameters(index = "0", arity = "0..1", paramLabel = "TASK", description = "The id of the task (default: all)")
    private @Nullable String task;

    @Mixin
    private ReadingAs reader = new ReadingAs();

    @Override
    int run(SharedMemory memory, Output output) {
        Map<String, List<Conflict>> conflicts = open(memory);
        output.print(() -> json(conflicts), () -> print(conflicts, output));
        return 0;
    }

    private Map<String, List<Conflict>> open(SharedMemory memory) {
        List<String> tasks = task == null ? new TaskDirectory(memory).tasks() : List.of(task);
        Map<String, List<Conflict>> conflicts = new LinkedHashMap<>();
        for (String one : tasks) {
            List<Conflict> open =
                    TaskChoice.as(memory.task(one), reader.author()).conflicts();
            if (!open.isEmpty()) {
                conflicts.put(one, open);
            }
        }
        return conflicts;
    }

    private static Map<String, ?> json(Map<String, List<Conflict>> conflicts) {
        Map<String, Object> byTask = new LinkedHashMap<>();
        conflicts.forEach((task, open) ->
                byTask.put(task, open.stream().map(MemoryJson::of).toList()));
        return Map.of("conflicts", byTask);
    }

    private static void print(Map<String, List<Conflict>> conflicts, Output output) {
        MemoryText text = new MemoryText(output);
        conflicts.forEach((task, open) -> {
            output.line("Task " + PlainText.of(task));
            open.forEach(text::conflict);
        });
        if (conflicts.isEmpty()) {
            output.line("No conflicts.");
        }
    }
}
