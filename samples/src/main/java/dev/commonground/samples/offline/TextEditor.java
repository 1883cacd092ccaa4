package dev.commonground.samples.offline;

import dev.commonground.samples.offline.Note.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Corrects a text until it says nothing that is unsupported and meets what the notes ask for. */
final class TextEditor {

    private static final Pattern MISSING = Pattern.compile("\\[([^\\[\\]]+): not in memory\\]");

    private TextEditor() {}

    /** Returns the corrected text. Who knows nothing can only tidy it up. */
    static String correct(Prompt prompt) {
        String text = prompt.textAtHand();
        Refusal refusal = new Refusal(prompt.reasons());
        List<Note> known = prompt.known();
        List<Note> notes = new ArrayList<>(known);
        notes.addAll(refusal.notes());
        if (notes.isEmpty() && prompt.reasons().isEmpty()) {
            return tidy(text);
        }
        Markdown draft = Markdown.parse(text);
        Markdown supported = known.isEmpty() ? draft : Support.of(prompt).withoutClaims(draft);
        Markdown fitting = new Conformance(Needs.of(notes), refusal.margin()).apply(supported);
        return refusal.apply(fitting).render();
    }

    /** Returns a question for each gap that {@code text} marks and nobody has asked about. */
    static List<Note> questions(String text, List<Note> known) {
        return gaps(text).stream()
                .map(gap -> Note.of(Kind.QUESTION, "Not in memory: %s. Who knows it?".formatted(gap)))
                .filter(question -> known.stream().noneMatch(question::repeats))
                .toList();
    }

    /** Returns what {@code text} marks as not known, each once. */
    static List<String> gaps(String text) {
        return MISSING.matcher(text)
                .results()
                .map(match -> match.group(1))
                .distinct()
                .toList();
    }

    private static String tidy(String text) {
        return text.strip()
                .replaceAll("(?m)[ \\t]+$", "")
                .replaceAll("(?<=\\S) {2,}", " ")
                .replaceAll("\\n{3,}", "\n\n");
    }
}
