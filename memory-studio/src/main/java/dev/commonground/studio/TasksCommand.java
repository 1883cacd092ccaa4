package dev.commonground.studio;

import dev.commonground.SharedMemory;
import dev.commonground.audit.Listing.TaskSummary;
import dev.commonground.memory.Author;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;

/** Lists the tasks. */
@Command(name = "tasks", description = "List the tasks with their state, their memories and their last activity.")
final class TasksCommand extends StudioCommand {

    /** One task of the list. */
    private record TaskLine(TaskSummary summary, int conflicts, List<Author> authors) {

        int memories() {
            return summary.live().values().stream().mapToInt(count -> count).sum();
        }

        String last() {
            return summary.lastActivity() == null ? "never" : MemoryText.time(summary.lastActivity());
        }

        Map<String, ?> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("task", summary.task());
            json.put("state", summary.state().name());
            json.put("memories", memories());
            json.put("kinds", summary.live());
            json.put("conflicts", conflicts);
            json.put("notes", summary.notes());
            json.put("authors", authors.stream().map(MemoryJson::of).toList());
            json.put("lastActivity", String.valueOf(summary.lastActivity()));
            return json;
        }
    }

    @Override
    int run(SharedMemory memory, Output output) {
        TaskDirectory directory = new TaskDirectory(memory);
        List<TaskLine> lines = directory.summaries().stream()
                .map(summary ->
                        new TaskLine(summary, conflicts(memory, summary.task()), directory.authors(summary.task())))
                .toList();
        output.print(() -> Map.of("tasks", lines.stream().map(TaskLine::json).toList()), () -> print(lines, output));
        return 0;
    }

    private static int conflicts(SharedMemory memory, String task) {
        return TaskChoice.as(memory.task(task), null).conflicts().size();
    }

    private static void print(List<TaskLine> lines, Output output) {
        for (TaskLine line : lines) {
            String conflicts = line.conflicts == 0 ? "" : ", %d in conflict".formatted(line.conflicts);
            output.line("%s  %s, %d memories%s, by %s, last written %s"
                    .formatted(
                            output.styled("bold", line.summary.task()),
                            line.summary.state().name().toLowerCase(Locale.ROOT),
                            line.memories(),
                            conflicts,
                            PlainText.of(MemoryText.names(line.authors)),
                            line.last()));
        }
        if (lines.isEmpty()) {
            output.line("No tasks of this owner.");
        }
    }
}
