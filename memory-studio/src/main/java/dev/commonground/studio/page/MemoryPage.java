package dev.commonground.studio.page;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.memory.Change;
import dev.commonground.memory.Changes;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Memory.Reading;
import dev.commonground.memory.MemoryException;
import dev.commonground.memory.MemoryId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The page of one memory: its authors and evidence, its readers, what it came from and what came of it. */
final class MemoryPage {

    private final SharedMemory memory;
    private final CrewReports reports;
    private final Visitor visitor;

    MemoryPage(SharedMemory memory, CrewReports reports, Visitor visitor) {
        this.memory = memory;
        this.reports = reports;
        this.visitor = visitor;
    }

    Map<String, Object> model(PageQuery query) {
        AgentMemory handle = visitor.handle(memory, query.task());
        MemoryId id = new MemoryId(query.id());
        List<Change> history = handle.history(id);
        if (history.isEmpty()) {
            throw new MemoryException.NotFound(id);
        }
        Optional<Memory> found = handle.find(id);
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("task", query.task());
        model.put("id", id.value());
        model.put("history", history.stream().map(ChangeRow::of).toList());
        model.put("readers", List.of());
        model.put("reported", reports.name(query.task(), id).orElse(""));
        found.ifPresent(one -> {
            model.put("memory", ShownMemory.of(one));
            Changes all = handle.log().changes(Cursor.EMPTY);
            model.put("superseded", rows(ChangedMemories.supersededBy(all, id), handle));
            model.put("sources", rows(sources(one), handle));
            model.put("derived", rows(ChangedMemories.concludedFrom(all, id), handle));
            model.put("readers", readers(query.task(), id));
        });
        return model;
    }

    /** Returns whether the visitor may read each memory that the report about a task names. */
    boolean mayReadAllOfReport(String task) {
        AgentMemory handle = visitor.handle(memory, task);
        return reports.memories(task).stream()
                .allMatch(id -> handle.find(id).isPresent() || isKept(handle.history(id)));
    }

    /** Returns whether a memory that is not live any more can still be read. */
    private static boolean isKept(List<Change> history) {
        return !history.isEmpty() && history.stream().noneMatch(Change.Erased.class::isInstance);
    }

    private static List<MemoryId> sources(Memory one) {
        return one.assertions().stream()
                .flatMap(assertion -> assertion.derivedFrom().stream())
                .distinct()
                .toList();
    }

    private List<String> readers(String task, MemoryId id) {
        return visitor.task(memory, task).audit(visitor.person().name()).readers(id).stream()
                .map(MemoryPage::reader)
                .toList();
    }

    /** Returns those that the visitor may read. */
    private static List<ShownMemory> rows(List<MemoryId> ids, AgentMemory handle) {
        return ids.stream()
                .flatMap(one -> handle.find(one).stream())
                .map(ShownMemory::of)
                .toList();
    }

    private static String reader(Reading reading) {
        return "%s at %s UTC%s"
                .formatted(
                        ShownMemory.name(reading.reader()),
                        ShownMemory.time(reading.at()),
                        reading.node() == null ? "" : ", step " + ShownMemory.shown(reading.node()));
    }
}
