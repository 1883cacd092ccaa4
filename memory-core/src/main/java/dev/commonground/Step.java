package dev.commonground;

import static java.util.Objects.requireNonNull;

import dev.commonground.event.MemoryEvent;
import dev.commonground.internal.session.Engine;
import dev.commonground.internal.session.HeldWrites;
import dev.commonground.internal.session.ReadSet;
import dev.commonground.internal.session.ReadableScopes;
import dev.commonground.internal.session.Session;
import dev.commonground.internal.session.StepCommit;
import dev.commonground.internal.session.StepStart;
import dev.commonground.internal.session.WriteMode;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.Scope;
import dev.commonground.memory.WriteOutcome;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One node of a graph at work on the memory. It sees the memory as of its cursor, regardless of what others commit. Its
 * writes are committed by {@link #commit}, all of them or none. A step that is never committed leaves no trace, so a
 * failed attempt needs no cleanup.
 *
 * <p>Each node of a run writes to a lane of its own. If the lane has gone on without this cursor (an attempt that crashed
 * after its commit, a replay, a fork), a new lane begins, and the entries of the other lane are not visible.
 *
 * <p>Thread-safe; {@link #commit} may be called once.
 */
public final class Step {

    private final Engine engine;
    private final StepRequest request;
    private final List<Scope> scopes;
    private final StepStart start;
    private final MemoryEvent.Observation within;
    private final Session session;
    private final AgentMemory memory;
    private final HeldWrites held;
    private final AtomicBoolean committed = new AtomicBoolean();
    private volatile Cursor accepted = Cursor.EMPTY;

    private Step(
            Engine engine, StepRequest request, List<Scope> scopes, StepStart start, MemoryEvent.Observation within) {
        this.engine = engine;
        this.request = request;
        this.scopes = scopes;
        this.start = start;
        this.within = within;
        this.session = session(
                WriteMode.WITH_STEP,
                ReadSet.recorded(engine, actor(request), start.cursor().run()));
        this.session.see(start.positions());
        this.memory = new AgentMemory(session, new Scope.Task(request.task()));
        this.held = new HeldWrites(session);
    }

    static Step begin(Engine engine, StepRequest request, MemoryEvent.Observation within) {
        Scope.Task task = new Scope.Task(request.task());
        Scope.User user = request.user() == null ? null : new Scope.User(request.user());
        List<Scope> scopes = ReadableScopes.of(request.author(), task, user);
        StepStart start = StepStart.of(engine, task, request.cursor(), scopes, isAlone(request));
        return new Step(engine, request, scopes, start, within);
    }

    private static boolean isAlone(StepRequest request) {
        return request.place() == StepRequest.Place.SEQUENCE;
    }

    private Session session(WriteMode mode, ReadSet shown) {
        return new Session(
                engine, actor(request), request.roles(), scopes, start::snapshot, mode, start.missing(), shown, within);
    }

    private static MemoryEvent.Actor actor(StepRequest request) {
        return new MemoryEvent.Actor(request.author(), request.task(), request.node(), request.thread());
    }

    /** Returns the cursor under which the step reads: the one it began with, its bases pinned. */
    public Cursor cursor() {
        return start.cursor();
    }

    /**
     * Returns the cursor under which all other readers saw the run when the step began. It differs from {@link #cursor} if
     * the step repeats a node, goes back in time, or runs beside others.
     */
    public Cursor tip() {
        return start.tip();
    }

    /** Returns the memory as the node's agent uses it. */
    public AgentMemory memory() {
        return memory;
    }

    /**
     * Returns the memory as the step found it, for a reader that may or may not look. Reads do not count as shown to the
     * agent, and nothing can be written.
     */
    public AgentMemory onlooker() {
        return new AgentMemory(
                session(WriteMode.READ_ONLY, ReadSet.offered(engine, actor(request))), new Scope.Task(request.task()));
    }

    /**
     * Takes the writes of this step out of it, as a text for {@link #release} in a later step. This serves work that must
     * be checked before it may be remembered.
     *
     * @return the text, for the graph's state; empty if nothing was written
     */
    public String holdBack() {
        return held.holdBack();
    }

    /**
     * Writes what {@link #holdBack} took out of an earlier step, under the names of the original authors.
     *
     * @throws IllegalArgumentException if {@link #holdBack} did not return {@code heldBack}
     * @throws IllegalStateException if the step has written something already
     */
    public List<WriteOutcome> release(String heldBack) {
        return held.release(requireNonNull(heldBack, "heldBack"));
    }

    /**
     * Makes {@link #commit} accept what other steps of this run have committed in branches: all readers see it from then
     * on. The scopes of the step itself are accepted in one commit; begin a step for each other author whose private notes
     * are to be accepted, too.
     *
     * @param cursor sees the commits to accept, merged if there are several
     */
    public void accept(Cursor cursor) {
        accepted = requireNonNull(cursor, "cursor");
    }

    /**
     * Commits what the node wrote, durable on return, and returns the cursor that sees it.
     *
     * @throws dev.commonground.store.MemoryStoreException if the store fails; nothing is committed then
     * @throws IllegalStateException if the step is committed already, or if another run of the thread went on meanwhile;
     *     nothing is committed then
     */
    public Cursor commit() {
        if (committed.getAndSet(true)) {
            throw new IllegalStateException("The step of node %s is committed already: begin a step for each attempt"
                    .formatted(request.node()));
        }
        boolean withNews = isAlone(request) && request.news() == StepRequest.News.BETWEEN_STEPS;
        return new StepCommit(engine, session, start, accepted, isAlone(request)).commit(withNews);
    }
}
