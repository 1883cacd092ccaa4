package dev.commonground.internal.session;

import dev.commonground.event.MemoryEvent.OperationType;
import dev.commonground.memory.Author;
import dev.commonground.memory.ErasureReceipt;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryException;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Rights;
import dev.commonground.memory.Scope;
import dev.commonground.store.Commit;
import dev.commonground.store.Entry;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.ScopeRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Erases memories and what was derived from them alone, in one commit. The blobs of the same task or user are overwritten
 * before it: after a crash in between, the caller still sees the memories, and can erase them again.
 */
public final class Eraser {

    private final Engine engine;
    private final Session session;

    public Eraser(Session session) {
        this.engine = session.engine();
        this.session = session;
    }

    /** Erases memories at once, also within a step: an erasure cannot wait for a node to succeed. */
    public ErasureReceipt erase(Collection<Memory> memories) {
        return erase(memories, session.author());
    }

    /** Erases memories for {@code by}, who asks for it. */
    ErasureReceipt erase(Collection<Memory> memories, Author by) {
        return session.observe(
                OperationType.FORGET, observation -> session.exclusively(() -> eraseFound(memories, by)));
    }

    private ErasureReceipt eraseFound(Collection<Memory> memories, Author by) {
        memories.forEach(memory -> requireErasable(memory, by));
        Collection<DerivedMemories.Found> found = found(memories);
        Instant now = session.now();
        int redacted = new AttachedBlobs(engine).redact(holders(found), Quotations.of(found));
        MemoryStore store = engine.store();
        Commit commit = Commit.of(appends(found, by, now));
        Commit.Receipt unused = session.commit(commit, () -> store.commit(commit));
        engine.embedder().forgetQuestions();
        return new ErasureReceipt(found.stream().map(Eraser::item).toList(), by, now, redacted, store.cleanup());
    }

    private void requireErasable(Memory memory, Author by) {
        if (session.mode() == WriteMode.READ_ONLY) {
            throw new IllegalStateException(
                    "The past is read-only: erase through a handle that was not created with asOf(...)");
        }
        if (session.pending(memory.scope()).statements().containsKey(memory.id())) {
            throw new IllegalStateException(
                    "Memory %s was written in this step and is not committed: erase it after the step, or let the step fail"
                            .formatted(memory.id()));
        }
        session.rights().requireOf(by, Rights.Request.Act.ERASE, memory, null);
    }

    /** Reads the scopes of the session and, beyond them, all notes on its task: what was derived may be there. */
    private Collection<DerivedMemories.Found> found(Collection<Memory> memories) {
        DerivedMemories derived = new DerivedMemories();
        Map<MemoryId, DerivedMemories.Found> erased = new LinkedHashMap<>();
        Map<Scope, List<MemoryId>> wanted = new LinkedHashMap<>();
        memories.forEach(memory -> wanted.computeIfAbsent(memory.scope(), scope -> new ArrayList<>())
                .add(memory.id()));
        for (ScopeRecord scope : records()) {
            engine.scopes().replica(scope).read((log, index) -> {
                for (MemoryId id : wanted.getOrDefault(scope.scope(), List.of())) {
                    Optional.ofNullable(log.find(id))
                            .ifPresent(logged -> erased.put(id, DerivedMemories.Found.of(scope, logged)));
                }
                derived.add(scope, log);
                return scope;
            });
        }
        memories.stream().filter(memory -> !erased.containsKey(memory.id())).forEach(memory -> {
            throw new MemoryException.NotFound(memory.id());
        });
        return derived.with(erased.values());
    }

    private Collection<ScopeRecord> records() {
        Map<String, ScopeRecord> records = new LinkedHashMap<>();
        for (Scope scope : session.scopes()) {
            engine.scopes().find(scope).ifPresent(record -> records.put(record.id(), record));
        }
        AttachedBlobs.tasks(session.scopes())
                .forEach(task -> engine.store()
                        .scopes(engine.owner(), task)
                        .forEach(record -> records.putIfAbsent(record.id(), record)));
        return records.values();
    }

    private static Set<Scope> holders(Collection<DerivedMemories.Found> found) {
        return AttachedBlobs.holders(
                found.stream().map(each -> each.scope().scope()).toList());
    }

    private List<Commit.Append> appends(Collection<DerivedMemories.Found> found, Author by, Instant now) {
        Map<String, List<DerivedMemories.Found>> byScope = new LinkedHashMap<>();
        found.forEach(each -> byScope.computeIfAbsent(each.scope().id(), scope -> new ArrayList<>())
                .add(each));
        return byScope.values().stream()
                .map(together -> append(together.get(0).scope(), together, by, now))
                .toList();
    }

    private Commit.Append append(ScopeRecord scope, List<DerivedMemories.Found> found, Author by, Instant now) {
        List<Entry.Action> actions = engine.scopes()
                .replica(scope)
                .read((log, index) -> found.stream()
                        .<Entry.Action>map(each -> InheritedAudience.erasure(each.id(), log.find(each.id()), by, now))
                        .toList());
        return new Commit.Append(scope.id(), null, actions, List.of(), null);
    }

    private static ErasureReceipt.Item item(DerivedMemories.Found found) {
        return new ErasureReceipt.Item(
                found.id(), found.scope().scope(), found.scope().identity().hash(found.statement()));
    }
}
