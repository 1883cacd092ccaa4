package dev.commonground.studio.page;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.TaskAudit;
import dev.commonground.memory.Author;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.MemoryId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What came and went between two moments of a task, as the visitor may read it. */
final class MomentPages {

    private static final int ROWS = 100;

    private final SharedMemory memory;
    private final TaskLogs logs;
    private final MomentViews views;
    private final Visitor visitor;

    MomentPages(SharedMemory memory, TaskLogs logs, MomentViews views, Visitor visitor) {
        this.memory = memory;
        this.logs = logs;
        this.views = views;
        this.visitor = visitor;
    }

    /** Returns the difference between two moments; the last moment and the one before unless others were asked for. */
    Map<String, Object> model(PageQuery query) {
        Moments moments = logs.of(query.task()).moments();
        int last = moments.all().size();
        int to = query.to() < 0 ? last : Math.min(query.to(), last);
        int from = query.from() < 0 ? Math.max(0, to - 1) : Math.min(query.from(), last);
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("task", query.task());
        model.put("last", last);
        model.put("from", from);
        model.put("to", to);
        model.put("cursor", query.cursor());
        model.put("fromName", name(moments, from));
        model.put("toName", query.cursor().isEmpty() ? name(moments, to) : "the checkpoint");
        List<Moments.Moment> shown = TimelinePicture.shown(moments.all());
        model.put("picture", TimelinePicture.of(shown, readings(query.task(), shown), from, to));
        Cursor later = query.cursor().isEmpty() ? moments.cursor(to) : Cursor.parse(query.cursor());
        putDifference(query.task(), moments, moments.cursor(from), later, model);
        return model;
    }

    /** Returns the threads of graphs that wrote to a task. */
    Map<String, Object> threads(String task) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("task", task);
        model.put("threads", logs.of(task).threads());
        return model;
    }

    private List<TeamReadings.TeamReading> readings(String task, List<Moments.Moment> shown) {
        if (shown.isEmpty()) {
            return List.of();
        }
        TaskAudit audit = visitor.task(memory, task).audit(visitor.person().name());
        Set<Author> authors = shown.stream().map(Moments.Moment::author).collect(Collectors.toSet());
        return new TeamReadings(audit, visitor.handle(memory, task))
                .of(authors, shown.get(0).at());
    }

    private AgentMemory at(String task, Cursor moment) {
        return visitor.task(memory, task).asOf(moment).person(visitor.person().name());
    }

    private void putDifference(String task, Moments moments, Cursor before, Cursor after, Map<String, Object> model) {
        AgentMemory earlier = at(task, before);
        AgentMemory later = at(task, after);
        List<MemoryId> had = views.ids(moments.view(before, visitor), earlier::list);
        List<MemoryId> has = views.ids(moments.view(after, visitor), later::list);
        putRows("gone", without(had, has), earlier, model);
        putRows("come", without(has, had), later, model);
        model.put("known", has.size());
    }

    private static void putRows(String name, List<MemoryId> ids, AgentMemory moment, Map<String, Object> model) {
        model.put(name, rows(ids, moment));
        model.put(name + "Count", ids.size());
    }

    private static List<MemoryId> without(List<MemoryId> ids, List<MemoryId> others) {
        Set<MemoryId> known = new HashSet<>(others);
        return ids.stream().filter(id -> !known.contains(id)).toList();
    }

    private static List<ShownMemory> rows(List<MemoryId> ids, AgentMemory moment) {
        return ids.stream()
                .limit(ROWS)
                .flatMap(id -> moment.find(id).stream())
                .map(ShownMemory::of)
                .toList();
    }

    private static String name(Moments moments, int number) {
        if (number < 1) {
            return "the beginning";
        }
        Moments.Moment moment = moments.all().get(number - 1);
        String node = moment.node() == null ? "" : ", step %s of thread %s".formatted(moment.node(), moment.thread());
        return ShownMemory.shown("after %s wrote at %s%s"
                .formatted(ShownMemory.name(moment.author()), ShownMemory.time(moment.at()), node));
    }
}
