package dev.commonground;

import dev.commonground.log.Commit;
import dev.commonground.log.Cursor;
import dev.commonground.log.Entry;
import dev.commonground.log.ScopeGoneException;
import dev.commonground.log.ScopeRecord;
import dev.commonground.log.Sight;
import dev.commonground.memory.Scope;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private final List<Scope> scopes;
    private final Standing standing;
    private final Session session;
    private final AgentMemory memory;
    private final AtomicBoolean committed = new AtomicBoolean();

    private Step(Engine engine, StepRequest request, List<Scope> scopes, Standing standing) {
        this.engine = engine;
        this.request = request;
        this.scopes = scopes;
        this.standing = standing;
        this.session = session(Session.Writes.WITH_STEP);
        this.memory = new AgentMemory(session, new Scope.Task(request.task()));
    }

    private Session session(Session.Writes writes) {
        return new Session(
                engine,
                new MemoryEvent.Actor(request.author(), request.task(), request.node(), request.thread()),
                scopes,
                record -> Sight.of(standing.cursor(), record.id()),
                writes,
                standing.missing());
    }

    /** Begins a step, and once more for each scope that turns out to be deleted: the new one has nothing to do with it. */
    static Step begin(Engine engine, StepRequest request) {
        Scope.Task task = new Scope.Task(request.task());
        Scope.User user = request.user() == null ? null : new Scope.User(request.user());
        List<Scope> scopes = TaskMemory.scopes(request.author(), task, user);
        for (int gone = 0; gone < scopes.size(); gone++) {
            try {
                return begin(engine, request, scopes);
            } catch (ScopeGoneException e) {
                engine.drop(e.scope());
            }
        }
        return begin(engine, request, scopes);
    }

    private static Step begin(Engine engine, StepRequest request, List<Scope> scopes) {
        Cursor cursor = request.cursor().isEmpty() ? request.cursor().merge(Cursor.newRun()) : request.cursor();
        checkTask(engine, cursor, new Scope.Task(request.task()));
        Standing standing = new Standing(engine, cursor, scopes);
        if (request.place() == StepRequest.Place.SEQUENCE) {
            takeAbandonedFutureOutOfSight(engine, standing);
        }
        return new Step(engine, request, scopes, standing);
    }

    private static void checkTask(Engine engine, Cursor cursor, Scope.Task task) {
        String here = engine.record(task).id();
        char sort = here.charAt(0);
        if (cursor.scopes().stream().anyMatch(id -> id.charAt(0) == sort && !id.equals(here))) {
            throw new IllegalStateException(
                    "This thread began on another task than %s: pass the task it began on, at every invocation and resume"
                            .formatted(task.task()));
        }
    }

    /**
     * Everybody else sees a run through its tip. A node that begins under another cursor than the tip comes after a
     * crash, a replay, a fork or a join: from now on its cursor is the run's tip.
     */
    private static void takeAbandonedFutureOutOfSight(Engine engine, Standing standing) {
        List<Commit.Append> moves = standing.tipMoves();
        if (!moves.isEmpty()) {
            engine.store().commit(Commit.of(moves));
        }
    }

    /** Returns the cursor it reads under: the one it was begun with, its bases pinned. */
    public Cursor cursor() {
        return standing.cursor();
    }

    /** Returns the memory in the hands of the node's agent. */
    public AgentMemory memory() {
        return memory;
    }

    /**
     * Returns the memory as the step found it, for somebody who may look or not: what is read there counts as shown to
     * nobody, and nothing can be written.
     */
    public AgentMemory onlooker() {
        return new AgentMemory(session(Session.Writes.REFUSED), new Scope.Task(request.task()));
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
        Map<String, Commit.Appended> appended = append();
        Cursor next = standing.cursor();
        for (Map.Entry<String, Commit.Appended> e : appended.entrySet()) {
            next = next.with(e.getKey(), reached(e.getKey(), e.getValue()));
        }
        return request.place() == StepRequest.Place.BRANCH || request.news() == StepRequest.News.PINNED
                ? next
                : withNews(next, appended);
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
        String run = standing.cursor().run();
        SortedMap<Long, Long> own = standing.own(scope.id());
        return new Commit.Append(
                scope.id(),
                new Commit.LaneClaim(
                        run,
                        request.thread(),
                        request.author().name(),
                        request.node(),
                        standing.place(scope.id()).lanes()),
                writes.actions(),
                writes.vectors(),
                request.place() == StepRequest.Place.BRANCH ? null : new Commit.TipMove(run, own, own));
    }

    private Cursor.Place reached(String scope, Commit.Appended appended) {
        Cursor.Place place = standing.place(scope);
        if (appended.lane() == Entry.DIRECT) {
            return place;
        }
        SortedMap<Long, Long> lanes = new TreeMap<>(place.lanes());
        lanes.put(appended.lane(), appended.number());
        return new Cursor.Place(place.base(), lanes);
    }

    /** Between steps others' news come in; where the step wrote, its commit says how far. */
    private Cursor withNews(Cursor next, Map<String, Commit.Appended> appended) {
        Cursor moved = next;
        for (ScopeRecord scope : standing.scopes()) {
            if (!appended.containsKey(scope.id())) {
                long position = engine.replica(scope).read((log, index) -> log.position());
                moved = upTo(position, scope.id(), moved);
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
