package dev.commonground.benchmarks.trust;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Experiences of a team, and those that a web page planted.
 *
 * @param benign the texts of colleagues by their ids
 * @param poison the planted texts by their ids
 * @param questions the questions that colleagues' experiences answer
 */
record TrustRecords(Map<String, String> benign, Map<String, String> poison, List<TrustQuestion> questions) {

    /**
     * A question.
     *
     * @param wanted the ids of the experiences that answer it
     */
    record TrustQuestion(String text, Set<String> wanted) {}

    static TrustRecords read() throws IOException {
        TrustRecords records = new TrustRecords(new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
        try (InputStream file = requireNonNull(TrustRecords.class.getResourceAsStream("experiences.txt"))) {
            new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(records::add);
        }
        return records;
    }

    private void add(String line) {
        String[] parts = line.substring(2).split(" \\| ", 2);
        switch (line.charAt(0)) {
            case 'B' -> benign.put(parts[0], parts[1]);
            case 'P' -> poison.put(parts[0], parts[1]);
            case 'Q' -> questions.add(new TrustQuestion(parts[1], Set.of(parts[0].split(",", -1))));
            default -> throw new IllegalArgumentException("An unknown line: " + line);
        }
    }

    /** Returns all texts by their ids. */
    Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>(benign);
        all.putAll(poison);
        return all;
    }
}
