package dev.commonground.internal.audit;

import dev.commonground.internal.log.ScopeLog;
import dev.commonground.internal.log.Snapshot;
import dev.commonground.internal.session.Engine;
import dev.commonground.store.ScopeGoneException;
import dev.commonground.store.ScopeRecord;
import java.util.function.BiConsumer;

/**
 * Reads the logs of scopes as they are now, as readers outside graphs see them. A scope that is not on the heap is folded
 * without its search index and is not kept.
 */
final class FoldedLogs {

    private final Engine engine;

    FoldedLogs(Engine engine) {
        this.engine = engine;
    }

    /** Calls the reader with the log of a scope, unless the scope was deleted. */
    void read(ScopeRecord record, BiConsumer<ScopeLog, Snapshot> reader) {
        try {
            Snapshot now = Snapshot.latest(engine.clock().instant());
            if (engine.scopes().replicated().contains(record.id())) {
                boolean unused = engine.scopes().replica(record).read((log, index) -> {
                    reader.accept(log, now);
                    return true;
                });
            } else {
                reader.accept(folded(record), now);
            }
        } catch (ScopeGoneException e) {
            engine.scopes().drop(e.scope());
        }
    }

    private ScopeLog folded(ScopeRecord record) {
        ScopeLog log = new ScopeLog();
        engine.store().readBeyond(record.id(), 0, "").entries().forEach(log::append);
        return log;
    }
}
