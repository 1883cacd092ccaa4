package dev.commonground.test;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.ErasureReceipt.Cleanup;
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
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A store on the heap, for tests. It keeps the contract of {@link MemoryStore}, except that nothing outlives the process.
 *
 * <pre>{@code
 * InMemoryStore store = new InMemoryStore();
 * SharedMemory first = SharedMemory.builder(store).open();
 * SharedMemory second = SharedMemory.builder(store.again()).open(); // as another process
 * }</pre>
 *
 * <p>It keeps no chain of hashes, so {@link #verify} counts the entries and compares nothing. Thread-safe.
 */
public final class InMemoryStore implements MemoryStore {

    private final HeapData data;
    private final HeapWatches watches;
    private final HeapReadings readings;
    private final HeapBlobs blobs;
    private volatile boolean closed;

    /** Creates an empty store. */
    public InMemoryStore() {
        this(new HeapData());
    }

    private InMemoryStore(HeapData data) {
        this.data = data;
        this.watches = new HeapWatches(data);
        this.readings = new HeapReadings(this::use);
        this.blobs = new HeapBlobs(this::use);
    }

    /** Returns a second store with the same content, as another process would open it. Each is closed by itself. */
    public InMemoryStore again() {
        return new InMemoryStore(data);
    }

    /** Returns the data if the store is open. */
    private HeapData use() {
        if (closed) {
            throw new IllegalStateException("The store is closed: open a memory on store.again() instead");
        }
        return data;
    }

    private <T> T locked(Supplier<T> action) {
        return use().locked(action);
    }

    @Override
    public Optional<ScopeRecord> find(String owner, Scope scope) {
        return locked(() -> data.find(owner, scope).map(HeapScope::record));
    }

    @Override
    public List<ScopeRecord> open(String owner, List<Scope> scopes) {
        return locked(() -> scopes.stream()
                .map(scope -> data.findOrCreate(owner, scope).record())
                .toList());
    }

    @Override
    public List<ScopeRecord> scopes(String owner, Scope.Task task) {
        return locked(
                () -> data.ofTask(owner, task).stream().map(HeapScope::record).toList());
    }

    @Override
    public List<ScopeStatus> list(String owner, ScopeListing listing) {
        return locked(() -> HeapListing.of(data.all(owner), listing));
    }

    @Override
    public Tail readBeyond(String scope, long position, String model) {
        return locked(() -> data.require(scope).readBeyond(position, model));
    }

    @Override
    public Commit.Receipt commit(Commit commit) {
        Commit.Receipt receipt = locked(() -> data.commit(requireNonNull(commit, "commit")));
        data.hint();
        return receipt;
    }

    @Override
    public void keepVectors(String scope, long position, List<StatementVector> vectors) {
        boolean kept = locked(() -> data.require(scope).keepVectors(position, vectors));
        if (kept) {
            data.hint();
        }
    }

    @Override
    public int deleteVectors(String scope, Collection<Long> assertions) {
        return locked(() -> data.require(scope).deleteVectors(assertions));
    }

    @Override
    public TaskState state(String owner, Scope.Task task) {
        return locked(() -> data.state(owner, task));
    }

    @Override
    public void archive(String owner, Scope.Task task, boolean archived) {
        locked(() -> {
            data.ofTask(owner, task).forEach(scope -> scope.archive(archived));
            return archived;
        });
    }

    @Override
    public boolean delete(String owner, Scope scope) {
        return locked(() -> data.delete(owner, scope));
    }

    @Override
    public Watch watch(Runnable hint) {
        use();
        return watches.add(hint);
    }

    @Override
    public Optional<ReadLedger> readLedger() {
        return Optional.of(readings);
    }

    @Override
    public BlobStore blobs() {
        return blobs;
    }

    /** Returns that nothing is pending: what is removed leaves the heap at once. */
    @Override
    public Cleanup cleanup() {
        return Cleanup.of(List.of());
    }

    @Override
    public Verification verify(String owner) {
        return locked(() -> new Verification(
                data.all(owner).stream()
                        .mapToLong(scope -> scope.log().position())
                        .sum(),
                List.of()));
    }

    @Override
    public void close() {
        closed = true;
        watches.close();
    }
}
