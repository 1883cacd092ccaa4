package dev.commonground.internal.session;

import dev.commonground.internal.log.Revocations;
import dev.commonground.internal.log.ScopeLog;
import dev.commonground.internal.replica.ScopePositions;
import dev.commonground.internal.replica.ScopeRegistry;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Scope;
import dev.commonground.store.Commit;
import dev.commonground.store.Entry;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.ScopeGoneException;
import dev.commonground.store.ScopeRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Carries revocations over to scopes in which a session derives from memories of another scope. A log knows the revocations
 * of its own scope only, so it has to be told what happened to the sources of its statements.
 */
record RevokedSources(MemoryStore store, ScopeRegistry registry, List<Scope> scopes) {

    /**
     * Tells each scope what it does not know of the sources of what is about to be committed, in a commit of its own, so
     * that nothing revoked is ever seen.
     *
     * @return whether {@link JointSpread#carryOver()} must be called after the commit
     */
    boolean carryOver(UncommittedWrites writes) {
        List<Commit.Append> appends = new ArrayList<>();
        boolean[] checkAgain = {false};
        ScopePositions positions = positions(writes);
        writes.forEach((scope, pending) -> {
            if (!pending.isEmpty()) {
                Set<MemoryId> sources = sources(pending);
                checkAgain[0] |= !sources.isEmpty() || knowsOfRevocations(scope);
                append(scope, missing(scope, sources, positions), appends);
            }
        });
        commit(appends);
        return checkAgain[0];
    }

    /** Asks for all scopes at once if several have to be read. */
    private ScopePositions positions(UncommittedWrites writes) {
        boolean[] needed = {false};
        writes.forEach((scope, pending) ->
                needed[0] |= !pending.isEmpty() && (!sources(pending).isEmpty() || scope instanceof Scope.Agent));
        return needed[0] ? registry.positionsOf(scopes) : ScopePositions.UNKNOWN;
    }

    private boolean knowsOfRevocations(Scope scope) {
        return registry.find(scope)
                .map(record -> !registry.replica(record)
                        .readKnown((log, index) -> log.revocations().isEmpty()))
                .orElse(false);
    }

    private void append(Scope scope, List<Entry.Action> actions, List<Commit.Append> appends) {
        if (!actions.isEmpty()) {
            appends.add(new Commit.Append(registry.open(scope).id(), null, actions, List.of(), null));
        }
    }

    private void commit(List<Commit.Append> appends) {
        if (!appends.isEmpty()) {
            store.commit(Commit.of(appends));
        }
    }

    private static Set<MemoryId> sources(PendingWrites pending) {
        Set<MemoryId> sources = new HashSet<>();
        for (Entry.Action action : pending.actions()) {
            if (action instanceof Entry.Assert asserted) {
                sources.addAll(asserted.assertion().derivedFrom());
            }
        }
        return sources;
    }

    private List<Entry.Action> missing(Scope scope, Set<MemoryId> sources, ScopePositions positions) {
        List<Entry.Action> missing = new ArrayList<>();
        if (scope instanceof Scope.Agent agent && agent.task() != null) {
            missing.addAll(ofTask(new Scope.Task(agent.task()), scope, positions));
        }
        Elsewhere elsewhere = new Elsewhere(sources);
        for (Scope other : sources.isEmpty() ? List.<Scope>of() : scopes) {
            if (!other.equals(scope)) {
                read(other, positions, elsewhere::add);
            }
        }
        if (!elsewhere.isEmpty()) {
            read(registry.open(scope), positions, log -> elsewhere.newsFor(log.revocations(), missing));
        }
        return missing;
    }

    /** Returns the revocations of a task's writes that an agent's notes do not know: it may begin them later. */
    private List<Entry.Revoke> ofTask(Scope.Task task, Scope notes, ScopePositions positions) {
        List<Entry.Revoke> revokes = new ArrayList<>();
        read(
                task,
                positions,
                log -> log.revocations().active().stream()
                        .map(log.revocations()::entry)
                        .filter(entry -> entry.provenance() != null)
                        .forEach(revokes::add));
        if (!revokes.isEmpty()) {
            read(
                    registry.open(notes),
                    positions,
                    log -> revokes.removeIf(revoke -> log.revocations().isRestored(revoke.revocation())
                            || log.revocations().provenance(revoke.revocation()) != null));
        }
        return revokes.stream()
                .map(revoke -> new Entry.Revoke(
                        revoke.revocation(),
                        revoke.author(),
                        revoke.at(),
                        revoke.provenance(),
                        Entry.SourcesElsewhere.NONE))
                .toList();
    }

    private void read(Scope scope, ScopePositions positions, Consumer<ScopeLog> reader) {
        registry.find(scope).ifPresent(record -> read(record, positions, reader));
    }

    private void read(ScopeRecord record, ScopePositions positions, Consumer<ScopeLog> reader) {
        try {
            boolean unused = registry.replica(record).read(positions.position(record.id()), (log, index) -> {
                reader.accept(log);
                return true;
            });
        } catch (ScopeGoneException e) {
            registry.drop(e.scope());
        }
    }

    /** What the session's other scopes say of sources. Not thread-safe. */
    private static final class Elsewhere {
        private final Set<MemoryId> sources;
        private final Set<MemoryId> suspect = new HashSet<>();
        private final Set<MemoryId> sound = new HashSet<>();
        private final Map<String, Entry.Revoke> revocations = new HashMap<>();

        private Elsewhere(Set<MemoryId> sources) {
            this.sources = sources;
        }

        private void add(ScopeLog log) {
            for (MemoryId source : sources) {
                if (log.revocations().touches(source)) {
                    suspect.add(source);
                    log.revocations()
                            .active()
                            .forEach(id -> revocations.put(id, log.revocations().entry(id)));
                }
                if (log.revocations().supports(log, source)) {
                    sound.add(source);
                }
            }
        }

        private boolean isEmpty() {
            return suspect.isEmpty();
        }

        /** Adds the entry that tells a log what it does not know, unless all that it could come from is restored. */
        private void newsFor(Revocations known, List<Entry.Action> missing) {
            sound.retainAll(suspect);
            Set<MemoryId> revoked = new HashSet<>(suspect);
            revoked.removeAll(sound);
            Entry.SourcesElsewhere news = new Entry.SourcesElsewhere(revoked, sound).beyond(known.elsewhere());
            if (!news.isEmpty()) {
                revocations.values().stream()
                        .filter(revoke -> !known.isRestored(revoke.revocation()))
                        .findFirst()
                        .ifPresent(revoke -> missing.add(revoke.spreadTo(news)));
            }
        }
    }
}
