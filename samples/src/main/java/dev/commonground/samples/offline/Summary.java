package dev.commonground.samples.offline;

import java.util.List;

/** Sums up what the team knows, without a word of its own. */
final class Summary {

    private Summary() {}

    static String write(Prompt prompt) {
        StringBuilder text = new StringBuilder("# Summary\n");
        add(text, "What was settled", prompt, Note.Kind.DECISION);
        add(text, "What must be kept to", prompt, Note.Kind.CONSTRAINT);
        add(text, "What was found", prompt, Note.Kind.FINDING);
        add(text, "What is open", prompt, Note.Kind.QUESTION);
        return text.toString();
    }

    private static void add(StringBuilder text, String title, Prompt prompt, Note.Kind kind) {
        List<String> lines = prompt.known().stream()
                .filter(note -> note.kind() == kind)
                .map(Note::text)
                .distinct()
                .toList();
        if (!lines.isEmpty()) {
            text.append("\n## ").append(title).append('\n');
            lines.forEach(line -> text.append("- ").append(line).append('\n'));
        }
    }
}
