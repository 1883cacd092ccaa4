package dev.commonground.internal.audit;

import dev.commonground.audit.Revocation;
import dev.commonground.internal.log.Revocations;
import dev.commonground.internal.log.ScopeLog;
import dev.commonground.internal.session.Engine;
import dev.commonground.memory.Author;
import dev.commonground.memory.Scope;
import dev.commonground.memory.WriteSource;
import dev.commonground.store.Commit;
import dev.commonground.store.Entry;
import dev.commonground.store.MemoryStoreException;
import dev.commonground.store.RandomNames;
import dev.commonground.store.ScopeRecord;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Revokes writes to a task and everything derived from them in the scopes of the owner, and undoes that. */
public final class Revoker {

    private static final int MOST_ATTEMPTS = 100;

    private final Engine engine;
    private final Scope.Task task;
    private final OwnedScopes scopes;

    public Revoker(Engine engine, Scope.Task task, Scope.@Nullable User user) {
        this.engine = engine;
        this.task = task;
        this.scopes = new OwnedScopes(engine, task, user);
    }

    /** Revokes writes, in one commit to all scopes. */
    public Revocation revoke(WriteSource provenance, Author person) {
        // A scope that begins later would not know of the revocation.
        List<ScopeRecord> unused = engine.scopes().open(scopes.shared());
        Instant now = engine.clock().instant();
        Entry.Revoke entry =
                new Entry.Revoke("r-" + RandomNames.next(), person, now, provenance, Entry.SourcesElsewhere.NONE);
        commit(plan -> plan.revoke(entry));
        return new Revocation(entry.revocation(), provenance, person, now, true);
    }

    /** Commits a plan, until a new plan finds nothing to add: a write that was on its way is found by the next one. */
    private void commit(Consumer<RevocationPlan> actions) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            RevocationPlan plan = new RevocationPlan();
            Set<String> direct = scopes.ofTask().stream().map(ScopeRecord::id).collect(Collectors.toSet());
            scopes.all()
                    .values()
                    .forEach(record ->
                            scopes.fold(record).ifPresent(log -> plan.add(record, log, direct.contains(record.id()))));
            actions.accept(plan);
            if (plan.isEmpty()) {
                return;
            }
            Commit.Receipt unused = engine.store().commit(plan.commit());
        }
        throw new MemoryStoreException(
                "Other writers changed the memory during each of %d attempts, so the revocation may be incomplete: try again"
                        .formatted(MOST_ATTEMPTS));
    }

    /**
     * Undoes a revocation.
     *
     * @throws IllegalArgumentException if no revocation of this id is in force
     */
    public Revocation restore(String revocation, Author person) {
        Revocation known = list().stream()
                .filter(one -> one.id().equals(revocation) && one.active())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "No revocation with this id is in force on the task %s: pass the id of one that revocations() lists as active"
                                .formatted(task.task())));
        Instant now = engine.clock().instant();
        commit(plan -> plan.restore(new Entry.Restore(revocation, person, now, Entry.SourcesElsewhere.NONE)));
        return new Revocation(known.id(), known.provenance(), known.by(), known.at(), false);
    }

    /** Returns the revocations on the task, the earliest first. */
    public List<Revocation> list() {
        Map<String, Revocation> found = new LinkedHashMap<>();
        engine.store()
                .find(engine.owner(), task)
                .flatMap(scopes::fold)
                .ifPresent(log -> log.revocations().events().forEach(event -> add(log, event, found)));
        return List.copyOf(found.values());
    }

    private static void add(ScopeLog log, Revocations.Event event, Map<String, Revocation> found) {
        if (event.entry().action() instanceof Entry.Revoke revoke) {
            WriteSource provenance = revoke.provenance();
            if (provenance != null) {
                boolean active = log.revocations().active().contains(revoke.revocation());
                found.put(
                        revoke.revocation(),
                        new Revocation(revoke.revocation(), provenance, revoke.author(), revoke.at(), active));
            }
        }
    }
}
