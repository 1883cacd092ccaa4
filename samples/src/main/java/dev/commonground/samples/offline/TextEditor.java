package dev.commonground.samples.offline;

import dev.commonground.memory.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Corrects a text: removes unsupported claims and applies the requirements of the notes. */
final class TextEditor {

    private static final Pattern MISSING = Pattern.compile("\\[([^\\[\\]]+): not in memory\\]");

    private TextEditor() {}

    /** Returns the corrected text. Without notes and reasons, only white space changes. */
    static String correct(ParsedPrompt prompt) {
        String text = prompt.textAtHand();
        Refusal refusal = new Refusal(prompt.reasons());
        List<Note> notes = new ArrayList<>(prompt.known());
        notes.addAll(refusal.notes());
        if (notes.isEmpty() && prompt.reasons().isEmpty()) {
            return tidy(text);
        }
        SectionedText supported = supported(SectionedText.parse(text), prompt);
        SectionedText fitting = new Conformance(Needs.of(notes), refusal.margin()).apply(supported);
        return refusal.apply(fitting).render();
    }

    private static SectionedText supported(SectionedText draft, ParsedPrompt prompt) {
        return prompt.known().isEmpty() ? draft : Support.of(prompt).withoutClaims(draft);
    }

    /** Returns a question for each gap that {@code text} marks, except for the questions in {@code known}. */
    static List<Note> questions(String text, List<Note> known) {
        return gaps(text).stream()
                .map(gap -> Note.of(Kind.QUESTION, "Not in memory: %s. Who knows it?".formatted(gap)))
                .filter(question -> known.stream().noneMatch(question::repeats))
                .toList();
    }

    /** Returns the topics that {@code text} marks as not known, each once. */
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
