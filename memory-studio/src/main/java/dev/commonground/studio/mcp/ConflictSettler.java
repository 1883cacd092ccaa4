package dev.commonground.studio.mcp;

import dev.commonground.AgentMemory;
import dev.commonground.memory.Change;
import dev.commonground.memory.Conflict;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.WriteOutcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Settles a conflict by compare-and-set: nothing is written unless the client has seen all sides. */
final class ConflictSettler {

    private static final String GO_ON =
            "\nTo go on, decide anew, and call settle with seen = %s, or leave the conflict to somebody else.";

    private final AgentMemory memory;
    private final ToolArguments arguments;

    /**
     * Creates the settler of one call.
     *
     * @param memory a handle of its own: it supersedes what it was shown, and this call says what that is
     */
    ConflictSettler(AgentMemory memory, ToolArguments arguments) {
        this.memory = memory;
        this.arguments = arguments;
    }

    String answer() {
        String key = arguments.given("key");
        String value = arguments.given("value");
        if (key.isEmpty() || value.isEmpty()) {
            return "Not settled: pass the key in conflict and the value that holds from now on.";
        }
        List<MemoryId> seen;
        try {
            seen = seen();
        } catch (IllegalArgumentException e) {
            return "Not settled: " + e.getMessage();
        }
        return open(key).map(conflict -> settle(conflict, value, seen)).orElseGet(() -> nothingOpen(key, seen));
    }

    private List<MemoryId> seen() {
        return Arrays.stream(arguments.given("seen").split("[\\s,;\\[\\]\"]+"))
                .filter(id -> !id.isEmpty())
                .map(MemoryId::new)
                .distinct()
                .toList();
    }

    private Optional<Conflict> open(String key) {
        return memory.conflicts().stream()
                .filter(conflict -> conflict.key().equalsIgnoreCase(key))
                .findFirst();
    }

    private String settle(Conflict conflict, String value, List<MemoryId> seen) {
        List<Memory> unseen = conflict.memories().stream()
                .filter(side -> !seen.contains(side.id()))
                .toList();
        if (!unseen.isEmpty()) {
            return "Not settled, nothing was written: you have not seen these sides of %s.\n%s%s"
                    .formatted(
                            SideNotes.quoted(conflict.key()), sides(unseen), GO_ON.formatted(ids(conflict.memories())));
        }
        memory.log().shown(seen);
        try {
            return told(memory.remember(draft(conflict, value)));
        } catch (IllegalArgumentException e) {
            return "Not settled: " + e.getMessage();
        }
    }

    private Draft draft(Conflict conflict, String value) {
        Optional<Memory> side = conflict.memories().stream()
                .filter(memory -> value.equalsIgnoreCase(memory.value()))
                .findFirst();
        String text = arguments.given("text");
        Draft.Builder draft = side.isPresent()
                ? Draft.of(side.get().kind(), text.isEmpty() ? side.get().text() : text)
                : Draft.of(conflict.memories().get(0).kind(), text.isEmpty() ? conflict.key() + ": " + value : text);
        String settled = side.map(Memory::value).orElse(value);
        draft.key(conflict.key(), settled == null ? value : settled);
        if (!arguments.given("evidence").isEmpty()) {
            draft.evidence(arguments.given("evidence"));
        }
        return draft.build();
    }

    private static String told(WriteOutcome outcome) {
        if (outcome instanceof WriteOutcome.InConflict conflict) {
            List<Memory> all = new ArrayList<>(conflict.others());
            all.add(conflict.memory());
            return "Stored %s, but not settled: somebody wrote at the same moment.\n%s%s"
                    .formatted(outcome.memory().id(), sides(conflict.others()), GO_ON.formatted(ids(all)));
        }
        String superseded = outcome.previous().isEmpty() ? "" : "; it supersedes " + ids(outcome.previous());
        return "Settled by %s%s".formatted(outcome.memory().id(), superseded);
    }

    /** Returns what became of the sides that the client saw. */
    private String nothingOpen(String key, List<MemoryId> seen) {
        List<Change> changes = seen.stream()
                .flatMap(id -> memory.history(id).stream())
                .distinct()
                .sorted(Comparator.comparing(Change::at))
                .toList();
        String since = changes.isEmpty()
                ? ""
                : " What happened:\n" + changes.stream().map(SideNotes::change).collect(Collectors.joining("\n"));
        return "Nothing to settle, nothing was written: no values of %s are in conflict.%s To go on, work with what holds now; recall finds it."
                .formatted(SideNotes.quoted(key), since.isEmpty() ? "" : since + "\n");
    }

    static String sides(List<Memory> sides) {
        return sides.stream().map(SideNotes::side).collect(Collectors.joining("\n"));
    }

    private static String ids(List<Memory> memories) {
        return memories.stream().map(memory -> memory.id().value()).collect(Collectors.joining(" "));
    }
}
