package dev.commonground.benchmarks.learning;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Reads the rows of a resource file whose cells are separated by bars. */
final class SentenceTable {

    private SentenceTable() {}

    /** Returns the cells of each line of {@code resource} that is neither empty nor a remark. */
    static List<List<String>> read(String resource) throws IOException {
        return text(resource)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line ->
                        Arrays.stream(line.split("\\|", -1)).map(String::strip).toList())
                .toList();
    }

    /** Returns the text of {@code resource}. */
    static String text(String resource) throws IOException {
        try (InputStream file = Objects.requireNonNull(SentenceTable.class.getResourceAsStream(resource), resource)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
