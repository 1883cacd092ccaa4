package dev.commonground.studio.page;

import dev.commonground.Quarantine;
import dev.commonground.Quarantine.Held;
import dev.commonground.SharedMemory;
import dev.commonground.memory.MemoryException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the write guard held back on a task, and its release or rejection in the name of the visitor. */
final class ReviewDesk {

    private static final int MOST = 1_000;
    private static final String DECIDED = "Somebody has decided about this memory meanwhile.";

    private final SharedMemory memory;
    private final Visitor visitor;

    ReviewDesk(SharedMemory memory, Visitor visitor) {
        this.memory = memory;
        this.visitor = visitor;
    }

    private Quarantine quarantine(String task) {
        return visitor.task(memory, task).quarantine(visitor.person().name());
    }

    Map<String, Object> model(String task, String news) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("task", task);
        model.put("news", news);
        model.put(
                "held",
                quarantine(task).list(MOST, null).stream().map(ReviewDesk::row).toList());
        return model;
    }

    private static Map<String, Object> row(Held held) {
        String reason = ShownMemory.shown(held.reason());
        return Map.of("position", held.position(), "reason", reason, "memory", ShownMemory.of(held.memory()));
    }

    /** Releases or rejects what is held at a position; returns why not, or an empty text. */
    String decide(String task, String position, boolean release) {
        Quarantine quarantine = quarantine(task);
        List<Held> waiting = quarantine.list(MOST, null);
        Optional<Held> held = waiting.stream()
                .filter(one -> String.valueOf(one.position()).equals(position))
                .findFirst();
        try {
            held.ifPresent(one -> decide(quarantine, one, release));
            return held.isPresent() ? "" : DECIDED;
        } catch (MemoryException.NotFound e) {
            return DECIDED;
        }
    }

    private static void decide(Quarantine quarantine, Held held, boolean release) {
        if (release) {
            quarantine.release(held);
        } else {
            quarantine.reject(held);
        }
    }
}
