package dev.commonground;

import static java.util.Objects.requireNonNull;

import dev.commonground.log.Commit;
import dev.commonground.log.Cursor;
import dev.commonground.log.MemoryStoreException;
import dev.commonground.log.ScopeGoneException;
import dev.commonground.log.ScopeRecord;
import dev.commonground.log.Sight;
import dev.commonground.memory.Author;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Scope;
import dev.commonground.memory.WriteOutcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One agent at work: which scopes it sees and how, what it was shown, and what it has written but not yet committed.
 *
 * <p>Not thread-safe: who uses it holds its monitor.
 */
final class Session {

    /** How often a write that others outrun is tried; each failure means that somebody else succeeded. */
    private static final int MOST_ATTEMPTS = 1_000;

    private final Engine engine;
    private final MemoryEvent.Actor actor;
    private final List<Scope> scopes;
    private final Function<ScopeRecord, Sight> sights;
    private final Writes writes;
    private final Set<Scope> missing;
    private final Map<Scope, PendingWrites> pending = new LinkedHashMap<>();
    private final List<WriteOutcome> outcomes = new ArrayList<>();
    private boolean ended;
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
        this(engine, actor, scopes, sights, writes, List.of());
    }

    /**
     * Begins a session at a fixed moment.
     *
     * @param missing the scopes that nobody had begun by then, of which it sees nothing but what it writes
     */
    Session(
            Engine engine,
            MemoryEvent.Actor actor,
            List<Scope> scopes,
            Function<ScopeRecord, Sight> sights,
            Writes writes,
            Collection<Scope> missing) {
        this.engine = engine;
        this.actor = actor;
        this.scopes = List.copyOf(scopes);
        this.sights = sights;
        this.writes = writes;
        this.missing = Set.copyOf(missing);
    }

    private Optional<ScopeRecord> find(Scope scope) {
        return missing.contains(scope) && !pending.containsKey(scope) ? Optional.empty() : engine.find(scope);
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
        return withoutGoneScopes(this::currentCursor);
    }

    private Cursor currentCursor() {
        Cursor cursor = Cursor.EMPTY.at(engine.clock().instant());
        for (Scope scope : scopes) {
            Optional<ScopeRecord> record = find(scope);
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

    /** Returns who has said something in the scopes, as far as they are on the heap. */
    Set<Author> authors() {
        return scopes.stream()
                .flatMap(scope -> engine.known(scope).stream())
                .flatMap(record -> engine.replica(record).authors().stream())
                .collect(Collectors.toSet());
    }

    /** Opens a view on each scope that exists, all at once, and reads from them in the order of the scopes. */
    <T> T read(Function<List<ScopeView>, T> reader) {
        return read(sights, reader);
    }

    /** Opens a view on each scope that exists, as of a moment, unless this session's own moment is fixed. */
    <T> T readAsOf(Cursor moment, Function<List<ScopeView>, T> reader) {
        return read(writes == Writes.AT_ONCE ? record -> Sight.of(moment, record.id()) : sights, reader);
    }

    private <T> T read(Function<ScopeRecord, Sight> sights, Function<List<ScopeView>, T> reader) {
        return withoutGoneScopes(() -> open(engine.look(asked()), sights, List.of(), 0, reader));
    }

    /** Reads, and again without a scope that turns out to be deleted. */
    private <T> T withoutGoneScopes(Supplier<T> read) {
        for (int gone = 0; gone < scopes.size(); gone++) {
            try {
                return read.get();
            } catch (ScopeGoneException e) {
                engine.drop(e.scope());
            }
        }
        return read.get();
    }

    /** Returns the scopes that may have been begun. */
    private List<Scope> asked() {
        return scopes.stream()
                .filter(scope -> !missing.contains(scope) || pending.containsKey(scope))
                .toList();
    }

    private <T> T open(
            Freshness fresh,
            Function<ScopeRecord, Sight> sights,
            List<ScopeView> views,
            int next,
            Function<List<ScopeView>, T> reader) {
        if (next == scopes.size()) {
            return reader.apply(views);
        }
        Scope scope = scopes.get(next);
        Optional<ScopeRecord> record = fresh.absent().contains(scope) ? Optional.empty() : find(scope);
        if (record.isEmpty()) {
            return open(fresh, sights, views, next + 1, reader);
        }
        return view(record.get(), fresh, sights, view -> {
            List<ScopeView> more = new ArrayList<>(views);
            more.add(view);
            return open(fresh, sights, more, next + 1, reader);
        });
    }

    private <T> T view(
            ScopeRecord record, Freshness fresh, Function<ScopeRecord, Sight> sights, Function<ScopeView, T> reader) {
        return engine.replica(record)
                .read(
                        fresh.position(record.id()),
                        (log, index) -> reader.apply(
                                new ScopeView(record, log, index, sights.apply(record), pending(record.scope()))));
    }

    /** Lets {@code writer} add to the pending writes of a scope; outside a step, commits them at once. */
    List<WriteOutcome> write(Scope scope, Function<ScopeView, List<WriteOutcome>> writer) {
        return writeUnasked(scope, writer)
                .or(() -> write(scope, writer, Map.of(), Freshness.UNKNOWN))
                .orElseThrow();
    }

    /**
     * Writes on the guess that the scope stands where it was last read, which saves the question to a remote store; empty
     * if there is nothing to guess from, or the guess was or may have been wrong.
     */
    private Optional<List<WriteOutcome>> writeUnasked(Scope scope, Function<ScopeView, List<WriteOutcome>> writer) {
        Optional<ScopeRecord> known =
                writes == Writes.AT_ONCE && engine.store().remote() ? engine.known(scope) : Optional.empty();
        if (known.isEmpty()) {
            return Optional.empty();
        }
        String id = known.get().id();
        ScopeReplica replica = engine.replica(known.get());
        long guess = replica.guess();
        if (guess == Freshness.NOT_ASKED) {
            return Optional.empty();
        }
        try {
            Optional<List<WriteOutcome>> written =
                    write(scope, writer, Map.of(id, guess), Freshness.guessed(id, guess));
            replica.guessed(written.isPresent());
            return written;
        } catch (ScopeGoneException e) {
            engine.drop(e.scope());
            return Optional.empty();
        } catch (MemoryNotFoundException e) {
            return Optional.empty(); // somebody else may have written it since
        }
    }

    /**
     * As {@link #write}, but outside a step again and again, until nobody has written to the scope between what the
     * writer saw and the commit.
     */
    List<WriteOutcome> writeUndisturbed(Scope scope, Function<ScopeView, List<WriteOutcome>> writer) {
        ScopeRecord record = engine.record(scope);
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            long position = engine.replica(record).read((log, index) -> log.position());
            Optional<List<WriteOutcome>> results =
                    write(scope, writer, Map.of(record.id(), position), Freshness.UNKNOWN);
            if (results.isPresent()) {
                return results.get();
            }
        }
        throw new MemoryStoreException(
                "The %s was written by others at each of %d attempts, so nothing of this write was stored: try again"
                        .formatted(scope, MOST_ATTEMPTS));
    }

    /**
     * Refuses to go on where nothing can be written.
     *
     * @throws IllegalStateException if the step has ended, or the past is looked at
     */
    void requireWritable() {
        if (ended) {
            throw new IllegalStateException(
                    "The step of node %s is committed, so what is written now would be lost: write before the node ends"
                            .formatted(actor.node()));
        }
        if (writes == Writes.REFUSED) {
            throw new IllegalStateException(
                    "The past cannot be written: write through a handle that was not made with asOf(...)");
        }
    }

    /** Writes, and outside a step commits if the scopes stand where they should; empty if they don't. */
    private Optional<List<WriteOutcome>> write(
            Scope scope, Function<ScopeView, List<WriteOutcome>> writer, Map<String, Long> onlyAt, Freshness fresh) {
        requireWritable();
        try {
            List<WriteOutcome> results = reopened(scope, record -> view(record, fresh, sights, writer));
            results.stream()
                    .filter(outcome -> !(outcome instanceof WriteOutcome.Outdated))
                    .forEach(outcomes::add);
            if (fresh.isGuessed() && pending(scope).isEmpty()) {
                return Optional.empty(); // without a commit nobody says whether the guess was right
            }
            return writes == Writes.WITH_STEP || commitDirectly(onlyAt) ? Optional.of(results) : Optional.empty();
        } finally {
            if (writes == Writes.AT_ONCE) {
                discard();
            }
        }
    }

    /** Uses a scope, and begins it anew if it was deleted since it was opened. */
    private <T> T reopened(Scope scope, Function<ScopeRecord, T> use) {
        try {
            return use.apply(engine.record(scope));
        } catch (ScopeGoneException e) {
            engine.drop(e.scope());
            return use.apply(engine.record(scope));
        }
    }

    private boolean commitDirectly(Map<String, Long> onlyAt) {
        Map<String, ScopeRecord> records = new HashMap<>();
        List<Commit.Append> appends = appends((scope, writes) -> {
            ScopeRecord record = engine.record(scope);
            records.put(record.id(), record);
            return new Commit.Append(record.id(), null, writes.actions(), writes.vectors(), null);
        });
        if (!appends.isEmpty()) {
            Commit.Receipt receipt = engine.store().commit(Commit.of(appends).onlyAt(onlyAt), durable -> {
                if (durable.accepted()) {
                    appends.forEach(append -> engine.replica(requireNonNull(records.get(append.scope())))
                            .committed(append, requireNonNull(durable.scopes().get(append.scope()))));
                }
            });
            if (!receipt.accepted()) {
                return false;
            }
        }
        tellOutcomes();
        return true;
    }

    /** Commits directly, whatever is pending. */
    void commit(Commit.Append append) {
        engine.store().commit(Commit.of(List.of(append)));
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

    /** Ends the step: what it wrote is on its way, and nothing more is taken. */
    void end() {
        ended = true;
    }

    /** Drops what was written and not committed. */
    void discard() {
        pending.clear();
        outcomes.clear();
    }
}
