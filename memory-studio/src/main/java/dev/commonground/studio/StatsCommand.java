package dev.commonground.studio;

import dev.commonground.SharedMemory;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Memory;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Counts what a memory holds. */
@Command(name = "stats", description = "Count the memories by kind and author, of one task or of all.")
final class StatsCommand extends StudioCommand {

    @Parameters(index = "0", arity = "0..1", paramLabel = "TASK", description = "The id of the task (default: all)")
    private @Nullable String task;

    @Override
    int run(SharedMemory memory, Output output) {
        List<String> tasks = task == null ? new TaskDirectory(memory).tasks() : List.of(task);
        Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
        Map<String, Integer> authors = new TreeMap<>();
        for (String one : tasks) {
            TaskChoice.as(memory.task(one), null).list().forEach(live -> count(live, kinds, authors));
        }
        output.print(() -> json(tasks, kinds, authors), () -> print(tasks, kinds, authors, output));
        return 0;
    }

    private static void count(Memory live, Map<Kind, Integer> kinds, Map<String, Integer> authors) {
        kinds.merge(live.kind(), 1, Integer::sum);
        live.authors().forEach(author -> authors.merge(MemoryText.name(author), 1, Integer::sum));
    }

    private static Map<String, ?> json(List<String> tasks, Map<Kind, Integer> kinds, Map<String, Integer> authors) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("tasks", tasks.size());
        json.put("kinds", kinds);
        json.put("authors", authors);
        return json;
    }

    private static void print(
            List<String> tasks, Map<Kind, Integer> kinds, Map<String, Integer> authors, Output output) {
        output.line("%d tasks".formatted(tasks.size()));
        kinds.forEach((kind, count) ->
                output.line("%7d  %s".formatted(count, kind.name().toLowerCase(Locale.ROOT))));
        authors.forEach((author, count) -> output.line("%7d  by %s".formatted(count, PlainText.of(author))));
    }
}
