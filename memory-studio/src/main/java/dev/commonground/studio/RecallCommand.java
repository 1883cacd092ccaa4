package dev.commonground.studio;

import dev.commonground.SharedMemory;
import dev.commonground.recall.Match;
import dev.commonground.recall.RecallRequest;
import dev.commonground.recall.RecallRequest.Floor;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Recalls what fits a question. */
@Command(name = "recall", description = "Search the memory of a task, and show why each memory was found.")
final class RecallCommand extends StudioCommand {

    @Mixin
    private TaskChoice task = new TaskChoice();

    @Mixin
    private ReadingAs reader = new ReadingAs();

    @Parameters(index = "1", paramLabel = "QUESTION", description = "What to search for, in words")
    private String question = "";

    @Option(names = "--limit", defaultValue = "10", description = "The most matches (default: 10)")
    private int limit = 10;

    @Option(
            names = "--floor",
            defaultValue = "NONE",
            description = "How well a match must fit: ${COMPLETION-CANDIDATES} (default: NONE)")
    private Floor floor = Floor.NONE;

    @Override
    int run(SharedMemory memory, Output output) {
        List<Match> matches = TaskChoice.as(task.existing(memory), reader.author())
                .recall(RecallRequest.builder(question)
                        .limit(limit)
                        .floor(floor)
                        .build());
        output.print(
                () -> Map.of("matches", matches.stream().map(MemoryJson::of).toList()), () -> print(matches, output));
        return 0;
    }

    private static void print(List<Match> matches, Output output) {
        MemoryText text = new MemoryText(output);
        matches.forEach(text::match);
        if (matches.isEmpty()) {
            output.line("Nothing fits.");
        }
    }
}
