package dev.commonground.studio;

import dev.commonground.SharedMemory;
import dev.commonground.TaskMemory;
import dev.commonground.memory.Author;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.Memory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares two moments of a task, or what two of its readers may read. */
@Command(
        name = "diff",
        description = {
            "Compare a task at two moments, or what two agents know of it: give --as twice.",
            "An agent knows what it wrote and what the ledger of readings says it was shown. Without a ledger, what it may read is compared."
        })
final class DiffCommand extends StudioCommand {

    @Mixin
    private TaskChoice task = new TaskChoice();

    @Parameters(
            index = "1..2",
            arity = "0..2",
            paramLabel = "CURSOR",
            description = "The earlier and the later moment, as show names them; now if the later one is missing")
    private List<String> moments = List.of();

    @Option(
            names = "--as",
            paramLabel = "NAME",
            converter = AuthorArgument.class,
            description = "The reader; given twice, the two readers to compare; person:NAME for a person")
    private List<Author> readers = List.of();

    @Override
    int run(SharedMemory memory, Output output) {
        TaskMemory chosen = task.existing(memory);
        checkArguments();
        if (readers.size() == 2) {
            compareReaders(moments.isEmpty() ? chosen : at(chosen, 0), output);
        } else {
            compareMoments(at(chosen, 0), moments.size() < 2 ? chosen : at(chosen, 1), output);
        }
        return 0;
    }

    private void compareReaders(TaskMemory at, Output output) {
        KnownMemories known = new KnownMemories(at);
        Author first = readers.get(0);
        Author second = readers.get(1);
        List<Memory> ofFirst = known.of(TaskChoice.as(at, first));
        print(ofFirst, "Only " + first, known.of(TaskChoice.as(at, second)), "Only " + second, output);
    }

    private void compareMoments(TaskMemory earlier, TaskMemory later, Output output) {
        Author reader = readers.isEmpty() ? null : readers.get(0);
        List<Memory> before = TaskChoice.as(earlier, reader).list();
        print(before, "Only before", TaskChoice.as(later, reader).list(), "Only after", output);
    }

    private void checkArguments() {
        if (readers.size() > 2 || (readers.size() == 2 && moments.size() > 1)) {
            throw wrong("Compare either two moments or two readers: give one --as with two cursors, or two with one");
        }
        if (readers.size() < 2 && moments.isEmpty()) {
            throw wrong("There is nothing to compare: give two cursors, or --as twice");
        }
    }

    private TaskMemory at(TaskMemory chosen, int moment) {
        return chosen.asOf(Cursor.parse(moments.get(moment)));
    }

    private static void print(List<Memory> first, String gone, List<Memory> second, String come, Output output) {
        MemoryDifference difference = MemoryDifference.between(first, second);
        output.print(() -> json(difference), () -> {
            part(gone, difference.gone(), output);
            part(come, difference.come(), output);
            output.line("%d memories in both".formatted(difference.both()));
        });
    }

    private static Map<String, ?> json(MemoryDifference difference) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("onlyFirst", MemoryJson.of(difference.gone()));
        json.put("onlySecond", MemoryJson.of(difference.come()));
        json.put("both", difference.both());
        return json;
    }

    private static void part(String title, List<Memory> memories, Output output) {
        output.line(output.styled("bold", "%s (%d)".formatted(title, memories.size())));
        memories.forEach(new MemoryText(output)::memory);
    }
}
