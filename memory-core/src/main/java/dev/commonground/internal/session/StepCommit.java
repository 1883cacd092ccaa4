package dev.commonground.internal.session;

import dev.commonground.event.MemoryEvent;
import dev.commonground.memory.Cursor;
import dev.commonground.store.Commit;
import dev.commonground.store.Entry;
import dev.commonground.store.ScopeRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The end of a step: commits what its session wrote to lanes of the step's run, accepts what other steps of the run
 * committed in branches, and returns the cursor that sees both.
 */
public final class StepCommit {

    private final Engine engine;
    private final Session session;
    private final StepStart start;
    private final Cursor seen;
    private final boolean alone;

    /**
     * Creates the commit of a step.
     *
     * @param accepted what the step accepts; {@link Cursor#EMPTY} if it accepts nothing
     * @param alone whether no sibling runs beside the node, so that its commit moves the run's tip
     */
    public StepCommit(Engine engine, Session session, StepStart start, Cursor accepted, boolean alone) {
        this.engine = engine;
        this.session = session;
        this.start = start;
        this.seen = start.cursor().merge(accepted);
        this.alone = alone;
    }

    /**
     * Commits, durable on return.
     *
     * @param withNews whether the returned cursor sees what others committed meanwhile
     * @throws IllegalStateException if the run went on without this step; nothing is committed then
     */
    public Cursor commit(boolean withNews) {
        Map<String, Commit.Appended> appended = append(withNews);
        Cursor next = seen;
        for (Map.Entry<String, Commit.Appended> e : appended.entrySet()) {
            next = next.with(e.getKey(), reached(e.getKey(), e.getValue()));
        }
        return withNews ? withNews(next, appended) : next;
    }

    private Map<String, Commit.Appended> append(boolean withNews) {
        boolean checkAgain =
                new RevokedSources(engine.store(), engine.scopes(), session.scopes()).carryOver(session.uncommitted());
        List<Commit.Append> appends = new ArrayList<>(
                session.end((scope, writes) -> append(engine.scopes().open(scope), writes)));
        if (alone) {
            appends.addAll(accepted(appends));
        }
        Commit commit = Commit.of(appends).asking(withNews ? others(appends) : List.of());
        Map<String, Commit.Appended> appended = appends.isEmpty() ? Map.of() : commit(commit);
        if (checkAgain || isOvertaken(appends, appended)) {
            new JointSpread(engine.store(), engine.scopes(), session.scopes()).carryOver();
        }
        session.stepCommitted();
        return appended;
    }

    /** Returns the scopes of the step that a commit does not append to. */
    private List<String> others(List<Commit.Append> appends) {
        Set<String> written = appends.stream().map(Commit.Append::scope).collect(Collectors.toSet());
        return start.scopes().stream()
                .map(ScopeRecord::id)
                .filter(scope -> !written.contains(scope))
                .toList();
    }

    /**
     * Returns whether others may have revoked something that the step has not seen. The step's writes do not ask a remote
     * store again.
     */
    private boolean isOvertaken(List<Commit.Append> appends, Map<String, Commit.Appended> appended) {
        return engine.store().remote()
                && appends.stream()
                        .filter(append -> !append.actions().isEmpty())
                        .anyMatch(append -> isOvertaken(append, Objects.requireNonNull(appended.get(append.scope()))));
    }

    private boolean isOvertaken(Commit.Append append, Commit.Appended appended) {
        int entries = append.actions().size() + (append.tip() == null ? 0 : 1);
        return !appended.undisturbed() && appended.position() - entries > session.seenPosition(append.scope());
    }

    private Map<String, Commit.Appended> commit(Commit commit) {
        Commit.Receipt receipt = session.commit(
                commit,
                () -> engine.store().commit(commit, done -> engine.scopes().committed(commit, done)));
        if (!receipt.accepted()) {
            throw new IllegalStateException(
                    "Another run of thread %s went on while node %s worked, so nothing of this step was stored: run a thread in one place at a time, and resume it from its last checkpoint"
                            .formatted(session.actor().thread(), session.actor().node()));
        }
        return receipt.scopes();
    }

    private Commit.Append append(ScopeRecord scope, PendingWrites writes) {
        return new Commit.Append(
                scope.id(), laneClaim(scope), writes.actions(), writes.vectors(), alone ? tipMove(scope) : null);
    }

    /** Returns the moves of the tip in the scopes to which this step wrote nothing itself. */
    private List<Commit.Append> accepted(List<Commit.Append> written) {
        Set<String> known = written.stream().map(Commit.Append::scope).collect(Collectors.toSet());
        return start.scopes().stream()
                .filter(scope -> !known.contains(scope.id()) && acceptsIn(scope))
                .map(scope -> new Commit.Append(scope.id(), null, List.of(), List.of(), tipMove(scope)))
                .toList();
    }

    private Commit.TipMove tipMove(ScopeRecord scope) {
        SortedMap<Long, Long> own = start.own(scope.id());
        return new Commit.TipMove(run(), own, acceptsIn(scope) ? reachedLanes(scope) : own);
    }

    private boolean acceptsIn(ScopeRecord scope) {
        return !reached(scope.id()).equals(start.place(scope.id()));
    }

    private SortedMap<Long, Long> reachedLanes(ScopeRecord scope) {
        SortedMap<Long, Long> lanes = reached(scope.id()).lanes();
        return engine.scopes().replica(scope).read((log, index) -> log.lanesOf(run(), lanes));
    }

    private String run() {
        return start.cursor().run();
    }

    private Commit.LaneClaim laneClaim(ScopeRecord scope) {
        MemoryEvent.Actor actor = session.actor();
        return new Commit.LaneClaim(
                run(),
                Objects.requireNonNull(actor.thread(), "thread"),
                actor.author().name(),
                Objects.requireNonNull(actor.node(), "node"),
                reached(scope.id()).lanes(),
                session.seenPosition(scope.id()));
    }

    /** Returns the place of the step and of what it accepts; of a scope created since, they see only their own run. */
    private Cursor.Place reached(String scope) {
        return Objects.requireNonNullElse(seen.place(scope), StepStart.NOWHERE);
    }

    private Cursor.Place reached(String scope, Commit.Appended appended) {
        Cursor.Place place = reached(scope);
        if (appended.lane() == Entry.DIRECT) {
            return place;
        }
        SortedMap<Long, Long> lanes = new TreeMap<>(place.lanes());
        lanes.put(appended.lane(), appended.number());
        return new Cursor.Place(place.base(), lanes);
    }

    /** Moves the bases to the present; the commit says how far, if there was one and the store answered. */
    private Cursor withNews(Cursor next, Map<String, Commit.Appended> appended) {
        Cursor moved = next;
        List<ScopeRecord> others = start.scopes().stream()
                .filter(scope -> !appended.containsKey(scope.id()))
                .toList();
        for (Map.Entry<String, Long> e : engine.scopes().positions(others).entrySet()) {
            moved = upTo(e.getValue(), e.getKey(), moved);
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
