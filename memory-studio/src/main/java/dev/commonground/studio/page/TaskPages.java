package dev.commonground.studio.page;

import dev.commonground.AgentMemory;
import dev.commonground.MemoryLog;
import dev.commonground.SharedMemory;
import dev.commonground.audit.Listing;
import dev.commonground.audit.Listing.TaskSummary;
import dev.commonground.memory.Change;
import dev.commonground.memory.Changes;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.Filter;
import dev.commonground.memory.Kind;
import dev.commonground.memory.ListRequest;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Page;
import dev.commonground.recall.Match;
import dev.commonground.recall.RecallRequest;
import dev.commonground.recall.RecallRequest.Floor;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The models of the pages, each with what the person may read. Thread-safe. */
final class TaskPages {

    private static final int ROWS = 100;
    private static final int MATCHES = 50;
    private static final int NEWEST = 12;

    /** The statuses to choose from; only a reviewer sees quarantined memories. */
    private static final List<String> STATUSES = PageFilter.names(Memory.Status.values()).stream()
            .filter(status -> !status.equals("quarantined"))
            .toList();

    private final SharedMemory memory;
    private final RecentCounts counts;
    private final Visitor visitor;

    TaskPages(SharedMemory memory, RecentCounts counts, Visitor visitor) {
        this.memory = memory;
        this.counts = counts;
        this.visitor = visitor;
    }

    private AgentMemory handle(String task) {
        return visitor.handle(memory, task);
    }

    Map<String, Object> tasks(PageQuery query) {
        Listing<TaskSummary> page = memory.tasks(query.after(), ROWS);
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("tasks", page.items().stream().map(this::summary).toList());
        model.put("next", page.next() == null ? "" : page.next());
        return model;
    }

    private Map<String, Object> summary(TaskSummary summary) {
        String task = summary.task();
        RecentCounts.Counts count = counts.of(task, visitor, handle(task));
        return Map.of(
                "name",
                task,
                "state",
                summary.state().name().toLowerCase(Locale.ROOT),
                "last",
                summary.lastActivity() == null ? "never" : ShownMemory.time(summary.lastActivity()),
                "memories",
                count.memories(),
                "conflicts",
                count.conflicts());
    }

    /** Returns the memories of a task: the best matches of a search, a page of the list, or those that ended. */
    Map<String, Object> task(PageQuery query) {
        AgentMemory handle = handle(query.task());
        Filter filter = query.filter().filter(query.task(), visitor.user());
        Map<String, Object> model = about(query.task());
        if (query.filter().wantedStatus() != Memory.Status.LIVE) {
            List<Memory> ended = ChangedMemories.of(handle, query.filter().wantedStatus(), filter);
            putRows(model, ended.stream().limit(ROWS).map(ShownMemory::of).toList(), ended.size());
        } else if (query.searches()) {
            search(query, filter, handle, model);
        } else {
            list(query, filter, handle, model);
        }
        model.put("query", query);
        model.put("kinds", PageFilter.names(Kind.values()));
        model.put("statuses", STATUSES);
        model.put("status", query.filter().wantedStatus().name().toLowerCase(Locale.ROOT));
        model.put("searched", query.searches());
        model.put("user", visitor.user() == null ? "" : visitor.user());
        model.put("cursor", handle.log().cursor().toString());
        return model;
    }

    private static void search(PageQuery query, Filter filter, AgentMemory handle, Map<String, Object> model) {
        List<Match> found = handle.recall(RecallRequest.builder(query.question())
                .limit(MATCHES)
                .filter(filter)
                .build());
        Floor floor = query.everything() ? Floor.NONE : Floor.RELATED;
        List<ShownMemory> shown = cleared(found, floor).map(ShownMemory::of).toList();
        putRows(model, shown, shown.size());
        model.put("unrelated", found.size() - shown.size());
        model.put("answered", cleared(found, Floor.RELEVANT).findAny().isPresent());
    }

    private static Stream<Match> cleared(List<Match> found, Floor floor) {
        return found.stream().filter(match -> match.score().clears(floor));
    }

    private static void list(PageQuery query, Filter filter, AgentMemory handle, Map<String, Object> model) {
        Page page = handle.list(ListRequest.builder()
                .filter(filter)
                .limit(ROWS)
                .after(query.after().isEmpty() ? null : query.after())
                .build());
        putRows(model, page.memories().stream().map(ShownMemory::of).toList(), page.total());
        model.put("next", page.next() == null ? "" : page.next());
    }

    private static void putRows(Map<String, Object> model, List<ShownMemory> rows, long total) {
        model.put("rows", rows);
        model.put("total", total);
    }

    private static Map<String, Object> about(String task) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("task", task);
        model.put("next", "");
        model.put("unrelated", 0);
        model.put("answered", true);
        return model;
    }

    /** Returns what happened since a cursor, the newest first, and the cursor to go on from. */
    Map<String, Object> activity(String task, String since) {
        Changes changes = changes(handle(task).log(), Cursor.parse(since));
        List<Change> newest = changes.changes().stream()
                .sorted(Comparator.comparing(Change::at).reversed())
                .limit(NEWEST)
                .toList();
        Map<String, Object> model = about(task);
        model.put("changes", newest.stream().map(ChangeRow::of).toList());
        model.put("cursor", changes.next().toString());
        return model;
    }

    /** Returns what happened since a cursor, without looking for it if nothing was written. */
    private static Changes changes(MemoryLog log, Cursor since) {
        return RecentCounts.isUnchanged(since, log.cursor()) ? new Changes(List.of(), since) : log.changes(since);
    }
}
