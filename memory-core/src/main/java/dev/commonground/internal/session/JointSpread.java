package dev.commonground.internal.session;

import dev.commonground.internal.log.Revocations;
import dev.commonground.internal.log.ScopeLog;
import dev.commonground.internal.log.TaintSpread;
import dev.commonground.internal.replica.ScopePositions;
import dev.commonground.internal.replica.ScopeRegistry;
import dev.commonground.memory.Scope;
import dev.commonground.store.Commit;
import dev.commonground.store.Entry;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.ScopeGoneException;
import dev.commonground.store.ScopeRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Spreads revocations over all scopes of a session at once, after a commit to some of them. */
record JointSpread(MemoryStore store, ScopeRegistry registry, List<Scope> scopes) {

    private record OpenLog(ScopeRecord record, ScopeLog log) {}

    /**
     * Tells the scopes what has become of their sources by a commit. A person may have revoked a source in between, a write
     * may be revoked as it arrives, and what is derived from it in another scope may have nothing else to support it.
     */
    void carryOver() {
        ScopePositions positions = registry.positionsOf(scopes);
        List<ScopeRecord> records = scopes.stream()
                .filter(scope -> !positions.absent().contains(scope))
                .flatMap(scope -> registry.find(scope).stream())
                .sorted(Comparator.comparing(ScopeRecord::id)) // all readers of several replicas lock them in one order
                .toList();
        List<Commit.Append> appends = new ArrayList<>();
        readAll(records, positions, List.of(), logs -> tellAll(logs, appends));
        if (!appends.isEmpty()) {
            store.commit(Commit.of(appends));
        }
    }

    private void readAll(
            List<ScopeRecord> records, ScopePositions positions, List<OpenLog> read, Consumer<List<OpenLog>> reader) {
        if (records.isEmpty()) {
            reader.accept(read);
            return;
        }
        ScopeRecord first = records.get(0);
        try {
            boolean unused = registry.replica(first).read(positions.position(first.id()), (log, index) -> {
                List<OpenLog> more = new ArrayList<>(read);
                more.add(new OpenLog(first, log));
                readAll(records.subList(1, records.size()), positions, more, reader);
                return true;
            });
        } catch (ScopeGoneException e) {
            registry.drop(e.scope());
            readAll(records.subList(1, records.size()), positions, read, reader);
        }
    }

    private static void tellAll(List<OpenLog> logs, List<Commit.Append> appends) {
        if (logs.stream().allMatch(one -> one.log.revocations().isEmpty())) {
            return;
        }
        TaintSpread spread = TaintSpread.among(logs.stream().map(OpenLog::log).toList());
        for (OpenLog one : logs) {
            Revocations known = one.log.revocations();
            Entry.SourcesElsewhere news = spread.elsewhere(one.log).beyond(known.elsewhere());
            if (!news.isEmpty()) {
                anyOf(logs, known)
                        .map(revoke -> new Commit.Append(
                                one.record.id(), null, List.of(revoke.spreadTo(news)), List.of(), null))
                        .ifPresent(appends::add);
            }
        }
    }

    /** Returns a revocation that a log takes news from: not one that is restored there. */
    private static Optional<Entry.Revoke> anyOf(List<OpenLog> logs, Revocations known) {
        return logs.stream()
                .map(one -> one.log.revocations())
                .flatMap(revocations -> revocations.active().stream().map(revocations::entry))
                .filter(revoke -> !known.isRestored(revoke.revocation()))
                .findFirst();
    }
}
