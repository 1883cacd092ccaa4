package dev.commonground.test;

import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Scope;
import dev.commonground.store.Commit;
import dev.commonground.store.CommitPlan;
import dev.commonground.store.CommitState;
import dev.commonground.store.Entry;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.RowJson;
import dev.commonground.store.ScopeHead;
import dev.commonground.store.ScopeRecord;
import dev.commonground.store.StatementVector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The log of one scope with its lanes, tips, vectors and readings. The caller holds the lock of the store. */
final class HeapScope {

    private record Lane(Commit.LaneClaim claim, long head, int incarnation) {

        Lane movedTo(long number) {
            return new Lane(claim, number, incarnation);
        }

        boolean isOf(Commit.LaneClaim other) {
            return claim.run().equals(other.run())
                    && claim.agent().equals(other.agent())
                    && claim.node().equals(other.node());
        }
    }

    private record VectorKey(MemoryId id, String speaker, String model) {}

    private final String owner;
    private final ScopeRecord scopeRecord;
    private final HeapLog log = new HeapLog();
    private final Map<Long, Lane> lanes = new LinkedHashMap<>();
    private final Map<String, SortedMap<Long, Long>> tips = new HashMap<>();
    private final Map<VectorKey, StatementVector> vectors = new LinkedHashMap<>();
    private final HeapLedger ledger = new HeapLedger();
    private boolean archived;

    HeapScope(String owner, ScopeRecord scopeRecord) {
        this.owner = owner;
        this.scopeRecord = scopeRecord;
    }

    String owner() {
        return owner;
    }

    ScopeRecord record() {
        return scopeRecord;
    }

    HeapLog log() {
        return log;
    }

    HeapLedger ledger() {
        return ledger;
    }

    boolean isArchived() {
        return archived;
    }

    void archive(boolean archive) {
        archived = archive;
    }

    /** Returns whether this is the task's own scope or the notes of an agent on it. */
    boolean belongsTo(Scope.Task task) {
        Scope scope = scopeRecord.scope();
        return scope.equals(task)
                || (scope instanceof Scope.Agent agent && task.task().equals(agent.task()));
    }

    ScopeHead head() {
        return new ScopeHead(log.position(), archived);
    }

    /** Adds what the append depends on. */
    void addTo(CommitState state, String commit, Commit.Append append) {
        String id = scopeRecord.id();
        log.appendedBy(commit).forEach(entry -> state.addEarlier(id, entry.position(), entry.lane(), entry.number()));
        Commit.LaneClaim claim = append.lane();
        if (claim != null) {
            lanes.forEach((number, lane) -> {
                if (lane.isOf(claim)) {
                    state.addLane(id, number, lane.head(), lane.incarnation());
                }
            });
            state.setLastLane(id, lanes.keySet().stream().max(Long::compare).orElse(0L));
        }
        Commit.TipMove tip = append.tip();
        if (tip != null) {
            SortedMap<Long, Long> known = tips.get(tip.run());
            state.setTip(id, known == null ? null : RowJson.write(known));
        }
    }

    void write(String commit, CommitPlan.ScopeWrite write) {
        for (Entry entry : write.entries()) {
            remove(entry.action());
            log.append(commit, entry);
        }
        CommitPlan.LaneWrite lane = write.lane();
        if (lane != null) {
            lanes.merge(
                    lane.lane(),
                    new Lane(lane.claim(), lane.head(), lane.incarnation()),
                    (known, moved) -> known.movedTo(moved.head()));
        }
        write.vectors().forEach(this::add);
        Entry.Tip tip = write.tip();
        if (tip != null) {
            tips.put(tip.run(), tip.lanes());
        }
    }

    private void remove(Entry.Action action) {
        log.remove(action);
        if (action instanceof Entry.Erase erase) {
            vectors.keySet().removeIf(key -> key.id().equals(erase.id()));
            ledger.erase(erase.id());
        } else if (action instanceof Entry.Sweep) {
            Set<MemoryId> asserted = asserted(log.beyond(0));
            vectors.keySet().removeIf(key -> !asserted.contains(key.id()));
        }
    }

    private void add(StatementVector vector) {
        vectors.putIfAbsent(new VectorKey(vector.id(), vector.speaker(), vector.model()), vector);
    }

    /** Returns whether the vectors were added: the log removed nothing after {@code position}. */
    boolean keepVectors(long position, List<StatementVector> added) {
        boolean outdated =
                log.beyond(position).stream().anyMatch(entry -> entry.action().removes());
        if (!outdated) {
            added.forEach(this::add);
        }
        return !outdated;
    }

    /** Returns how many vectors were deleted. */
    int deleteVectors(Collection<Long> assertions) {
        Set<MemoryId> statements = asserted(log.beyond(0).stream()
                .filter(entry -> assertions.contains(entry.position()))
                .toList());
        int before = vectors.size();
        vectors.keySet().removeIf(key -> statements.contains(key.id()));
        return before - vectors.size();
    }

    MemoryStore.Tail readBeyond(long position, String model) {
        List<Entry> entries = log.beyond(position);
        @Nullable Set<MemoryId> wanted = position == 0 ? null : asserted(entries);
        List<StatementVector> found = new ArrayList<>();
        for (StatementVector vector : vectors.values()) {
            if (vector.model().equals(model) && (wanted == null || wanted.contains(vector.id()))) {
                found.add(vector);
            }
        }
        return new MemoryStore.Tail(entries, found);
    }

    private static Set<MemoryId> asserted(List<Entry> entries) {
        Set<MemoryId> asserted = new HashSet<>();
        for (Entry entry : entries) {
            MemoryId id = entry.action().asserts();
            if (id != null) {
                asserted.add(id);
            }
        }
        return asserted;
    }
}
