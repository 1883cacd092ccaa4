package dev.commonground.samples.offline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the quoted lines of a team-memory block, or of an answer in the same manner. */
final class TeamMemoryBlock {

    private static final String QUOTED = "(?:[^\"\\\\]|\\\\.)";
    private static final Pattern LINE = Pattern.compile("\\b(CONSTRAINT|PREFERENCE|DECISION|FINDING|QUESTION|ARTIFACT)"
            + "(?: (" + QUOTED + "+?) = (" + QUOTED + "+?))?: \"(" + QUOTED + "*)\"");

    /** The order of the lines must not change an answer, so they are put in one of our own. */
    static final Comparator<Note> ORDER = Comparator.comparing(Note::kind)
            .thenComparing(note -> note.key() + "=" + note.value())
            .thenComparing(Note::text);

    private TeamMemoryBlock() {}

    static List<Note> read(String block) {
        List<Note> notes = new ArrayList<>();
        for (String line : block.lines().toList()) {
            Matcher matcher = LINE.matcher(line);
            while (matcher.find()) {
                notes.add(new Note(
                        Note.Kind.valueOf(matcher.group(1)),
                        orNull(matcher.group(2)),
                        orNull(matcher.group(3)),
                        plain(matcher.group(4))));
            }
        }
        return notes.stream().sorted(ORDER).toList();
    }

    private static @Nullable String orNull(@Nullable String quoted) {
        return quoted == null ? null : plain(quoted);
    }

    private static String plain(String quoted) {
        return quoted.replace("\\u003c", "<")
                .replace("\\n", " ")
                .replace("\\\"", "\"")
                .replace("\\\\", "\\");
    }
}
