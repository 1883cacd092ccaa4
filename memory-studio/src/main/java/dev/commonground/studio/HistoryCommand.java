package dev.commonground.studio;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.TaskMemory;
import dev.commonground.memory.Change;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Memory.Reading;
import dev.commonground.memory.MemoryException;
import dev.commonground.memory.MemoryId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells the history of a memory. */
@Command(name = "history", description = "Show one memory with its authors and evidence, and what happened to it.")
final class HistoryCommand extends StudioCommand {

    @Parameters(index = "0", paramLabel = "ID", description = "The id of the memory, m-...")
    private String id = "";

    @Option(names = "--task", description = "The memory's task (default: all tasks and users are searched)")
    private @Nullable String task;

    @Option(names = "--user", paramLabel = "USER", description = "Also search the memory about this user")
    private @Nullable String user;

    @Mixin
    private ReadingAs reader = new ReadingAs();

    @Override
    int run(SharedMemory memory, Output output) {
        MemoryId wanted = new MemoryId(id);
        for (TaskMemory one : tasks(memory)) {
            AgentMemory handle = TaskChoice.as(one, reader.author());
            if (print(handle, wanted, one.audit(handle.author().name()).readers(wanted), output)) {
                return 0;
            }
        }
        for (String about : task == null ? new TaskDirectory(memory).users() : List.<String>of()) {
            if (print(memory.user(about), wanted, List.of(), output)) {
                return 0;
            }
        }
        throw new MemoryException.NotFound(wanted);
    }

    private List<TaskMemory> tasks(SharedMemory memory) {
        List<String> names = task == null ? new TaskDirectory(memory).tasks() : List.of(task);
        return names.stream()
                .map(memory::task)
                .map(one -> user == null ? one : one.forUser(user))
                .toList();
    }

    private static boolean print(AgentMemory handle, MemoryId wanted, List<Reading> readers, Output output) {
        List<Change> history = handle.history(wanted);
        if (history.isEmpty()) {
            return false;
        }
        Optional<Memory> now = handle.find(wanted);
        output.print(() -> json(now, history, readers), () -> text(now, history, readers, output));
        return true;
    }

    private static Map<String, ?> json(Optional<Memory> now, List<Change> history, List<Reading> readers) {
        Map<String, Object> json = new LinkedHashMap<>();
        now.ifPresent(memory -> json.put("memory", MemoryJson.of(memory)));
        json.put("history", history.stream().map(MemoryJson::of).toList());
        json.put("readers", readers.stream().map(MemoryJson::of).toList());
        return json;
    }

    private static void text(Optional<Memory> now, List<Change> history, List<Reading> readers, Output output) {
        MemoryText text = new MemoryText(output);
        now.ifPresent(text::details);
        output.line("");
        history.forEach(text::change);
        readers.forEach(text::reading);
    }
}
