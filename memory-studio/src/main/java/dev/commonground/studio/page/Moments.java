package dev.commonground.studio.page;

import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.Scope;
import dev.commonground.store.Entry;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.ScopeRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The moments of a task, one after each step or write: who wrote, where and when. They hold no text. */
final class Moments {

    /**
     * The moment after the last of some writes of one author in one place.
     *
     * @param number the number of the moment, from 1
     * @param position the last position in the task's log
     */
    record Moment(
            int number,
            long position,
            Instant at,
            Author author,
            @Nullable String node,
            @Nullable String thread) {

        private boolean continues(@Nullable Moment before) {
            return before != null
                    && author.equals(before.author)
                    && Objects.equals(node, before.node)
                    && Objects.equals(thread, before.thread)
                    && (node != null || at.isBefore(before.at.plusSeconds(1)));
        }
    }

    private final @Nullable ScopeRecord scope;
    private final List<Moment> moments = new ArrayList<>();

    private Moments(@Nullable ScopeRecord scope) {
        this.scope = scope;
    }

    static Moments of(MemoryStore store, String owner, String task) {
        Optional<ScopeRecord> found = store.find(owner, Scope.task(task));
        Moments all = new Moments(found.orElse(null));
        found.ifPresent(record -> store.readBeyond(record.id(), 0, "").entries().forEach(all::add));
        return all;
    }

    private void add(Entry entry) {
        Moment last = moments.isEmpty() ? null : moments.get(moments.size() - 1);
        Moment next = moment(entry, moments.size() + 1);
        if (next == null) {
            return;
        }
        if (next.continues(last)) {
            moments.set(
                    moments.size() - 1,
                    new Moment(moments.size(), next.position, next.at, next.author, next.node, next.thread));
        } else {
            moments.add(next);
        }
    }

    private static @Nullable Moment moment(Entry entry, int number) {
        if (entry.action() instanceof Entry.Assert asserted) {
            Assertion said = asserted.assertion();
            return new Moment(number, entry.position(), said.at(), said.author(), said.node(), said.thread());
        }
        return entry.action() instanceof Entry.Forget forget
                ? new Moment(number, entry.position(), forget.at(), forget.author(), null, null)
                : null;
    }

    List<Moment> all() {
        return moments;
    }

    /** Returns the cursor of a moment; that of moment 0 sees nothing. A tip that follows the writes belongs to them. */
    Cursor cursor(int number) {
        if (scope == null || number < 1) {
            return Cursor.EMPTY;
        }
        Moment moment = moments.get(Math.min(number, moments.size()) - 1);
        long position = number >= moments.size()
                ? Long.MAX_VALUE / 2
                : moments.get(number).position() - 1;
        return Cursor.EMPTY
                .with(scope.id(), new Cursor.Place(Math.max(position, moment.position()), new TreeMap<>()))
                .at(moment.at());
    }
}
