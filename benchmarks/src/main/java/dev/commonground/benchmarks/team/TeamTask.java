package dev.commonground.benchmarks.team;

import dev.commonground.memory.Author;
import dev.commonground.memory.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A task of a team, with labelled questions and briefings; the README beside the data describes the format.
 *
 * @param id the name of the task
 * @param notes the memories and messages in the order in which they are written
 * @param questions the questions with the notes that answer them
 * @param briefings the pieces of work with the notes that they need
 */
record TeamTask(String id, List<TeamNote> notes, List<TeamQuestion> questions, List<TeamQuestion> briefings) {

    private static final List<String> NAMES = List.of(
            "cold_chain",
            "course_design",
            "farm_hofladen",
            "film_court",
            "game_localisation",
            "kitchen_refit",
            "lease_review",
            "museum_tides",
            "newsroom_flood",
            "queue_incident",
            "tax_filing",
            "tram_corridor",
            "trial_protocol",
            "wedding_lakeside");

    private static final Map<String, Kind> KINDS = Map.of(
            "C", Kind.CONSTRAINT,
            "P", Kind.PREFERENCE,
            "D", Kind.DECISION,
            "F", Kind.FINDING,
            "Q", Kind.QUESTION,
            "A", Kind.ARTIFACT);

    /**
     * A memory, or a message of the task's conversation.
     *
     * @param fields its further fields: {@code key}, {@code value}, {@code supersedes} and {@code to}
     */
    record TeamNote(String id, Kind kind, Author author, String text, boolean message, Map<String, String> fields) {

        /** Returns whether it belongs to another task or to one agent alone. */
        boolean foreign() {
            return fields.containsKey("to");
        }

        @Nullable
        String field(String name) {
            return fields.get(name);
        }
    }

    /**
     * A question or a piece of work.
     *
     * @param needed the ids of the notes that answer it or that it needs; may be empty for a question
     */
    record TeamQuestion(Author asker, String text, Set<String> needed) {}

    /** A part of the data set. */
    enum Split {
        DEV,
        HELD,
        ALL
    }

    /** Returns the tasks of the data set that belong to a part of it. */
    static List<TeamTask> all(Split split) throws IOException {
        List<TeamTask> tasks = new ArrayList<>();
        for (String name : NAMES) {
            String text = resource(name + ".txt");
            boolean held = text.contains("\nsplit held");
            if (split == Split.ALL || held == (split == Split.HELD)) {
                tasks.addAll(read(text));
            }
        }
        return tasks;
    }

    /** Returns the text of a file of the data set. */
    static String resource(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(TeamTask.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Reads the tasks of one file. */
    static List<TeamTask> read(String text) {
        List<TeamTask> tasks = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (line.startsWith("T ")) {
                tasks.add(new TeamTask(
                        line.substring(2).strip(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
            } else if (!line.isBlank() && !line.startsWith("#") && !line.startsWith("split ")) {
                tasks.get(tasks.size() - 1).add(line.charAt(0), line.substring(2));
            }
        }
        return tasks;
    }

    private void add(char type, String line) {
        switch (type) {
            case 'M' -> notes.add(memory(line));
            case 'V' -> notes.add(message(line));
            case 'Q' -> questions.add(question(line));
            case 'B' -> briefings.add(question(line));
            default -> throw new IllegalArgumentException("A line begins with %s in %s".formatted(type, id));
        }
    }

    private static TeamNote memory(String line) {
        String[] parts = line.split("\\|", -1);
        String[] head = parts[0].strip().split(" ", 3);
        Map<String, String> fields = new HashMap<>();
        for (int part = 2; part < parts.length; part++) {
            String[] field = parts[part].strip().split("=", 2);
            if (field[0].equals("supersedes") || field[0].equals("to")) {
                fields.put(field[0], field[1]);
            } else {
                fields.put("key", field[0]);
                fields.put("value", field[1]);
            }
        }
        Kind kind = Objects.requireNonNull(KINDS.get(head[1]), line);
        return new TeamNote(head[0], kind, author(head[2]), parts[1].strip(), false, fields);
    }

    private static TeamNote message(String line) {
        String[] parts = line.split("\\|", 2);
        String[] head = parts[0].strip().split(" ", 2);
        return new TeamNote(head[0], Kind.FINDING, author(head[1]), parts[1].strip(), true, Map.of());
    }

    private static TeamQuestion question(String line) {
        int colon = line.indexOf(": ");
        int arrow = line.lastIndexOf("=>");
        Set<String> needed = new HashSet<>();
        for (String id : line.substring(arrow + 2).split(",", -1)) {
            if (!id.isBlank()) {
                needed.add(id.strip());
            }
        }
        String text = line.substring(colon + 2, arrow).strip();
        return new TeamQuestion(author(line.substring(0, colon)), text, needed);
    }

    private static Author author(String name) {
        return name.startsWith("@") ? Author.person(name.substring(1)) : Author.agent(name);
    }
}
