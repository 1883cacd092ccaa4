package dev.commonground.internal.session;

import dev.commonground.memory.Scope;
import dev.commonground.memory.TaskState;
import dev.commonground.memory.Verification;
import dev.commonground.store.BlobStore;
import dev.commonground.store.Commit;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.ReadLedger;
import dev.commonground.store.ScopeListing;
import dev.commonground.store.ScopeRecord;
import dev.commonground.store.ScopeStatus;
import dev.commonground.store.StatementVector;
import dev.commonground.store.StoredVectors;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A store that passes on every read and refuses every write.
 *
 * <p>Thread-safe.
 */
public final class ReadOnlyStore implements MemoryStore {

    private final MemoryStore store;

    /** Creates a read-only store over {@code store}, which is closed with it. */
    public ReadOnlyStore(MemoryStore store) {
        this.store = store;
    }

    static IllegalStateException refusal() {
        return new IllegalStateException(
                "This memory is read-only, so nothing can be written: open it without readOnly()");
    }

    @Override
    public Optional<ScopeRecord> find(String owner, Scope scope) {
        return store.find(owner, scope);
    }

    @Override
    public List<ScopeRecord> open(String owner, List<Scope> scopes) {
        return scopes.stream()
                .map(scope -> store.find(owner, scope).orElseThrow(ReadOnlyStore::refusal))
                .toList();
    }

    @Override
    public List<ScopeRecord> scopes(String owner, Scope.Task task) {
        return store.scopes(owner, task);
    }

    @Override
    public List<ScopeStatus> list(String owner, ScopeListing listing) {
        return store.list(owner, listing);
    }

    @Override
    public Tail readBeyond(String scope, long position, String model) {
        return store.readBeyond(scope, position, model);
    }

    @Override
    public Optional<Positions> positionsOf(String owner, List<Scope> named, Map<String, Long> known, String model) {
        return store.positionsOf(owner, named, known, model);
    }

    @Override
    public int queuedWrites() {
        return store.queuedWrites();
    }

    @Override
    public boolean remote() {
        return store.remote();
    }

    @Override
    public Optional<StoredVectors> vectors(String scope, String model, long heapEntries) {
        return Optional.empty(); // the store would build an index first
    }

    @Override
    public Commit.Receipt commit(Commit commit) {
        throw refusal();
    }

    /** Ignores the vectors: they can be computed again from the log. */
    @Override
    public void keepVectors(String scope, long position, List<StatementVector> vectors) {}

    @Override
    public List<StatementVector> readVectors(String scope, Collection<Long> assertions, String model) {
        return store.readVectors(scope, assertions, model);
    }

    @Override
    public int deleteVectors(String scope, Collection<Long> assertions) {
        throw refusal();
    }

    @Override
    public TaskState state(String owner, Scope.Task task) {
        return store.state(owner, task);
    }

    @Override
    public void archive(String owner, Scope.Task task, boolean archived) {
        throw refusal();
    }

    @Override
    public boolean delete(String owner, Scope scope) {
        throw refusal();
    }

    @Override
    public Watch watch(Runnable hint) {
        return store.watch(hint);
    }

    @Override
    public Optional<ReadLedger> readLedger() {
        return store.readLedger();
    }

    @Override
    public BlobStore blobs() {
        return new ReadOnlyBlobs(store.blobs());
    }

    @Override
    public Verification verify(String owner) {
        return store.verify(owner);
    }

    @Override
    public void backupTo(Path target) {
        store.backupTo(target);
    }

    @Override
    public void close() {
        store.close();
    }
}
