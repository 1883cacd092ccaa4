package dev.commonground.internal.session;

import dev.commonground.internal.replica.ScopePositions;
import dev.commonground.internal.replica.ScopeRegistry;
import dev.commonground.internal.replica.ScopeReplica;
import dev.commonground.memory.MemoryException;
import dev.commonground.memory.Scope;
import dev.commonground.memory.WriteOutcome;
import dev.commonground.store.Commit;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.MemoryStoreException;
import dev.commonground.store.ScopeGoneException;
import dev.commonground.store.ScopeRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Writes to one scope: opens a view, lets the writer add to the uncommitted writes, and commits unless a step does that
 * later. It retries where the scope was deleted or, if asked, changed in between.
 *
 * <p>Not thread-safe; the session guards it.
 */
final class WriteProtocol {

    /** How often a write is tried while others commit in between; each failure means that another writer succeeded. */
    private static final int MOST_ATTEMPTS = 1_000;

    /**
     * What a writer did.
     *
     * @param position the position of the scope that the writer saw
     */
    private record Written(ScopeRecord record, long position, List<WriteOutcome> outcomes) {}

    private final MemoryStore store;
    private final ScopeRegistry registry;
    private final SessionViews views;
    private final UncommittedWrites uncommitted;
    private final WriteMode mode;
    private final Consumer<List<WriteOutcome>> onCommit;
    private final Commits commits;
    private final RevokedSources revoked;

    /** Runs a commit, which the memory's observer sees. */
    @FunctionalInterface
    interface Commits {
        Commit.Receipt run(Commit commit, Supplier<Commit.Receipt> operation);
    }

    /**
     * Creates the protocol of a session.
     *
     * @param onCommit receives the outcomes of each commit
     * @param commits runs each commit
     */
    WriteProtocol(
            MemoryStore store,
            ScopeRegistry registry,
            SessionViews views,
            UncommittedWrites uncommitted,
            WriteMode mode,
            Consumer<List<WriteOutcome>> onCommit,
            Commits commits) {
        this.store = store;
        this.registry = registry;
        this.views = views;
        this.uncommitted = uncommitted;
        this.mode = mode;
        this.onCommit = onCommit;
        this.commits = commits;
        this.revoked = new RevokedSources(store, registry, views.scopes());
    }

    /** Writes once, and outside a step commits. */
    List<WriteOutcome> write(Scope scope, Function<ScopeView, List<WriteOutcome>> writer) {
        return writeOptimistically(scope, writer)
                .or(() -> write(scope, writer, Map.of(), knownPositions()))
                .orElseThrow();
    }

    /**
     * Returns the positions of the scopes, as far as they need not be asked for. A step reads as of its cursor, so its
     * writes decide on what it has read; its commit detects what others did since.
     */
    private ScopePositions knownPositions() {
        return mode == WriteMode.WITH_STEP && store.remote()
                ? new ScopePositions(Set.of(), views.seen(), false)
                : ScopePositions.UNKNOWN;
    }

