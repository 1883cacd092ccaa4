package dev.commonground.samples.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads out of a log when trouble began, what it is blamed on, and when it was over. */
final class LogReader {

    private static final Pattern LINE = Pattern.compile(
            "^(?:\\d{4}-\\d\\d-\\d\\d[ T])?(\\d\\d:\\d\\d:\\d\\d)\\S*\\s+\\[?([A-Z]+)]?\\s+(\\S+?):?\\s+(.+)$");
    private static final Pattern BLAME =
            Pattern.compile("\\b(?:caused by|because of|due to)\\s+(?:an? |the )?([^.;()]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern OVER =
            Pattern.compile("\\b(?:recovered|restored|resumed|healthy|back to normal)\\b", Pattern.CASE_INSENSITIVE);
    private static final Set<String> TROUBLE = Set.of("ERROR", "FATAL", "SEVERE", "CRITICAL");

    /** One line of a log. */
    private record Line(String time, String level, String component, String message) {
        boolean trouble() {
            return TROUBLE.contains(level);
        }

        String text() {
            return "%s at %s: %s".formatted(component, time, message);
        }
    }

    private LogReader() {}

    /** Returns whether most lines of a page are those of a log. */
    static boolean isLog(String page) {
        long all = page.lines().filter(line -> !line.isBlank()).count();
        return all > 0 && lines(page).size() * 2L > all;
    }

    static List<Note> read(String page) {
        List<Line> lines = lines(page);
        List<Line> trouble = lines.stream().filter(Line::trouble).toList();
        List<Note> notes = new ArrayList<>();
        if (!trouble.isEmpty()) {
            Line first = trouble.get(0);
            notes.add(new Note(Note.Kind.FINDING, "first error", first.time(), first.text()));
            notes.add(Note.of(
                    Note.Kind.FINDING, "%d lines of %s tell of trouble".formatted(trouble.size(), first.component())));
        }
        blamed(trouble).ifPresent(notes::add);
        lines.stream()
                .filter(line -> OVER.matcher(line.message()).find())
                .reduce((before, last) -> last)
                .ifPresent(line -> notes.add(Note.of(Note.Kind.FINDING, line.text())));
        return notes;
    }

    private static Optional<Note> blamed(List<Line> trouble) {
        for (Line line : trouble) {
            Matcher blame = BLAME.matcher(line.message());
            if (blame.find()) {
                return Optional.of(
                        new Note(Note.Kind.FINDING, "cause", blame.group(1).strip(), line.text()));
            }
        }
        return Optional.empty();
    }

    private static List<Line> lines(String page) {
        return page.lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .map(line -> new Line(line.group(1), line.group(2), line.group(3), line.group(4)))
                .toList();
    }
}
