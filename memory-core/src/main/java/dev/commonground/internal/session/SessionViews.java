package dev.commonground.internal.session;

import dev.commonground.internal.log.ReaderIdentity;
import dev.commonground.internal.log.ScopeLog;
import dev.commonground.internal.log.Snapshot;
import dev.commonground.internal.replica.ScopePositions;
import dev.commonground.internal.replica.ScopeRegistry;
import dev.commonground.memory.Author;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.Scope;
import dev.commonground.store.MemoryStoreException;
import dev.commonground.store.ScopeGoneException;
import dev.commonground.store.ScopeRecord;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Opens views on the scopes of a session, as its snapshots show them, with its uncommitted writes on top.
 *
 * <p>Not thread-safe; the session guards it.
 */
final class SessionViews {

    private final ScopeRegistry registry;
    private final ZoneId zone;
    private final List<Scope> scopes;
    private final Function<ScopeRecord, Snapshot> snapshots;
    private final ReaderIdentity identity;
    private final Set<Scope> missing;
    private final UncommittedWrites uncommitted;
    private final WriteMode mode;
    private final Map<String, Long> seen = new HashMap<>();

    /**
     * Creates the views of a session.
     *
     * @param zone the time zone of dates
     * @param scopes the scopes to read, the narrowest first
     * @param snapshots what the session sees of each scope
     * @param identity who reads all of them, at any moment
     * @param missing the scopes that did not exist at the moment of the session, so only its own writes are visible
     * @param mode whether the moment of the session is past, so that the store must have reached it
     */
    SessionViews(
            ScopeRegistry registry,
            ZoneId zone,
            List<Scope> scopes,
            Function<ScopeRecord, Snapshot> snapshots,
            ReaderIdentity identity,
            Collection<Scope> missing,
            UncommittedWrites uncommitted,
            WriteMode mode) {
        this.registry = registry;
        this.zone = zone;
        this.scopes = scopes;
        this.snapshots = snapshots;
        this.identity = identity;
        this.missing = Set.copyOf(missing);
        this.uncommitted = uncommitted;
        this.mode = mode;
    }

    /** Returns the scopes of the session, the narrowest first. */
    List<Scope> scopes() {
        return scopes;
    }

    /** Opens a view on each existing scope, all at once, and reads from them in the order of the scopes. */
    <T> T read(Function<List<ScopeView>, T> reader) {
        return read(snapshots, reader);
    }

    <T> T read(Function<ScopeRecord, Snapshot> as, Function<List<ScopeView>, T> reader) {
        return retryWithoutDeleted(() -> open(registry.positionsOf(candidates()), as, List.of(), 0, reader));
    }

    /** Fetches the vectors of what the session sees and readers of the present do not. */
    void awaken() {
        for (Scope scope : candidates()) {
            find(scope)
                    .ifPresent(record -> registry.replica(record)
                            .awaken(log -> log.live(snapshots.apply(record).readBy(identity))));
        }
    }

    /** Records the positions at which the session has seen scopes, by id. */
    void see(Map<String, Long> positions) {
        positions.forEach((id, position) -> seen.merge(id, position, Math::max));
    }

    /** Returns the positions at which the session has last seen its scopes, by id. */
    Map<String, Long> seen() {
        return Map.copyOf(seen);
    }

    /** Opens a view on one scope. */
    <T> T view(ScopeRecord record, ScopePositions positions, Function<ScopeView, T> reader) {
        return view(record, positions, snapshots, reader);
    }

    /** Opens a view on one scope as a reader outside every graph saw it at a position. */
    <T> T viewAt(ScopeRecord record, long position, Function<ScopeView, T> reader) {
        return view(
                record,
                ScopePositions.UNKNOWN,
                of -> new Snapshot(
                        position, Set.of(), new TreeMap<>(), snapshots.apply(of).now()),
                reader);
    }

    /** Returns the cursor of the moment that the session sees. */
    Cursor cursor(Instant now) {
        return retryWithoutDeleted(() -> currentCursor(now));
    }

    /** Returns the authors known in the scopes, as far as they are on the heap. */
    Set<Author> authors() {
        return scopes.stream()
                .flatMap(scope -> registry.cached(scope).stream())
                .flatMap(record -> registry.replica(record).authors().stream())
                .collect(Collectors.toSet());
    }

    private Cursor currentCursor(Instant now) {
        Cursor cursor = Cursor.EMPTY.at(now);
        ScopePositions positions = registry.positionsOf(candidates());
        for (Scope scope : scopes) {
            Optional<ScopeRecord> found = find(scope, positions);
            if (found.isPresent()) {
                ScopeRecord record = found.get();
                long position =
                        registry.replica(record).read(positions.position(record.id()), (log, index) -> log.position());
                Snapshot snapshot = snapshots.apply(record);
                cursor = snapshot.isLatest()
                        ? cursor.with(record.id(), new Cursor.Place(position, new TreeMap<>()))
                        : snapshot.addTo(cursor, record.id());
            }
        }
        return cursor;
    }

    private Optional<ScopeRecord> find(Scope scope) {
        return missing.contains(scope) && !uncommitted.haveBegun(scope) ? Optional.empty() : registry.find(scope);
    }

    private Optional<ScopeRecord> find(Scope scope, ScopePositions positions) {
        return positions.absent().contains(scope) ? Optional.empty() : find(scope);
    }

    private List<Scope> candidates() {
        return scopes.stream()
                .filter(scope -> !missing.contains(scope) || uncommitted.haveBegun(scope))
                .toList();
    }

    /** Reads, and repeats the read without each scope that turns out to be deleted. */
    private <T> T retryWithoutDeleted(Supplier<T> read) {
        for (int deleted = 0; deleted < scopes.size(); deleted++) {
            try {
                return read.get();
            } catch (ScopeGoneException e) {
                registry.drop(e.scope());
            }
        }
        return read.get();
    }

    private <T> T open(
            ScopePositions positions,
            Function<ScopeRecord, Snapshot> as,
            List<ScopeView> views,
            int next,
            Function<List<ScopeView>, T> reader) {
        if (next == scopes.size()) {
            return reader.apply(views);
        }
        Scope scope = scopes.get(next);
        Optional<ScopeRecord> record = find(scope, positions);
        if (record.isEmpty()) {
            return open(positions, as, views, next + 1, reader);
        }
        return view(record.get(), positions, as, view -> open(positions, as, append(views, view), next + 1, reader));
    }

    private static List<ScopeView> append(List<ScopeView> views, ScopeView view) {
        List<ScopeView> more = new ArrayList<>(views);
        more.add(view);
        return more;
    }

    private <T> T view(
            ScopeRecord record,
            ScopePositions positions,
            Function<ScopeRecord, Snapshot> as,
            Function<ScopeView, T> reader) {
        return registry.replica(record).read(positions.position(record.id()), (log, index) -> {
            see(Map.of(record.id(), log.position()));
            Snapshot snapshot = reached(as.apply(record), record, log).readBy(identity);
            return reader.apply(new ScopeView(record, zone, log, index, snapshot, uncommitted.to(record.scope())));
        });
    }

    /** A replica that lags, or an older copy, would answer otherwise later for a moment that it has not reached. */
    private Snapshot reached(Snapshot snapshot, ScopeRecord record, ScopeLog log) {
        if (mode == WriteMode.READ_ONLY && !log.reaches(snapshot)) {
            throw new MemoryStoreException(
                    "The moment is later than what this store holds of the %s, so it is a replica that lags, or an older copy: try again later, or ask the primary"
                            .formatted(record.scope()));
        }
        return snapshot;
    }
}
