package dev.commonground.internal.session;

import dev.commonground.event.MemoryEvent;
import dev.commonground.memory.Cursor;
import dev.commonground.store.Commit;
import dev.commonground.store.Entry;
import dev.commonground.store.ScopeRecord;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** The end of a step: commits what its session wrote to lanes of the step's run, and returns the cursor that sees it. */
public final class StepCommit {

    private final Engine engine;
    private final Session session;
    private final StepStart start;
    private final boolean alone;

    /**
     * Creates the commit of a step.
     *
     * @param alone whether no sibling runs beside the node, so that its commit moves the run's tip
     */
    public StepCommit(Engine engine, Session session, StepStart start, boolean alone) {
        this.engine = engine;
        this.session = session;
        this.start = start;
        this.alone = alone;
    }

    /**
     * Commits, durable on return.
     *
     * @param withNews whether the returned cursor sees what others committed meanwhile
     */
    public Cursor commit(boolean withNews) {
        Map<String, Commit.Appended> appended = append();
        Cursor next = start.cursor();
        for (Map.Entry<String, Commit.Appended> e : appended.entrySet()) {
            next = next.with(e.getKey(), reached(e.getKey(), e.getValue()));
        }
        return withNews ? withNews(next, appended) : next;
    }

    private Map<String, Commit.Appended> append() {
        List<Commit.Append> appends =
                session.end((scope, writes) -> append(engine.scopes().open(scope), writes));
        Map<String, Commit.Appended> appended = appends.isEmpty()
                ? Map.of()
                : engine.store().commit(Commit.of(appends)).scopes();
        session.stepCommitted();
        return appended;
    }

    private Commit.Append append(ScopeRecord scope, PendingWrites writes) {
        String run = start.cursor().run();
        SortedMap<Long, Long> own = start.own(scope.id());
        return new Commit.Append(
                scope.id(),
                laneClaim(run, scope),
                writes.actions(),
                writes.vectors(),
                alone ? new Commit.TipMove(run, own, own) : null);
    }

    private Commit.LaneClaim laneClaim(String run, ScopeRecord scope) {
        MemoryEvent.Actor actor = session.actor();
        return new Commit.LaneClaim(
                run,
                Objects.requireNonNull(actor.thread(), "thread"),
                actor.author().name(),
                Objects.requireNonNull(actor.node(), "node"),
                start.place(scope.id()).lanes());
    }

    private Cursor.Place reached(String scope, Commit.Appended appended) {
        Cursor.Place place = start.place(scope);
        if (appended.lane() == Entry.DIRECT) {
            return place;
        }
        SortedMap<Long, Long> lanes = new TreeMap<>(place.lanes());
        lanes.put(appended.lane(), appended.number());
        return new Cursor.Place(place.base(), lanes);
    }

    /** Moves the bases to the present; where the step wrote, its commit says how far. */
    private Cursor withNews(Cursor next, Map<String, Commit.Appended> appended) {
        Cursor moved = next;
        for (ScopeRecord scope : start.scopes()) {
            if (!appended.containsKey(scope.id())) {
                moved = upTo(engine.scopes().replica(scope).position(), scope.id(), moved);
            }
        }
        for (Map.Entry<String, Commit.Appended> e : appended.entrySet()) {
            moved = upTo(e.getValue().position(), e.getKey(), moved);
        }
        return moved.at(engine.clock().instant());
    }

    private static Cursor upTo(long position, String scope, Cursor cursor) {
        Cursor.Place place = Objects.requireNonNull(cursor.place(scope), "place");
        return position > place.base() ? cursor.with(scope, new Cursor.Place(position, place.lanes())) : cursor;
    }
}
