package dev.commonground.samples.offline;

import dev.commonground.memory.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads from a log when the errors began, their cause, and when they ended. */
final class LogReader {

    private static final Pattern LINE = Pattern.compile(
            "^(?:\\d{4}-\\d\\d-\\d\\d[ T])?(\\d\\d:\\d\\d:\\d\\d)\\S*\\s+\\[?([A-Z]+)]?\\s+(\\S+?):?\\s+(.+)$");
    private static final Pattern BLAME =
            Pattern.compile("\\b(?:caused by|because of|due to)\\s+(?:an? |the )?([^.;()]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern OVER =
            Pattern.compile("\\b(?:recovered|restored|resumed|healthy|back to normal)\\b", Pattern.CASE_INSENSITIVE);
    private static final Set<String> TROUBLE = Set.of("ERROR", "FATAL", "SEVERE", "CRITICAL");

    /** One line of a log. */
    private record LogEntry(String time, String level, String component, String message) {
        boolean trouble() {
            return TROUBLE.contains(level);
        }

        String text() {
            return "%s at %s: %s".formatted(component, time, message);
        }
    }

    private LogReader() {}

    /** Returns whether most lines of {@code page} have the form of log lines. */
    static boolean isLog(String page) {
        long all = page.lines().filter(line -> !line.isBlank()).count();
        return all > 0 && lines(page).size() * 2L > all;
    }

    static List<Note> read(String page) {
        List<LogEntry> lines = lines(page);
        List<LogEntry> trouble = lines.stream().filter(LogEntry::trouble).toList();
        List<Note> notes = new ArrayList<>(firstError(trouble));
        blamed(trouble).ifPresent(notes::add);
        recovery(lines).ifPresent(notes::add);
        return notes;
    }

    private static List<Note> firstError(List<LogEntry> trouble) {
        if (trouble.isEmpty()) {
            return List.of();
        }
        LogEntry first = trouble.get(0);
        String count = trouble.size() == 1
                ? "1 line of %s reports trouble".formatted(first.component())
                : "%d lines of %s report trouble".formatted(trouble.size(), first.component());
        return List.of(new Note(Kind.FINDING, "first error", first.time(), first.text()), Note.of(Kind.FINDING, count));
    }

    private static Optional<Note> recovery(List<LogEntry> lines) {
        return lines.stream()
                .filter(line -> OVER.matcher(line.message()).find())
                .reduce((before, last) -> last)
                .map(line -> Note.of(Kind.FINDING, line.text()));
    }

    private static Optional<Note> blamed(List<LogEntry> trouble) {
        for (LogEntry line : trouble) {
            Matcher blame = BLAME.matcher(line.message());
            if (blame.find()) {
                return Optional.of(
                        new Note(Kind.FINDING, "cause", blame.group(1).strip(), line.text()));
            }
        }
        return Optional.empty();
    }

    private static List<LogEntry> lines(String page) {
        return page.lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .map(line -> new LogEntry(line.group(1), line.group(2), line.group(3), line.group(4)))
                .toList();
    }
}
