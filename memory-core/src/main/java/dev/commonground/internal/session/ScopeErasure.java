package dev.commonground.internal.session;

import dev.commonground.memory.Author;
import dev.commonground.memory.ErasureReceipt;
import dev.commonground.memory.Scope;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.ScopeRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Erases whole scopes with their blobs and the questions about them, and names every memory that they held. */
public final class ScopeErasure {

    private final Engine engine;

    public ScopeErasure(Engine engine) {
        this.engine = engine;
    }

    /** Deletes a scope; a task with the notes that agents keep on it. An encrypted store destroys the keys. */
    public ErasureReceipt erase(Scope scope, Author by) {
        MemoryStore store = engine.store();
        Instant now = engine.clock().instant();
        List<ErasureReceipt.Item> items = new ArrayList<>();
        records(scope).forEach(record -> items.addAll(items(record)));
        boolean unused = delete(scope);
        return new ErasureReceipt(items, by, now, 0, store.cleanup());
    }

    /**
     * Deletes a scope without naming what it held.
     *
     * @return whether there was anything to delete
     */
    public boolean delete(Scope scope) {
        boolean attached = new AttachedBlobs(engine).remove(scope);
        boolean deleted = engine.store().delete(engine.owner(), scope);
        engine.embedder().forgetQuestions();
        return deleted || attached;
    }

    private List<ErasureReceipt.Item> items(ScopeRecord record) {
        return engine.scopes()
                .replica(record)
                .read((log, index) -> log.statements().stream()
                        .map(logged -> new ErasureReceipt.Item(
                                logged.id(), record.scope(), record.identity().hash(logged.statement())))
                        .toList());
    }

    private List<ScopeRecord> records(Scope scope) {
        return scope instanceof Scope.Task task
                ? engine.store().scopes(engine.owner(), task)
                : engine.store().find(engine.owner(), scope).stream().toList();
    }
}
