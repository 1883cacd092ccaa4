package dev.commonground.studio.page;

import dev.commonground.SharedMemory;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import dev.commonground.store.MemoryStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What came and went between two moments of a task, as the visitor may read it. */
final class MomentPages {

    private static final int ROWS = 100;

    private final SharedMemory memory;
    private final MemoryStore store;
    private final String owner;
    private final Visitor visitor;

    MomentPages(SharedMemory memory, MemoryStore store, String owner, Visitor visitor) {
        this.memory = memory;
        this.store = store;
        this.owner = owner;
        this.visitor = visitor;
    }

    /** Returns the difference between two moments; the last moment and the one before unless others were asked for. */
    Map<String, Object> model(PageQuery query) {
        Moments moments = Moments.of(store, owner, query.task());
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
        model.put("picture", TimelinePicture.of(moments.all(), from, to));
        putDifference(
                at(query.task(), moments.cursor(from)),
                at(query.task(), query.cursor().isEmpty() ? moments.cursor(to) : Cursor.parse(query.cursor())),
                model);
        return model;
    }

    /** Returns the threads of graphs that wrote to a task. */
    Map<String, Object> threads(String task) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("task", task);
        model.put("threads", ThreadHistory.of(store, owner, task));
        return model;
    }

    private List<Memory> at(String task, Cursor moment) {
        return visitor.task(memory, task)
                .asOf(moment)
                .person(visitor.person().name())
                .list();
    }

    private static void putDifference(List<Memory> before, List<Memory> after, Map<String, Object> model) {
        List<Memory> gone = without(before, after);
        List<Memory> come = without(after, before);
        model.put("gone", rows(gone));
        model.put("goneCount", gone.size());
        model.put("come", rows(come));
        model.put("comeCount", come.size());
        model.put("known", after.size());
    }

    private static List<Memory> without(List<Memory> memories, List<Memory> others) {
        Set<MemoryId> ids = others.stream().map(Memory::id).collect(Collectors.toSet());
        return memories.stream().filter(one -> !ids.contains(one.id())).toList();
    }

    private static List<ShownMemory> rows(List<Memory> memories) {
        return memories.stream().limit(ROWS).map(ShownMemory::of).toList();
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
