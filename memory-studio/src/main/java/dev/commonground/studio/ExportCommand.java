package dev.commonground.studio;

import dev.commonground.MemoryLog;
import dev.commonground.SharedMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Exports what a reader sees of a task. */
@Command(name = "export", description = "Write the visible memories of a task with their history as JSON Lines.")
final class ExportCommand extends StudioCommand {

    @Mixin
    private TaskChoice task = new TaskChoice();

    @Mixin
    private ReadingAs reader = new ReadingAs();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "The new file to write (default: the standard output)")
    private @Nullable Path file;

    @Override
    int run(SharedMemory memory, Output output) {
        MemoryLog log = TaskChoice.as(task.existing(memory), reader.author()).log();
        if (file == null) {
            log.exportTo(output.writer());
        } else if (Files.exists(file)) {
            throw wrong("There is a file %s already: name a new one with --out".formatted(file));
        } else {
            write(log, file);
        }
        return 0;
    }

    private static void write(MemoryLog log, Path file) {
        try (Writer out = Files.newBufferedWriter(file)) {
            log.exportTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("The file %s could not be written: see the cause".formatted(file), e);
        }
    }
}
