package dev.commonground;

import dev.commonground.log.Commit;
import dev.commonground.log.Cursor;
import dev.commonground.log.Entry;
import dev.commonground.log.ScopeGoneException;
import dev.commonground.log.ScopeRecord;
import dev.commonground.log.Sight;
import dev.commonground.memory.Author;
import dev.commonground.memory.Scope;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One node of a graph at work on the memory. It sees the memory as of its cursor, whatever others commit meanwhile; what
 * it writes is committed, all of it or nothing, by {@link #commit}. A step that is never committed leaves no trace, so
 * a failed attempt needs no undoing.
 *
 * <p>Each node of a run writes to a lane of its own. If the lane went on without this cursor (an attempt that crashed
 * after its commit, a replay, a fork), a new lane begins, and what stands on the other is not seen.
 *
 * <p>Thread-safe; {@link #commit} is called once.
 */
public final class Step {

    private final Engine engine;
    private final StepRequest request;
    private final List<ScopeRecord> scopes;
    private final Cursor cursor;
    private final Session session;
    private final AgentMemory memory;
    private final AtomicBoolean committed = new AtomicBoolean();

    private Step(Engine engine, StepRequest request, List<ScopeRecord> scopes, Cursor cursor) {
        this.engine = engine;
        this.request = request;
        this.scopes = scopes;
        this.cursor = cursor;
        Scope.Task task = new Scope.Task(request.task());
        this.session = new Session(
                engine,
                new MemoryEvent.Actor(request.author(), task.task(), request.node(), request.thread()),
                scopes.stream().map(ScopeRecord::scope).toList(),
                record -> Sight.of(cursor, record.id()),
                Session.Writes.WITH_STEP);
        this.memory = new AgentMemory(session, task);
    }

    /** Begins a step, and once more for each scope that turns out to be deleted: the new one has nothing to do with it. */
    static Step begin(Engine engine, StepRequest request) {
        Scope.Task task = new Scope.Task(request.task());
        List<Scope> own = own(request, task);
        for (int gone = 0; gone < own.size(); gone++) {
            try {
                return begin(engine, request, task, records(engine, request, own));
            } catch (ScopeGoneException e) {
                engine.drop(e.scope());
            }
        }
        return begin(engine, request, task, records(engine, request, own));
    }

    private static List<Scope> own(StepRequest request, Scope.Task task) {
        Scope.User user = request.user() == null ? null : new Scope.User(request.user());
        return TaskMemory.scopes(request.author(), task, user);
    }

    /** Begins the scopes of the whole team in one write, as they will all be needed. */
    private static List<ScopeRecord> records(Engine engine, StepRequest request, List<Scope> own) {
        Set<Scope> all = new LinkedHashSet<>(own);
        Scope.Task task = new Scope.Task(request.task());
        request.team().forEach(mate -> all.addAll(TaskMemory.scopes(Author.agent(mate), task, null)));
        return engine.records(List.copyOf(all)).subList(0, own.size());
    }

    private static Step begin(Engine engine, StepRequest request, Scope.Task task, List<ScopeRecord> scopes) {
        Cursor cursor = request.cursor().isEmpty() ? request.cursor().merge(Cursor.newRun()) : request.cursor();
        checkTask(scopes, cursor, task);
        Cursor pinned = pin(engine, scopes, cursor);
        Step step = new Step(engine, request, scopes, pinned);
        if (request.place() == StepRequest.Place.SEQUENCE) {
            step.takeAbandonedFutureOutOfSight();
        }
        return step;
    }

    private static void checkTask(List<ScopeRecord> scopes, Cursor cursor, Scope.Task task) {
        String here = scopes.stream()
                .filter(record -> record.scope().equals(task))
                .map(ScopeRecord::id)
                .findFirst()
                .orElseThrow();
        char sort = here.charAt(0);
        if (cursor.scopes().stream().anyMatch(id -> id.charAt(0) == sort && !id.equals(here))) {
            throw new IllegalStateException(
                    "This thread began on another task than %s: pass the task it began on, at every invocation and resume"
                            .formatted(task.task()));
        }
    }

    /** Gives the cursor a base in every scope where it has none: all that is accepted by now. */
    private static Cursor pin(Engine engine, List<ScopeRecord> scopes, Cursor cursor) {
        Cursor pinned = cursor;
        for (ScopeRecord scope : scopes) {
            if (pinned.place(scope.id()) == null) {
                long position = engine.replica(scope).read((log, index) -> log.position());
                pinned = pinned.with(scope.id(), new Cursor.Place(position, new TreeMap<>()));
            }
        }
        return pinned.equals(cursor)
                ? cursor
                : pinned.merge(pinned.at(engine.clock().instant()));
    }

    private Cursor.Place place(ScopeRecord scope) {
        return Objects.requireNonNull(cursor.place(scope.id()), "place");
    }

    /** Returns the cursor it reads under: the one it was begun with, its bases pinned. */
    public Cursor cursor() {
        return cursor;
    }

    /** Returns the memory in the hands of the node's agent. */
    public AgentMemory memory() {
        return memory;
    }

    /**
     * Everybody else sees a run through its tip. A node that begins under another cursor than the tip comes after a
     * crash, a replay, a fork or a join: from now on its cursor is the run's tip.
     */
    private void takeAbandonedFutureOutOfSight() {
        List<Commit.Append> moves = new ArrayList<>();
        for (ScopeRecord scope : scopes) {
            SortedMap<Long, Long> own = ownLanes(scope);
            boolean there = engine.replica(scope)
                    .read((log, index) -> log.tip(cursor.run(), Long.MAX_VALUE).equals(own));
            if (!there) {
                moves.add(new Commit.Append(
                        scope.id(), null, List.of(), List.of(), new Commit.TipMove(cursor.run(), null, own)));
            }
        }
        if (!moves.isEmpty()) {
            engine.store().commit(Commit.of(moves));
        }
    }

    private SortedMap<Long, Long> ownLanes(ScopeRecord scope) {
        return engine.replica(scope)
                .read((log, index) -> log.lanesOf(cursor.run(), place(scope).lanes()));
    }

    /**
     * Commits what the node wrote, durable on return, and returns the cursor that sees it.
     *
     * @throws dev.commonground.log.MemoryStoreException if the store fails; nothing is committed then
     * @throws IllegalStateException if the step was committed before
     */
    public Cursor commit() {
        if (committed.getAndSet(true)) {
            throw new IllegalStateException("The step of node %s was committed before: begin a step for each attempt"
                    .formatted(request.node()));
        }
        Cursor next = cursor;
        for (Map.Entry<String, Commit.Appended> e : append().entrySet()) {
            next = next.with(e.getKey(), reached(e.getKey(), e.getValue()));
        }
        return request.place() == StepRequest.Place.BRANCH || request.news() == StepRequest.News.PINNED
                ? next
                : withNews(next);
    }

    private Map<String, Commit.Appended> append() {
        synchronized (session) {
            session.end();
            List<Commit.Append> appends = session.appends((scope, writes) -> append(engine.record(scope), writes));
            Map<String, Commit.Appended> appended = appends.isEmpty()
                    ? Map.of()
                    : engine.store().commit(Commit.of(appends)).scopes();
            session.tellOutcomes();
            return appended;
        }
    }

    private Commit.Append append(ScopeRecord scope, PendingWrites writes) {
        Cursor.Place place = place(scope);
        SortedMap<Long, Long> own = ownLanes(scope);
        return new Commit.Append(
                scope.id(),
                new Commit.LaneClaim(
                        cursor.run(), request.thread(), request.author().name(), request.node(), place.lanes()),
                writes.actions(),
                writes.vectors(),
                request.place() == StepRequest.Place.BRANCH ? null : new Commit.TipMove(cursor.run(), own, own));
    }

    private Cursor.Place reached(String scope, Commit.Appended appended) {
        Cursor.Place place = Objects.requireNonNull(cursor.place(scope), "place");
        if (appended.lane() == Entry.DIRECT) {
            return place;
        }
        SortedMap<Long, Long> lanes = new TreeMap<>(place.lanes());
        lanes.put(appended.lane(), appended.number());
        return new Cursor.Place(place.base(), lanes);
    }

    /** Between steps others' news come in. */
    private Cursor withNews(Cursor next) {
        Cursor moved = next;
        for (ScopeRecord scope : scopes) {
            long position = engine.replica(scope).read((log, index) -> log.position());
            Cursor.Place place = Objects.requireNonNull(next.place(scope.id()), "place");
            if (position > place.base()) {
                moved = moved.with(scope.id(), new Cursor.Place(position, place.lanes()));
            }
        }
        return moved.at(engine.clock().instant());
    }
}
