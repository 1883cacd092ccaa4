package dev.commonground.studio;

import dev.commonground.memory.Memory;
import dev.commonground.memory.WriteOutcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints what a write did. */
final class OutcomePrinter {

    private final Output output;

    OutcomePrinter(Output output) {
        this.output = output;
    }

    void print(WriteOutcome outcome) {
        output.print(() -> json(outcome), () -> text(outcome));
    }

    private static Map<String, ?> json(WriteOutcome outcome) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("outcome", outcome.getClass().getSimpleName());
        json.put("memory", MemoryJson.of(outcome.memory()));
        json.put("previous", MemoryJson.of(outcome.previous()));
        json.put("others", MemoryJson.of(others(outcome)));
        return json;
    }

    private static List<Memory> others(WriteOutcome outcome) {
        return outcome instanceof WriteOutcome.InConflict conflict ? conflict.others() : List.of();
    }

    private void text(WriteOutcome outcome) {
        MemoryText text = new MemoryText(output);
        output.line(output.styled("bold", title(outcome)));
        text.memory(outcome.memory());
        part("Supersedes", outcome.previous(), text);
        part("In conflict with", others(outcome), text);
    }

    private static String title(WriteOutcome outcome) {
        if (outcome instanceof WriteOutcome.Quarantined held) {
            return "Held back for a review: " + PlainText.of(held.reason());
        }
        if (outcome instanceof WriteOutcome.AlreadyKnown || outcome instanceof WriteOutcome.Forgotten) {
            return outcome instanceof WriteOutcome.Forgotten ? "Forgotten" : "Already known";
        }
        return outcome instanceof WriteOutcome.InConflict ? "Remembered, in conflict" : "Remembered";
    }

    private void part(String title, List<Memory> memories, MemoryText text) {
        if (!memories.isEmpty()) {
            output.line(title);
            memories.forEach(text::memory);
        }
    }
}
