package dev.commonground.samples.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Settles what the team disagrees about: what was seen first is taken to be what happened. */
final class Settler {

    private static final Pattern TIME = Pattern.compile("\\b\\d\\d:\\d\\d(?::\\d\\d)?\\b");
    private static final String AGREED = "The team disagrees about nothing.";

    private Settler() {}

    /** Returns the answer, which counts only if nothing was asked of {@code tools}. */
    static String answer(Prompt prompt, Tools tools) {
        List<Note> settled = new ArrayList<>();
        conflicts(prompt.memory()).forEach((key, sides) -> settled.add(settle(key, sides)));
        if (tools.offers(Tools.REMEMBER)) {
            settled.forEach(tools::remember);
        }
        return settled.isEmpty()
                ? AGREED
                : String.join(
                        "\n", settled.stream().map(note -> "- " + note.text()).toList());
    }

    private static Map<String, List<Note>> conflicts(List<Note> notes) {
        Map<String, List<Note>> byKey = new TreeMap<>();
        notes.stream()
                .filter(note -> note.key() != null)
                .forEach(note -> byKey.computeIfAbsent(note.key() + "", key -> new ArrayList<>())
                        .add(note));
        byKey.values().removeIf(same -> same.stream().map(Note::said).distinct().count() < 2);
        return byKey;
    }

    private static Note settle(String key, List<Note> sides) {
        List<Note> dated = sides.stream()
                .filter(note -> !time(note).isEmpty())
                .sorted((a, b) -> time(a).compareTo(time(b)))
                .toList();
        if (dated.size() < sides.size()) {
            return Note.of(
                    Note.Kind.QUESTION,
                    "Which is true of %s: %s"
                            .formatted(
                                    key,
                                    String.join(
                                            " or ",
                                            sides.stream().map(Note::said).toList())));
        }
        Note first = dated.get(0);
        return new Note(
                Note.Kind.DECISION,
                key,
                first.said(),
                "%s is %s, because it was seen first: %s"
                        .formatted(Terms.capitalized(key), first.said(), first.text()));
    }

    private static String time(Note note) {
        Matcher time = TIME.matcher(note.text());
        return time.find() ? time.group() : "";
    }
}
