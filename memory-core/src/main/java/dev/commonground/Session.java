package dev.commonground;

import dev.commonground.log.Commit;
import dev.commonground.log.Cursor;
import dev.commonground.log.ScopeRecord;
import dev.commonground.log.Sight;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Scope;
import dev.commonground.memory.WriteOutcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One agent at work: which scopes it sees and how, what it was shown, and what it has written but not yet committed.
 *
 * <p>Not thread-safe: who uses it holds its monitor.
 */
final class Session {

    private final Engine engine;
    private final MemoryEvent.Actor actor;
    private final List<Scope> scopes;
    private final Function<ScopeRecord, Sight> sights;
    private final Writes writes;
    private final Map<Scope, PendingWrites> pending = new LinkedHashMap<>();
    private final List<WriteOutcome> outcomes = new ArrayList<>();
    private final Map<Scope, Set<MemoryId>> shown = new LinkedHashMap<>();

    /** When what a session writes is committed. */
    enum Writes {
        /** Each call by itself. */
        AT_ONCE,
        /** All together, with the step. */
        WITH_STEP,
        /** Never: it looks at the past. */
        REFUSED
    }

    /**
     * Begins a session.
     *
     * @param scopes the scopes it reads, the narrowest first
     * @param sights how it sees each scope
     * @param writes when its writes are committed
     */
    Session(
            Engine engine,
            MemoryEvent.Actor actor,
            List<Scope> scopes,
            Function<ScopeRecord, Sight> sights,
            Writes writes) {
        this.engine = engine;
        this.actor = actor;
        this.scopes = List.copyOf(scopes);
        this.sights = sights;
        this.writes = writes;
    }

    Engine engine() {
        return engine;
    }

    MemoryEvent.Actor actor() {
        return actor;
    }

    List<Scope> scopes() {
        return scopes;
    }

    Writes writes() {
        return writes;
    }

    /** Returns the cursor of the moment it sees. */
    Cursor cursor() {
        Cursor cursor = Cursor.EMPTY.at(engine.clock().instant());
        for (Scope scope : scopes) {
            Optional<ScopeRecord> record = engine.find(scope);
            if (record.isPresent()) {
                long position = engine.replica(record.get()).read((log, index) -> log.position());
                Sight sight = sights.apply(record.get());
                cursor = sight.isLive()
                        ? cursor.with(record.get().id(), new Cursor.Place(position, new TreeMap<>()))
                        : cursor.seeing(record.get().id(), sight);
            }
        }
        return cursor;
    }

    Map<Scope, PendingWrites> pending() {
        return pending;
    }

    PendingWrites pending(Scope scope) {
        return pending.computeIfAbsent(scope, s -> new PendingWrites());
    }

    /** Notes that the agent was shown a memory. */
    void show(Memory memory) {
        shown.computeIfAbsent(memory.scope(), scope -> new HashSet<>()).add(memory.id());
    }

    boolean wasShown(Memory memory) {
        return shown.getOrDefault(memory.scope(), Set.of()).contains(memory.id());
    }

    /** Opens a view on each scope that exists, all at once, and reads from them in the order of the scopes. */
    <T> T read(Function<List<ScopeView>, T> reader) {
        return open(List.of(), 0, reader);
    }

    private <T> T open(List<ScopeView> views, int next, Function<List<ScopeView>, T> reader) {
        if (next == scopes.size()) {
            return reader.apply(views);
        }
        Optional<ScopeRecord> record = engine.find(scopes.get(next));
        if (record.isEmpty()) {
            return open(views, next + 1, reader);
        }
        return view(record.get(), view -> {
            List<ScopeView> more = new ArrayList<>(views);
            more.add(view);
            return open(more, next + 1, reader);
        });
    }

    private <T> T view(ScopeRecord record, Function<ScopeView, T> reader) {
        return engine.replica(record)
                .read((log, index) ->
                        reader.apply(new ScopeView(record, log, index, sights.apply(record), pending(record.scope()))));
    }

    /** Lets {@code writer} add to the pending writes of a scope; outside a step, commits them at once. */
    List<WriteOutcome> write(Scope scope, Function<ScopeView, List<WriteOutcome>> writer) {
        if (writes == Writes.REFUSED) {
            throw new IllegalStateException(
                    "The past cannot be written: write through a handle that was not made with asOf(...)");
        }
        try {
            List<WriteOutcome> results = view(engine.record(scope), writer);
            outcomes.addAll(results);
            if (writes == Writes.AT_ONCE) {
                commitDirectly();
            }
            return results;
        } finally {
            if (writes == Writes.AT_ONCE) {
                discard();
            }
        }
    }

    private void commitDirectly() {
        List<Commit.Append> appends = appends((scope, writes) ->
                new Commit.Append(engine.record(scope).id(), null, writes.actions(), writes.vectors(), null));
        if (!appends.isEmpty()) {
            engine.store().commit(Commit.of(appends));
        }
        tellOutcomes();
    }

    /** Returns what is to be appended to each scope that was written to. */
    List<Commit.Append> appends(BiFunction<Scope, PendingWrites, Commit.Append> toAppend) {
        return pending.entrySet().stream()
                .filter(e -> !e.getValue().isEmpty())
                .map(e -> toAppend.apply(e.getKey(), e.getValue()))
                .toList();
    }

    /** Tells the listeners what was committed. */
    void tellOutcomes() {
        List<WriteOutcome> told = List.copyOf(outcomes);
        outcomes.clear();
        if (!told.isEmpty()) {
            engine.tell(new MemoryEvent.Written(actor, told));
        }
    }

    /** Drops what was written and not committed. */
    void discard() {
        pending.clear();
        outcomes.clear();
    }
}
