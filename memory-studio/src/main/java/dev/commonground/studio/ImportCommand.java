package dev.commonground.studio;

import dev.commonground.SharedMemory;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Imports an export into a task. */
@Command(
        name = "import",
        description = "Add the entries of an export to a task; entries that exist already are skipped.")
final class ImportCommand extends StudioCommand {

    @Mixin
    private TaskChoice task = new TaskChoice();

    @Parameters(index = "1", paramLabel = "FILE", description = "What the command export wrote")
    private Path file = Path.of("");

    @Mixin
    private WritingAs writer = new WritingAs();

    @Override
    SharedMemory open(MemoryPlace place) {
        return place.writeOrCreate();
    }

    @Override
    int run(SharedMemory memory, Output output) {
        requireReadable();
        try (Reader in = Files.newBufferedReader(file)) {
            int added = TaskChoice.as(task.in(memory), writer.author()).log().importFrom(in);
            output.print(() -> Map.of("added", added), () -> output.line("%d new entries".formatted(added)));
        } catch (IOException e) {
            throw new UncheckedIOException("The file %s could not be read in full: see the cause".formatted(file), e);
        }
        return 0;
    }

    private void requireReadable() {
        if (!Files.isReadable(file)) {
            throw wrong("The file %s cannot be read: name what the command export wrote".formatted(file));
        }
    }
}
