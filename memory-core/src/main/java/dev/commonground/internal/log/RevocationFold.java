package dev.commonground.internal.log;

import dev.commonground.memory.MemoryId;
import dev.commonground.store.Entry;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/** Brings a log's revocations up to date with an entry that the log already holds, and the log's caches with them. */
record RevocationFold(ScopeLog log, Revocations revocations, LiveStatements latest, SnapshotCache cache) {

    void append(Entry entry) {
        if (entry.action() instanceof Entry.Revoke || entry.action() instanceof Entry.Restore) {
            change(entry);
        } else if (!revocations.isEmpty() && matters(entry)) {
            compute();
        }
    }

    private void change(Entry entry) {
        Taint before = revocations.taint();
        BitSet liveBefore = live();
        revocations.add(entry.action());
        compute();
        BitSet liveAfter = live();
        Set<MemoryId> hidden = newlyVoid(before, revocations.taint());
        liveBefore.xor(liveAfter);
        Set<MemoryId> revived = new HashSet<>();
        Set<MemoryId> ended = new HashSet<>();
        liveBefore.stream().forEach(ordinal -> {
            MemoryId id = log.statements().get(ordinal).id();
            if (liveAfter.get(ordinal)) {
                revived.add(id);
            } else if (!hidden.contains(id)) {
                ended.add(id);
            }
        });
        revocations.add(new Revocations.Event(entry, hidden, revived, ended));
    }

    private BitSet live() {
        return (BitSet) log.live(Snapshot.latest(Instant.EPOCH)).clone();
    }

    private Set<MemoryId> newlyVoid(Taint before, Taint after) {
        Set<MemoryId> ids = new HashSet<>();
        for (MemoryId id : after.touched()) {
            LoggedStatement statement = log.find(id);
            if (statement != null
                    && statement.assertions().stream()
                            .anyMatch(one -> after.isVoid(one.position()) && !before.isVoid(one.position()))) {
                ids.add(id);
            }
        }
        return ids;
    }

    private void compute() {
        revocations.compute(log);
        latest.recompute();
        cache.clear();
    }

    /** An entry can make others void or sound if it is revoked itself, or says something about what is touched. */
    private boolean matters(Entry entry) {
        if (entry.action() instanceof Entry.Assert asserted) {
            return revocations.revokes(asserted.assertion())
                    || revocations.touches(asserted.id())
                    || asserted.assertion().derivedFrom().stream().anyMatch(revocations::touches);
        }
        if (entry.action() instanceof Entry.Annotate annotation) {
            return revocations.revokes(annotation.author(), annotation.at());
        }
        return entry.action() instanceof Entry.Forget || entry.action() instanceof Entry.Tip;
    }
}
