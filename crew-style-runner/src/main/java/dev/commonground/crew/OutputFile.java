package dev.commonground.crew;

import dev.commonground.crew.internal.WellFormed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The file of an accepted answer. An existing file is replaced as a whole. */
record OutputFile(Path path) {

    /** What separates folders, on this platform or another, and what no screen shows. */
    private static final Pattern UNFIT = Pattern.compile("[/\\\\\\p{Cc}]");

    /**
     * Returns the file of a task, with the inputs of the run in its name; empty if it has none.
     *
     * @throws IllegalArgumentException if an input would lead to another folder
     */
    static Optional<OutputFile> of(Task task, Map<String, String> inputs) {
        return Optional.ofNullable(task.outputFile()).map(template -> new OutputFile(filled(task, template, inputs)));
    }

    /** Requires that the inputs fit into the names of the output files of the tasks. */
    static void requireAll(List<Task> tasks, Map<String, String> inputs) {
        tasks.forEach(task -> of(task, inputs));
    }

    private static Path filled(Task task, Path template, Map<String, String> inputs) {
        Path filled = template.getRoot() == null ? template.getFileSystem().getPath("") : template.getRoot();
        for (Path name : template) {
            String given = name.toString();
            filled = filled.resolve(given.contains("{") ? filled(task, given, inputs) : given);
        }
        return filled;
    }

    private static String filled(Task task, String name, Map<String, String> inputs) {
        String filled = Placeholders.fill(name, inputs);
        if (!isName(filled)) {
            throw new IllegalArgumentException(
                    "The outputFile of task %s cannot be named with the inputs of the run: pass inputs that make \"%s\" the name of one file or folder, without slashes and control characters"
                            .formatted(task.name(), name));
        }
        return filled;
    }

    private static boolean isName(String filled) {
        try {
            return !filled.isBlank()
                    && !UNFIT.matcher(filled).find()
                    && !List.of(".", "..").contains(filled.strip())
                    && Path.of(filled).getRoot() == null;
        } catch (InvalidPathException e) { // the platform has its own rules
            return false;
        }
    }

    /** Writes {@code text}. Each call has a part file of its own, so runs that write the same file do not mix. */
    void write(String text) {
        Path whole = path.toAbsolutePath();
        Path part = whole.resolveSibling(".%s.%s.part".formatted(whole.getFileName(), UUID.randomUUID()));
        try {
            Files.createDirectories(whole.getParent());
            write(text, part, whole);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The answer cannot be written to %s: make it writable and resume the run".formatted(path), e);
        }
    }

    private static void write(String text, Path part, Path whole) throws IOException {
        try {
            Files.write(part, WellFormed.bytes(text + "\n"), StandardOpenOption.CREATE_NEW);
            // A plain move deletes the old file first, and two runs collide.
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
