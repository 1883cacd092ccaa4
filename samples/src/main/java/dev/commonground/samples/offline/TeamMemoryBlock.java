package dev.commonground.samples.offline;

import dev.commonground.memory.Kind;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the quoted lines of a team-memory block, or of an answer in the same format. */
final class TeamMemoryBlock {

    private static final String QUOTED = "(?:[^\"\\\\]|\\\\.)";
    private static final Pattern LINE = Pattern.compile("\\b(CONSTRAINT|PREFERENCE|DECISION|FINDING|QUESTION|ARTIFACT)"
            + "(?: (" + QUOTED + "+?) = (" + QUOTED + "+?))?: \"(" + QUOTED + "*)\"");

    /** A fixed order, because the order of the lines must not change an answer. */
    static final Comparator<Note> ORDER = Comparator.comparing(Note::kind)
            .thenComparing(note -> note.key() + "=" + note.value())
            .thenComparing(Note::text);

    private TeamMemoryBlock() {}

    static List<Note> read(String block) {
        return block.lines()
                .flatMap(line -> LINE.matcher(line).results())
                .map(TeamMemoryBlock::note)
                .sorted(ORDER)
                .toList();
    }

    private static Note note(MatchResult quoted) {
        return new Note(
                Kind.valueOf(quoted.group(1)),
                orNull(quoted.group(2)),
                orNull(quoted.group(3)),
                plain(quoted.group(4)));
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
