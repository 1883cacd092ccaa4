package dev.commonground.studio.page;

import dev.commonground.memory.Author;
import dev.commonground.memory.Cursor;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The moments of a task, one after each step or write: who wrote, where and when. They hold no text. Immutable. */
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

        Moment numbered(int other) {
            return new Moment(other, position, at, author, node, thread);
        }

        boolean continues(Moment before) {
            return author.equals(before.author)
                    && Objects.equals(node, before.node)
                    && Objects.equals(thread, before.thread)
                    && (node != null || at.isBefore(before.at.plusSeconds(1)));
        }
    }

    static final Moments NONE = new Moments(null, 0, 0, List.of());

    private final @Nullable String scope;
    private final long position;
    private final long settled;
    private final List<Moment> moments;

    /**
     * Creates the moments of a task.
     *
     * @param scope the id of the task's scope, or null if there is no such task
     * @param position how far its log was read
     * @param settled the position of the last entry that may have changed earlier moments
     */
    Moments(@Nullable String scope, long position, long settled, List<Moment> moments) {
        this.scope = scope;
        this.position = position;
        this.settled = settled;
        this.moments = moments;
    }

    /** Returns what decides which memories were live at a moment of this task. */
    MomentViews.ViewKey view(Cursor moment, Visitor visitor) {
        String id = scope == null ? "" : scope;
        Cursor.Place place = moment.place(id);
        boolean closed =
                place != null && place.base() < position && place.lanes().isEmpty();
        return new MomentViews.ViewKey(id, closed ? settled : position, moment.toString(), visitor);
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
        long end = number >= moments.size() ? position : moments.get(number).position() - 1;
        return Cursor.EMPTY
                .with(scope, new Cursor.Place(Math.max(end, moment.position()), new TreeMap<>()))
                .at(moment.at());
    }
}
