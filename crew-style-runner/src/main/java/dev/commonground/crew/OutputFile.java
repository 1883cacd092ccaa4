package dev.commonground.crew;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes an accepted answer to a file, by replacing the file as a whole. */
final class OutputFile {

    private OutputFile() {}

    static void write(Path file, String text) {
        try {
            Path whole = file.toAbsolutePath();
            Files.createDirectories(whole.getParent());
            Path part = whole.resolveSibling("." + whole.getFileName() + ".part");
            Files.writeString(part, text + "\n");
            Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The answer cannot be written to %s: make it writable and resume the run".formatted(file), e);
        }
    }
}
