package dev.commonground.internal.audit;

import dev.commonground.internal.log.Revocations;
import dev.commonground.internal.log.ScopeLog;
import dev.commonground.internal.log.TaintSpread;
import dev.commonground.store.Commit;
import dev.commonground.store.Entry;
import dev.commonground.store.ScopeRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which entries it takes in each scope of an owner to revoke or to restore. What a revocation makes void in one scope is a
 * source to revoke in every other scope that derives from it. The plan appends to its own folds of the logs.
 *
 * <p>Not thread-safe.
 */
final class RevocationPlan {

    private final Map<String, ScopeLog> logs = new LinkedHashMap<>();
    private final Map<String, Long> positions = new HashMap<>();
    private final Map<String, List<Entry.Action>> actions = new LinkedHashMap<>();
    private final Set<String> direct = new HashSet<>();

    /**
     * Adds a scope.
     *
     * @param ofTask whether revocations apply to the writes of the scope themselves
     */
    void add(ScopeRecord record, ScopeLog log, boolean ofTask) {
        if (ofTask
                || !TaintSpread.sourcesIn(log).isEmpty()
                || !log.revocations().active().isEmpty()) {
            logs.put(record.id(), log);
            positions.put(record.id(), log.position());
            if (ofTask) {
                direct.add(record.id());
            }
        }
    }

    /** Adds what it takes to revoke. */
    void revoke(Entry.Revoke revocation) {
        logs.forEach((scope, log) -> {
            if (direct.contains(scope) && log.revocations().provenance(revocation.revocation()) == null) {
                append(scope, log, revocation);
            }
        });
        TaintSpread spread = TaintSpread.over(logs.values(), id -> true);
        logs.forEach((scope, log) -> {
            Entry.SourcesElsewhere news =
                    spread.elsewhere(log).beyond(log.revocations().elsewhere());
            if (!news.isEmpty()) {
                append(scope, log, revocation.spreadTo(news));
            }
        });
    }

    /** Adds what it takes to restore. What other revocations hide as well stays hidden in every scope. */
    void restore(Entry.Restore restoration) {
        String id = restoration.revocation();
        TaintSpread spread = TaintSpread.over(logs.values(), other -> !other.equals(id));
        logs.forEach((scope, log) -> {
            Entry.SourcesElsewhere left = spread.elsewhere(log);
            Revocations known = log.revocations();
            if (known.active().contains(id) || !known.elsewhere().equals(left)) {
                append(scope, log, new Entry.Restore(id, restoration.author(), restoration.at(), left));
            }
        });
    }

    private void append(String scope, ScopeLog log, Entry.Action action) {
        long position = log.position() + 1;
        log.append(new Entry(position, Entry.DIRECT, null, position, action));
        actions.computeIfAbsent(scope, id -> new ArrayList<>()).add(action);
    }

    boolean isEmpty() {
        return actions.isEmpty();
    }

    /** Returns the commit, which is refused if one of its scopes has changed since it was read. */
    Commit commit() {
        Map<String, Long> at = new HashMap<>(positions);
        at.keySet().retainAll(actions.keySet());
        return Commit.of(actions.entrySet().stream()
                        .map(scope -> new Commit.Append(scope.getKey(), null, scope.getValue(), List.of(), null))
                        .toList())
                .onlyAt(at);
    }
}
