package dev.commonground.studio.page;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.memory.Conflict;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Origin;
import dev.commonground.memory.WriteOutcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The conflicts of a task side by side, and their settling in the name of the visitor. */
final class ConflictDesk {

    private final SharedMemory memory;
    private final Visitor visitor;

    ConflictDesk(SharedMemory memory, Visitor visitor) {
        this.memory = memory;
        this.visitor = visitor;
    }

    Map<String, Object> model(String task, String news) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("task", task);
        model.put("news", news);
        model.put(
                "conflicts",
                visitor.handle(memory, task).conflicts().stream()
                        .map(ConflictDesk::conflict)
                        .toList());
        return model;
    }

    private static Map<String, Object> conflict(Conflict conflict) {
        return Map.of(
                "key",
                conflict.key(),
                "seen",
                conflict.memories().stream().map(side -> side.id().value()).collect(Collectors.joining(" ")),
                "sides",
                conflict.memories().stream().map(ShownMemory::of).toList());
    }

    /** Keeps one side, unless there is a side that the person has not seen; returns why not, or an empty text. */
    String settle(String task, String key, String keep, Set<String> seen) {
        AgentMemory handle = visitor.handle(memory, task);
        Optional<Conflict> open = handle.conflicts().stream()
                .filter(conflict -> conflict.key().equals(key))
                .findFirst();
        if (open.isEmpty()) {
            return "Somebody has settled this conflict meanwhile, so nothing was written.";
        }
        Map<String, Memory> sides = open.get().memories().stream()
                .collect(Collectors.toMap(side -> side.id().value(), side -> side, (a, b) -> a, LinkedHashMap::new));
        if (!seen.equals(sides.keySet()) || !sides.containsKey(keep)) {
            return "The sides have changed since you looked, so nothing was written: look again and decide anew.";
        }
        handle.log().shown(seen.stream().map(MemoryId::new).toList());
        Draft.Builder draft = sides.get(keep).draft().origin(Origin.PERSON).trust(1);
        return handle.remember(draft.build()) instanceof WriteOutcome.InConflict
                ? "Somebody wrote at the same moment, so the conflict is not settled: look again and decide anew."
                : "";
    }
}
