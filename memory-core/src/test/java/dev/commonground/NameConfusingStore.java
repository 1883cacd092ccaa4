package dev.commonground;

import dev.commonground.memory.Scope;
import dev.commonground.memory.TaskState;
import dev.commonground.memory.Verification;
import dev.commonground.store.BlobStore;
import dev.commonground.store.Commit;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.ScopeListing;
import dev.commonground.store.ScopeRecord;
import dev.commonground.store.ScopeStatus;
import dev.commonground.store.StatementVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/** A store that confuses names, which the isolation check must detect. */
final class NameConfusingStore implements MemoryStore {

    private final MemoryStore store;
    private final BiPredicate<String, String> same;
    private final List<Known> known = new ArrayList<>();

    private record Known(String owner, ScopeRecord record) {}

    NameConfusingStore(MemoryStore store, BiPredicate<String, String> same) {
        this.store = store;
        this.same = same;
    }

    @Override
    public Optional<ScopeRecord> find(String owner, Scope scope) {
        return known.stream()
                .filter(one -> one.owner().equals(owner) && matches(one.record().scope(), scope))
                .map(one ->
                        new ScopeRecord(one.record().id(), scope, one.record().identity()))
                .findFirst()
                .or(() -> store.find(owner, scope));
    }

    private boolean matches(Scope stored, Scope requested) {
        if (stored instanceof Scope.Task one && requested instanceof Scope.Task other) {
            return same.test(one.task(), other.task());
        }
        return stored instanceof Scope.User one
                && requested instanceof Scope.User other
                && same.test(one.user(), other.user());
    }

    @Override
    public List<ScopeRecord> open(String owner, List<Scope> scopes) {
        List<ScopeRecord> records = new ArrayList<>();
        for (Scope scope : scopes) {
            records.add(find(owner, scope).orElseGet(() -> begin(owner, scope)));
        }
        return records;
    }

    @Override
    public List<ScopeRecord> scopes(String owner, Scope.Task task) {
        return store.scopes(owner, task);
    }

    private ScopeRecord begin(String owner, Scope scope) {
        ScopeRecord record = store.open(owner, List.of(scope)).get(0);
        known.add(new Known(owner, record));
        return record;
    }

    @Override
    public Tail readBeyond(String scope, long position, String model) {
        return store.readBeyond(scope, position, model);
    }

    @Override
    public Commit.Receipt commit(Commit commit) {
        return store.commit(commit);
    }

    @Override
    public void keepVectors(String scope, long position, List<StatementVector> vectors) {
        store.keepVectors(scope, position, vectors);
    }

    @Override
    public TaskState state(String owner, Scope.Task task) {
        return store.state(owner, task);
    }

    @Override
    public void archive(String owner, Scope.Task task, boolean archived) {
        store.archive(owner, task, archived);
    }

    @Override
    public boolean delete(String owner, Scope scope) {
        return store.delete(owner, scope);
    }

    @Override
    public Watch watch(Runnable hint) {
        return store.watch(hint);
    }

    @Override
    public BlobStore blobs() {
        return store.blobs();
    }

    @Override
    public List<ScopeStatus> list(String owner, ScopeListing listing) {
        return store.list(owner, listing);
    }

    @Override
    public Verification verify(String owner) {
        return store.verify(owner);
    }

    @Override
    public void close() {
        store.close();
    }
}
