package dev.commonground;

import dev.commonground.memory.Scope;
import dev.commonground.memory.TaskState;
import dev.commonground.memory.Verification;
import dev.commonground.store.BlobStore;
import dev.commonground.store.Commit;
import dev.commonground.store.Entry;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.ScopeListing;
import dev.commonground.store.ScopeRecord;
import dev.commonground.store.ScopeStatus;
import dev.commonground.store.StatementIdentity;
import dev.commonground.store.StatementVector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A minimal store on the heap for race tests; it supports only direct writes, and its calls are synchronized. */
public final class StubStore implements MemoryStore {

    private static final BlobStore NO_BLOBS = new BlobStore() {
        @Override
        public void put(String collection, String key, byte[] data) {
            throw new AssertionError("The stub keeps no blobs");
        }

        @Override
        public boolean putIfAbsent(String collection, String key, byte[] data) {
            throw new AssertionError("The stub keeps no blobs");
        }

        @Override
        public Optional<byte[]> get(String collection, String key) {
            return Optional.empty();
        }

        @Override
        public List<Blob> list(String collection) {
            return List.of();
        }

        @Override
        public void remove(String collection) {}
    };

    private final Map<Scope, ScopeRecord> scopes = new LinkedHashMap<>();
    private final Map<String, List<Entry>> logs = new HashMap<>();

    @Override
    public synchronized Optional<ScopeRecord> find(String owner, Scope scope) {
        return Optional.ofNullable(scopes.get(scope));
    }

    @Override
    public synchronized List<ScopeRecord> open(String owner, List<Scope> wanted) {
        List<ScopeRecord> records = new ArrayList<>();
        for (Scope scope : wanted) {
            String id = (scope instanceof Scope.Task ? "t" : "a") + scopes.size();
            records.add(scopes.computeIfAbsent(
                    scope, s -> new ScopeRecord(id, s, new StatementIdentity(new byte[] {1}))));
        }
        return records;
    }

    @Override
    public synchronized List<ScopeRecord> scopes(String owner, Scope.Task task) {
        return scopes.values().stream()
                .filter(record -> record.scope().equals(task))
                .toList();
    }

    @Override
    public synchronized Tail readBeyond(String scope, long position, String model) {
        List<Entry> log = logs.getOrDefault(scope, List.of());
        return new Tail(log.subList((int) position, log.size()), List.of());
    }

    @Override
    public synchronized Commit.Receipt commit(Commit commit) {
        Map<String, Commit.Appended> appended = new HashMap<>();
        for (Commit.Append append : commit.appends()) {
            append.actions().forEach(action -> append(append.scope(), action));
            long position = logs.getOrDefault(append.scope(), List.of()).size();
            appended.put(append.scope(), new Commit.Appended(position, Entry.DIRECT, 0));
        }
        return new Commit.Receipt(true, appended);
    }

    public synchronized void append(String scope, Entry.Action action) {
        List<Entry> log = logs.computeIfAbsent(scope, s -> new ArrayList<>());
        long position = log.size() + 1L;
        log.add(new Entry(position, Entry.DIRECT, null, position, action));
    }

    @Override
    public void keepVectors(String scope, long position, List<StatementVector> vectors) {}

    @Override
    public TaskState state(String owner, Scope.Task task) {
        return TaskState.OPEN;
    }

    @Override
    public void archive(String owner, Scope.Task task, boolean archived) {}

    @Override
    public boolean delete(String owner, Scope scope) {
        return false;
    }

    @Override
    public Watch watch(Runnable hint) {
        return () -> {};
    }

    @Override
    public BlobStore blobs() {
        return NO_BLOBS;
    }

    @Override
    public List<ScopeStatus> list(String owner, ScopeListing listing) {
        return List.of();
    }

    @Override
    public Verification verify(String owner) {
        return new Verification(0, List.of());
    }

    @Override
    public void close() {}
}
