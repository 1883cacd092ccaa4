package dev.commonground.samples.offline;

import dev.commonground.memory.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Settles the conflicts of the team: the earliest observation wins. */
final class Settler {

    private static final Pattern TIME = Pattern.compile("\\b\\d\\d:\\d\\d(?::\\d\\d)?\\b");
    private static final String AGREED = "The team disagrees about nothing.";

    private Settler() {}

    /** Returns the answer. It is used only if {@code tools} has no requests. */
    static String answer(ParsedPrompt prompt, Tools tools) {
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
        return dated.size() < sides.size() ? question(key, sides) : decision(key, dated.get(0));
    }

    private static Note question(String key, List<Note> sides) {
        String values = String.join(" or ", sides.stream().map(Note::said).toList());
        return Note.of(Kind.QUESTION, "Which is true of %s: %s".formatted(key, values));
    }

    private static Note decision(String key, Note first) {
        String text = "%s is %s, because it was seen first: %s"
                .formatted(TextTerms.capitalized(key), first.said(), first.text());
        return new Note(Kind.DECISION, key, first.said(), text);
    }

    private static String time(Note note) {
        Matcher time = TIME.matcher(note.text());
        return time.find() ? time.group() : "";
    }
}
