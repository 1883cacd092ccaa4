package dev.commonground.test;

import dev.commonground.memory.Scope;
import dev.commonground.memory.TaskState;
import dev.commonground.store.BlobStore;
import dev.commonground.store.Commit;
import dev.commonground.store.CommitPlan;
import dev.commonground.store.CommitState;
import dev.commonground.store.ScopeGoneException;
import dev.commonground.store.ScopeName;
import dev.commonground.store.ScopeRecord;
import dev.commonground.store.StatementIdentity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What all handles of one store on the heap share. The caller holds the lock, except for {@link #hint}. */
final class HeapData {

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, HeapScope> scopes = new LinkedHashMap<>();
    private final Map<String, Map<String, byte[]>> blobs = new LinkedHashMap<>();
    private final List<Runnable> hints = new CopyOnWriteArrayList<>();

    <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    /** Returns the scopes of an owner in the order of their creation. */
    List<HeapScope> all(String owner) {
        return scopes.values().stream()
                .filter(scope -> scope.owner().equals(owner))
                .toList();
    }

    Optional<HeapScope> find(String owner, Scope scope) {
        return all(owner).stream()
                .filter(known -> known.record().scope().equals(scope))
                .findFirst();
    }

    HeapScope findOrCreate(String owner, Scope scope) {
        return find(owner, scope).orElseGet(() -> create(owner, scope));
    }

    private HeapScope create(String owner, Scope scope) {
        String id = ScopeName.of(scope).newId();
        ScopeRecord scopeRecord = new ScopeRecord(id, scope, new StatementIdentity(StatementIdentity.newSalt()));
        HeapScope created = new HeapScope(owner, scopeRecord);
        if (scope instanceof Scope.Agent agent && agent.task() != null) {
            created.archive(state(owner, new Scope.Task(agent.task())) == TaskState.ARCHIVED);
        }
        scopes.put(id, created);
        return created;
    }

    HeapScope require(String id) {
        HeapScope scope = scopes.get(id);
        if (scope == null) {
            throw new ScopeGoneException(id);
        }
        return scope;
    }

    /** Returns the scope of an id, or null if there is none. */
    @Nullable
    HeapScope get(String id) {
        return scopes.get(id);
    }

    List<HeapScope> ofTask(String owner, Scope.Task task) {
        return all(owner).stream().filter(scope -> scope.belongsTo(task)).toList();
    }

    TaskState state(String owner, Scope.Task task) {
        List<HeapScope> ofTask = ofTask(owner, task);
        if (ofTask.isEmpty()) {
            return TaskState.ABSENT;
        }
        return ofTask.stream().anyMatch(HeapScope::isArchived) ? TaskState.ARCHIVED : TaskState.OPEN;
    }

    boolean delete(String owner, Scope scope) {
        List<HeapScope> gone = scope instanceof Scope.Task task
                ? ofTask(owner, task)
                : find(owner, scope).stream().toList();
        gone.forEach(each -> scopes.remove(each.record().id()));
        boolean hadBlobs = scope instanceof Scope.Task task
                && blobs.remove(BlobStore.ownedCollection(owner, BlobStore.taskCollection(task))) != null;
        return hadBlobs || !gone.isEmpty();
    }

    Commit.Receipt commit(Commit commit) {
        CommitState state = new CommitState();
        Set<String> named = new TreeSet<>(commit.onlyAt().keySet());
        commit.appends().forEach(append -> named.add(append.scope()));
        for (String id : named) {
            HeapScope scope = scopes.get(id);
            if (scope != null) {
                state.addHead(id, scope.head());
            }
        }
        for (Commit.Append append : commit.appends()) {
            HeapScope scope = scopes.get(append.scope());
            if (scope != null) {
                scope.addTo(state, commit.id(), append);
            }
        }
        CommitPlan plan = CommitPlan.of(commit, state);
        plan.writes().forEach(write -> require(write.scope()).write(commit.id(), write));
        return plan.receipt();
    }

    Map<String, Map<String, byte[]>> blobs() {
        return blobs;
    }

    void addHint(Runnable hint) {
        hints.add(hint);
    }

    void removeHint(Runnable hint) {
        hints.remove(hint);
    }

    /** Tells all watches that there may be a commit. */
    void hint() {
        hints.forEach(Runnable::run);
    }
}
