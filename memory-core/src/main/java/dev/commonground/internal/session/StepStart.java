package dev.commonground.internal.session;

import dev.commonground.internal.log.ScopeLog;
import dev.commonground.internal.log.Snapshot;
import dev.commonground.internal.replica.ScopePositions;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.Scope;
import dev.commonground.store.Commit;
import dev.commonground.store.ScopeGoneException;
import dev.commonground.store.ScopeRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The beginning of a step: the existing scopes, the cursor under which they are read, and which lanes of the step's own
 * run that cursor has reached. Each scope is read once.
 */
public final class StepStart {

    static final Cursor.Place NOWHERE = new Cursor.Place(0, new TreeMap<>());

    private final Engine engine;
    private final Map<String, Start> starts = new LinkedHashMap<>();
    private final List<Scope> missing = new ArrayList<>();
    private final Cursor cursor;

    /**
     * What was found in one scope.
     *
     * @param position the position of its log
     * @param own the lanes of the step's run that the cursor has reached
     * @param tip the lanes of that run that all other readers see
     */
    private record Start(
            ScopeRecord scope,
            long position,
            Cursor.Place place,
            SortedMap<Long, Long> own,
            SortedMap<Long, Long> tip) {

        /** Without a base in the cursor, the base is the present position. */
        static Start of(ScopeRecord scope, ScopeLog log, Cursor cursor) {
            Cursor.Place known = cursor.place(scope.id());
            Cursor.Place place = known == null ? new Cursor.Place(log.position(), new TreeMap<>()) : known;
            return new Start(
                    scope,
                    log.position(),
                    place,
                    log.lanesOf(cursor.run(), place.lanes()),
                    log.tip(cursor.run(), Long.MAX_VALUE));
        }
    }

    private StepStart(Engine engine, Cursor given, List<Scope> scopes, ScopePositions positions) {
        this.engine = engine;
        Cursor pinned = given;
        for (ScopeRecord scope : existing(scopes, positions)) {
            Start start = engine.scopes()
                    .replica(scope)
                    .read(positions.position(scope.id()), (log, index) -> Start.of(scope, log, given));
            starts.put(scope.id(), start);
            if (given.place(scope.id()) == null) {
                pinned = pinned.with(scope.id(), start.place());
            }
        }
        this.cursor = pinned.equals(given)
                ? given
                : pinned.merge(pinned.at(engine.clock().instant()));
    }

    /**
     * Begins a step on a task. If a scope turns out to be deleted, the step begins again: the new scope has nothing in
     * common with the old one.
     *
     * @param given the cursor of the node's state; empty if there is none
     * @param scopes the scopes to read, the narrowest first
     * @param alone whether no sibling runs beside the node, so that its cursor becomes the run's tip
     * @throws IllegalStateException if the cursor belongs to another task
     */
    public static StepStart of(Engine engine, Scope.Task task, Cursor given, List<Scope> scopes, boolean alone) {
        for (int deleted = 0; deleted < scopes.size(); deleted++) {
            try {
                return begin(engine, task, given, scopes, alone);
            } catch (ScopeGoneException e) {
                engine.scopes().drop(e.scope());
            }
        }
        return begin(engine, task, given, scopes, alone);
    }

    private static StepStart begin(Engine engine, Scope.Task task, Cursor given, List<Scope> scopes, boolean alone) {
        Cursor cursor = given.isEmpty() ? given.merge(Cursor.newRun()) : given;
        ScopePositions positions = engine.scopes().positionsOf(scopes);
        requireTask(engine, cursor, task);
        StepStart start = new StepStart(engine, cursor, scopes, positions);
        if (alone) {
            start.rewindTip();
        }
        return start;
    }

    private static void requireTask(Engine engine, Cursor cursor, Scope.Task task) {
        String here = engine.scopes().open(task).id();
        char kind = here.charAt(0);
        if (cursor.scopes().stream().anyMatch(id -> id.charAt(0) == kind && !id.equals(here))) {
            throw new IllegalStateException(
                    "This thread began on another task than %s: pass the task it began on, at every invocation and resume"
                            .formatted(task.task()));
        }
    }

    /** Opens the shared scopes now, and an agent's notes only when it first writes some. */
    private List<ScopeRecord> existing(List<Scope> scopes, ScopePositions positions) {
        List<ScopeRecord> existing = new ArrayList<>(engine.scopes()
                .open(scopes.stream()
                        .filter(scope -> !(scope instanceof Scope.Agent))
                        .toList()));
        for (Scope scope : scopes) {
            if (scope instanceof Scope.Agent) {
                Optional<ScopeRecord> found = positions.absent().contains(scope)
                        ? Optional.empty()
                        : engine.scopes().find(scope);
                found.ifPresentOrElse(existing::add, () -> missing.add(scope));
            }
        }
        return existing;
    }

    /**
     * Moves the run's tip to the cursor. All other readers see a run through its tip; a node that begins under another
     * cursor follows a crash, a replay, a fork or a join, and hides the abandoned future.
     */
    private void rewindTip() {
        List<Commit.Append> moves = starts.values().stream()
                .filter(start -> !start.tip().equals(start.own()))
                .map(start -> new Commit.Append(
                        start.scope().id(),
                        null,
                        List.of(),
                        List.of(),
                        new Commit.TipMove(cursor.run(), null, start.own())))
                .toList();
        if (!moves.isEmpty()) {
            engine.store().commit(Commit.of(moves));
        }
    }

    /** Returns the given cursor with a base in every existing scope. */
    public Cursor cursor() {
        return cursor;
    }

    /** Returns the given cursor with the lanes of its run as all other readers see them. */
    public Cursor tip() {
        Cursor tip = cursor;
        for (Start start : starts.values()) {
            SortedMap<Long, Long> lanes = new TreeMap<>(start.place().lanes());
            lanes.keySet().removeAll(start.own().keySet());
            lanes.putAll(start.tip());
            tip = tip.with(start.scope().id(), new Cursor.Place(start.place().base(), lanes));
        }
        return tip;
    }

    /** Returns what the step sees of a scope. */
    public Snapshot snapshot(ScopeRecord scope) {
        return Snapshot.of(cursor, scope.id());
    }

    /** Returns the positions at which the step found the scopes, by id. */
    public Map<String, Long> positions() {
        Map<String, Long> positions = new HashMap<>();
        starts.forEach((id, start) -> positions.put(id, start.position()));
        return positions;
    }

    /** Returns the scopes that did not exist. */
    public List<Scope> missing() {
        return missing;
    }

    Collection<ScopeRecord> scopes() {
        return starts.values().stream().map(Start::scope).toList();
    }

    /** Returns the cursor's place in a scope; of a scope created since, the step sees only its own run. */
    Cursor.Place place(String scope) {
        Cursor.Place place = cursor.place(scope);
        return place == null ? NOWHERE : place;
    }

    /** Returns the lanes of the step's own run that the cursor has reached in a scope. */
    SortedMap<Long, Long> own(String scope) {
        Start start = starts.get(scope);
        return start == null ? new TreeMap<>() : start.own();
    }
}
