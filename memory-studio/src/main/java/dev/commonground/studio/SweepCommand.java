package dev.commonground.studio;

import dev.commonground.SharedMemory;
import dev.commonground.memory.Cursor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Removes entries that nobody can see any more. */
@Command(
        name = "sweep",
        description = {
            "Remove entries that graphs wrote and that nobody can see any more, for good.",
            "Name the cursors of all checkpoints of all threads on the task, which must stay readable."
        })
final class SweepCommand extends StudioCommand {

    @Mixin
    private TaskChoice task = new TaskChoice();

    @Option(names = "--thread", required = true, paramLabel = "THREAD", description = "A root thread to sweep")
    private List<String> threads = List.of();

    @Option(names = "--keep", paramLabel = "CURSOR", description = "A moment that must stay readable")
    private List<String> kept = List.of();

    @Option(names = "--keep-from", paramLabel = "FILE", description = "A file with such moments, one a line")
    private @Nullable Path keptFile;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli requires it
    private WritingAs writer = new WritingAs();

    @Option(names = "--dry-run", description = "Only count what would be removed")
    private boolean dryRun;

    @Override
    SharedMemory open(MemoryPlace place) {
        return dryRun ? place.openWithoutSweeping() : place.write();
    }

    @Override
    int run(SharedMemory memory, Output output) {
        List<Cursor> moments = moments();
        int count;
        try {
            count = task.existing(memory).sweep(Set.copyOf(threads), () -> moments);
        } catch (UnsweptException e) {
            count = e.entries();
        }
        int removed = count;
        output.print(
                () -> Map.of(dryRun ? "wouldRemove" : "removed", removed),
                () -> output.line("%s %d entries".formatted(dryRun ? "Would remove" : "Removed", removed)));
        return 0;
    }

    private List<Cursor> moments() {
        List<String> texts = new ArrayList<>(kept);
        if (keptFile != null) {
            try {
                texts.addAll(Files.readAllLines(keptFile));
            } catch (IOException e) {
                throw new UncheckedIOException("The file %s could not be read: see the cause".formatted(keptFile), e);
            }
        }
        return texts.stream().map(String::strip).map(Cursor::parse).toList();
    }
}