    /**
     * Writes as {@link #write} does; outside a step it repeats the write until no one else has committed to the scope
     * between the view and the commit.
     */
    List<WriteOutcome> writeIfUnchanged(Scope scope, Function<ScopeView, List<WriteOutcome>> writer) {
        ScopeRecord record = registry.open(scope);
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            long position = registry.replica(record).position();
            Optional<List<WriteOutcome>> results =
                    write(scope, writer, Map.of(record.id(), position), ScopePositions.UNKNOWN);
            if (results.isPresent()) {
                return results.get();
            }
        }
        throw new MemoryStoreException(
                "Other writers changed the %s during each of %d attempts, so nothing of this write was stored: try again"
                        .formatted(scope, MOST_ATTEMPTS));
    }

    /**
     * Writes on the assumption that the scope has not moved since it was last read, which saves a question to a remote
     * store. Returns empty if there is nothing to assume, or the assumption was or may have been wrong.
     */
    private Optional<List<WriteOutcome>> writeOptimistically(
            Scope scope, Function<ScopeView, List<WriteOutcome>> writer) {
        return mode == WriteMode.IMMEDIATE && store.remote()
                ? registry.cached(scope).flatMap(record -> writeOptimistically(record, writer))
                : Optional.empty();
    }

    private Optional<List<WriteOutcome>> writeOptimistically(
            ScopeRecord record, Function<ScopeView, List<WriteOutcome>> writer) {
        ScopeReplica replica = registry.replica(record);
        long assumed = replica.assumedPosition();
        if (assumed == ScopePositions.NOT_ASKED) {
            return Optional.empty();
        }
        try {
            Optional<List<WriteOutcome>> written = write(
                    record.scope(), writer, Map.of(record.id(), assumed), ScopePositions.assumed(record.id(), assumed));
            replica.assumptionResolved(written.isPresent());
            return written;
        } catch (ScopeGoneException e) {
            registry.drop(e.scope());
            return Optional.empty();
        } catch (MemoryException.NotFound e) {
            return Optional.empty(); // another process may have written it since
        }
    }

    /** Writes, and outside a step commits if the scopes are where {@code onlyAt} says; empty if they are not. */
    private Optional<List<WriteOutcome>> write(
            Scope scope,
            Function<ScopeView, List<WriteOutcome>> writer,
            Map<String, Long> onlyAt,
            ScopePositions positions) {
        try {
            Written written = retryIfRecreated(
                    scope,
                    record -> views.view(
                            record, positions, view -> new Written(record, view.position(), writer.apply(view))));
            if (mode == WriteMode.WITH_STEP) {
                uncommitted.add(written.outcomes());
                return Optional.of(written.outcomes());
            }
            if (positions.isAssumed() && uncommitted.to(scope).isEmpty()) {
                return Optional.empty(); // without a commit nothing confirms the assumption
            }
            return commit(onlyAt).map(receipt -> settle(written, receipt));
        } finally {
            if (mode == WriteMode.IMMEDIATE) {
                uncommitted.clear();
            }
        }
    }

    /** Uses a scope, and creates it again if it was deleted since it was opened. */
    private <T> T retryIfRecreated(Scope scope, Function<ScopeRecord, T> use) {
        try {
            return use.apply(registry.open(scope));
        } catch (ScopeGoneException e) {
            registry.drop(e.scope());
            return use.apply(registry.open(scope));
        }
    }

    /** Reports the outcomes of a committed write; others may have overtaken it between its view and its commit. */
    private List<WriteOutcome> settle(Written written, Commit.Receipt receipt) {
        int entries = uncommitted.to(written.record().scope()).actions().size();
        uncommitted.clear();
        Commit.Appended appended = receipt.scopes().get(written.record().id());
        List<WriteOutcome> outcomes = written.outcomes();
        if (appended != null && appended.position() - entries > written.position()) {
            outcomes = new OvertakenWrite(views, written.record(), appended.position() - entries, appended.position())
                    .settle(outcomes);
        }
        uncommitted.add(outcomes);
        onCommit.accept(uncommitted.outcomes());
        return outcomes;
    }

    /** Commits if the scopes are where {@code onlyAt} says; empty if they are not. */
    private Optional<Commit.Receipt> commit(Map<String, Long> onlyAt) {
        boolean checkAgain = revoked.carryOver(uncommitted);
        List<Commit.Append> appends = uncommitted.appends((scope, writes) ->
                new Commit.Append(registry.open(scope).id(), null, writes.actions(), writes.vectors(), null));
        Commit.Receipt receipt = appends.isEmpty()
                ? new Commit.Receipt(true, Map.of())
                : commit(Commit.of(appends).onlyAt(onlyAt));
        if (receipt.accepted() && checkAgain) {
            new JointSpread(store, registry, views.scopes()).carryOver();
        }
        return receipt.accepted() ? Optional.of(receipt) : Optional.empty();
    }

    private Commit.Receipt commit(Commit commit) {
        return commits.run(commit, () -> store.commit(commit, receipt -> registry.committed(commit, receipt)));
    }
}
