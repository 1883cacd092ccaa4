package dev.commonground.samples.offline;

import dev.commonground.memory.Kind;
import java.util.List;

/** Lists the memories of the team by kind. */
final class Summary {

    private Summary() {}

    static String write(ParsedPrompt prompt) {
        StringBuilder text = new StringBuilder("# Summary\n");
        add(text, "What was settled", prompt, Kind.DECISION);
        add(text, "What must be kept to", prompt, Kind.CONSTRAINT);
        add(text, "What was found", prompt, Kind.FINDING);
        add(text, "What is open", prompt, Kind.QUESTION);
        return text.toString();
    }

    private static void add(StringBuilder text, String title, ParsedPrompt prompt, Kind kind) {
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
