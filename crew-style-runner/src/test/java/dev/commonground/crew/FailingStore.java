package dev.commonground.crew;

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
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A store that calls a hook before each write. The hook can throw. */
record FailingStore(MemoryStore store, Consumer<String> pass) implements MemoryStore {

    static MemoryStore around(MemoryStore store, Consumer<String> pass) {
        return new FailingStore(store, pass);
    }

    @Override
    public Commit.Receipt commit(Commit commit) {
        pass.accept("commit");
        return store.commit(commit);
    }

    @Override
    public BlobStore blobs() {
        BlobStore blobs = store.blobs();
        return new BlobStore() {
            @Override
            public void put(String collection, String key, byte[] data) {
                String what = what(collection, key);
                pass.accept(what);
                blobs.put(collection, key, data);
                pass.accept(what + " written");
            }

            @Override
            public boolean putIfAbsent(String collection, String key, byte[] data) {
                String what = what(collection, key);
                pass.accept(what);
                boolean put = blobs.putIfAbsent(collection, key, data);
                pass.accept(what + " written");
                return put;
            }

            @Override
            public Optional<byte[]> get(String collection, String key) {
                return blobs.get(collection, key);
            }

            @Override
            public List<Blob> list(String collection) {
                return blobs.list(collection);
            }

            @Override
            public void remove(String collection) {
                blobs.remove(collection);
            }
        };
    }

    private static String what(String collection, String key) {
        if (collection.contains("/journal/")) {
            return "journal";
        }
        if (collection.contains("/leases/")) {
            return "lease";
        }
        return key.startsWith("text/") ? "text" : "checkpoint";
    }

    @Override
    public Optional<ScopeRecord> find(String owner, Scope scope) {
        return store.find(owner, scope);
    }

    @Override
    public List<ScopeRecord> open(String owner, List<Scope> scopes) {
        return store.open(owner, scopes);
    }

    @Override
    public List<ScopeRecord> scopes(String owner, Scope.Task task) {
        return store.scopes(owner, task);
    }

    @Override
    public Tail readBeyond(String scope, long position, String model) {
        pass.accept("read");
        return store.readBeyond(scope, position, model);
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
