package dev.commonground.internal.session;

import dev.commonground.internal.log.LoggedAssertion;
import dev.commonground.internal.log.ScopeLog;
import dev.commonground.internal.log.Snapshot;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.Scope;
import dev.commonground.store.ScopeRecord;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;

/**
 * Deletes the vectors of what has ended and no kept moment sees. The log keeps every entry, so a later search of another
 * moment computes the vectors again.
 */
public final class Compactor {

    private final Engine engine;

    /** Creates the compactor of a memory. */
    public Compactor(Engine engine) {
        this.engine = engine;
    }

    /**
     * Compacts a scope, and with a task the notes that agents keep on it.
     *
     * @return how many vectors were deleted
     */
    public int compact(Scope scope, Collection<Cursor> kept) {
        return records(scope).stream()
                .map(ScopeRecord::id)
                .mapToInt(id -> engine.store().deleteVectors(id, unseen(id, kept)))
                .sum();
    }

    private Collection<ScopeRecord> records(Scope scope) {
        return scope instanceof Scope.Task task
                ? engine.store().scopes(engine.owner(), task)
                : engine.scopes().find(scope).stream().toList();
    }

    private List<Long> unseen(String scope, Collection<Cursor> kept) {
        ScopeLog log = new ScopeLog();
        engine.store().readBeyond(scope, 0, "").entries().forEach(log::append);
        BitSet seen = log.unended();
        kept.forEach(cursor -> seen.or(log.live(Snapshot.of(cursor, scope))));
        return log.statements().stream()
                .filter(statement -> !seen.get(statement.ordinal()))
                .flatMap(statement -> statement.assertions().stream())
                .map(LoggedAssertion::position)
                .toList();
    }
}
