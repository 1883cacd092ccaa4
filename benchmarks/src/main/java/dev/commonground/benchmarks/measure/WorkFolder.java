package dev.commonground.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder on the measured disk; closing it deletes it. */
public record WorkFolder(Path path) implements AutoCloseable {

    /** Creates a folder below the working directory, because the system's temporary folder may be in memory. */
    public static WorkFolder make() throws IOException {
        return new WorkFolder(Files.createTempDirectory(Files.createDirectories(Path.of("target")), "benchmark"));
    }

    @Override
    public void close() throws IOException {
        List<Path> paths;
        try (Stream<Path> all = Files.walk(path)) {
            paths = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path one : paths) {
            Files.deleteIfExists(one);
        }
    }
}
