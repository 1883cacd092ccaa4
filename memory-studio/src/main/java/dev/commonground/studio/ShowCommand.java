package dev.commonground.studio;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.TaskMemory;
import dev.commonground.memory.Author;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.Filter;
import dev.commonground.memory.Kind;
import dev.commonground.memory.ListRequest;
import dev.commonground.memory.Page;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the memory of a task. */
@Command(name = "show", description = "Show the live memories of a task, now or as of a moment.")
final class ShowCommand extends StudioCommand {

    @Mixin
    private TaskChoice task = new TaskChoice();

    @Mixin
    private ReadingAs reader = new ReadingAs();

    @Option(names = "--kind", description = "Only memories of these kinds: ${COMPLETION-CANDIDATES}")
    private Kind @Nullable [] kinds;

    @Option(
            names = "--by",
            paramLabel = "NAME",
            converter = AuthorArgument.class,
            description = "Only memories with a live word of this agent; person:NAME for a person")
    private @Nullable Author author;

    @Option(names = "--as-of", paramLabel = "CURSOR", description = "The moment to show (default: now)")
    private @Nullable String moment;

    @Option(names = "--limit", defaultValue = "100", description = "The most memories, 1 to 1000 (default: 100)")
    private int limit = 100;

    @Option(names = "--after", paramLabel = "PAGE", description = "The page to show, as the page before named it")
    private @Nullable String after;

    @Override
    int run(SharedMemory memory, Output output) {
        TaskMemory chosen = task.existing(memory);
        AgentMemory seen = TaskChoice.as(moment == null ? chosen : chosen.asOf(Cursor.parse(moment)), reader.author());
        String cursor = seen.log().cursor().toString();
        Page page = seen.list(
                ListRequest.builder().filter(filter()).limit(limit).after(after).build());
        output.print(() -> json(page, cursor), () -> print(page, cursor, output));
        return 0;
    }

    private Filter filter() {
        List<Filter> filters = new ArrayList<>();
        if (kinds != null) {
            filters.add(Filter.kind(kinds));
        }
        if (author != null) {
            filters.add(Filter.author(author));
        }
        return Filter.and(filters.toArray(Filter[]::new));
    }

    private Map<String, ?> json(Page page, String cursor) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("task", task.task());
        json.put("cursor", cursor);
        json.put("total", page.total());
        json.put("memories", MemoryJson.of(page.memories()));
        if (page.next() != null) {
            json.put("next", page.next());
        }
        return json;
    }

    private static void print(Page page, String cursor, Output output) {
        new MemoryText(output).memories(page.memories());
        output.line("");
        if (page.next() != null) {
            output.line("%d of %d memories; the rest: --after %s"
                    .formatted(page.memories().size(), page.total(), page.next()));
        }
        output.line(output.styled("faint", "This moment: --as-of " + cursor));
    }
}
