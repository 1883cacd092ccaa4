package dev.commonground.internal.log;

import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.WriteSource;
import dev.commonground.store.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The revocations of one log, and which of its entries they make void. A void entry has no effect for any snapshot but an
 * auditor's: a void assertion is not visible, and what it retracted is not retracted.
 *
 * <p>Several threads may read at once; the owner of the log keeps readers out while it appends.
 */
public final class Revocations {

    private final Map<String, Active> active = new LinkedHashMap<>();
    private final Set<String> restored = new HashSet<>();
    private final Map<MemoryId, Boolean> elsewhere = new HashMap<>();
    private final List<Event> events = new ArrayList<>();
    private Taint taint = Taint.NONE;

    /** What one revocation in force revokes. */
    private static final class Active {
        private final Entry.Revoke first;
        private final List<WriteSource> provenances = new ArrayList<>(1);

        private Active(Entry.Revoke first) {
            this.first = first;
        }
    }

    /**
     * What an entry that revokes or restores has changed for readers outside graphs.
     *
     * @param entry the entry
     * @param hidden the statements with an assertion that became void
     * @param revived the statements that became live
     * @param ended the statements that are no longer live although none of their assertions became void
     */
    public record Event(Entry entry, Set<MemoryId> hidden, Set<MemoryId> revived, Set<MemoryId> ended) {

        /** Returns the person who revoked or restored. */
        public Author author() {
            return entry.action() instanceof Entry.Revoke revoke
                    ? revoke.author()
                    : ((Entry.Restore) entry.action()).author();
        }

        /** Returns the time. */
        public Instant at() {
            return entry.action() instanceof Entry.Revoke revoke ? revoke.at() : ((Entry.Restore) entry.action()).at();
        }
    }

    /** Returns whether the entry at a position is void. */
    boolean isVoid(long position) {
        return taint.isVoid(position);
    }

    /** Returns whether nothing is left of a statement of this log, or of another one that is known to be revoked. */
    public boolean isRevoked(MemoryId id) {
        return taint.isRevoked(id);
    }

    /** Returns whether a revocation has made an entry of a statement void. */
    public boolean touches(MemoryId id) {
        return taint.touches(id);
    }

    /** Returns whether a log has an assertion of a statement that counts without the revoked ones. */
    public boolean supports(ScopeLog log, MemoryId id) {
        LoggedStatement statement = log.find(id);
        return statement != null
                && statement.assertions().stream()
                        .anyMatch(one ->
                                !isVoid(one.position()) && TaintSpread.counts(one, log, by -> isVoid(by.position())));
    }

    /** Returns a copy with the revocations of some ids only, which knows nothing of other logs. */
    Revocations only(Predicate<String> wanted) {
        Revocations some = new Revocations();
        active.forEach((id, one) -> {
            if (wanted.test(id)) {
                some.active.put(id, one);
            }
        });
        return some;
    }

    /** Returns whether a revocation is undone here. */
    public boolean isRestored(String revocation) {
        return restored.contains(revocation);
    }

    /** Returns the ids of the revocations in force. */
    public Set<String> active() {
        return Collections.unmodifiableSet(active.keySet());
    }

    /** Returns what a revocation in force revokes of this log; null if it revokes only what is derived. */
    public @Nullable WriteSource provenance(String revocation) {
        Active known = active.get(revocation);
        return known == null || known.provenances.isEmpty() ? null : known.provenances.get(0);
    }

    /**
     * Returns the first entry of a revocation.
     *
     * @throws IllegalStateException if it is not in force
     */
    public Entry.Revoke entry(String revocation) {
        Active known = active.get(revocation);
        if (known == null) {
            throw new IllegalStateException("The revocation %s is not in force".formatted(revocation));
        }
        return known.first;
    }

    /** Returns what revocations and restorations have changed, in the order of the log. */
    public List<Event> events() {
        return Collections.unmodifiableList(events);
    }

    void add(Event event) {
        events.add(event);
    }

    Taint taint() {
        return taint;
    }

    /** Returns whether no revocation is in force, and none elsewhere is known. */
    public boolean isEmpty() {
        return active.isEmpty() && elsewhere.isEmpty();
    }

    /** Adds a revocation or restoration; any other action changes nothing. */
    void add(Entry.Action action) {
        if (action instanceof Entry.Revoke revoke) {
            revoke(revoke);
        } else if (action instanceof Entry.Restore restore) {
            active.remove(restore.revocation());
            restored.add(restore.revocation());
            elsewhere.clear();
            know(restore.elsewhere());
        }
    }

    private void revoke(Entry.Revoke revoke) {
        if (!restored.contains(revoke.revocation())) {
            Active known = active.computeIfAbsent(revoke.revocation(), id -> new Active(revoke));
            WriteSource provenance = revoke.provenance();
            if (provenance != null) {
                known.provenances.add(provenance);
            }
            know(revoke.elsewhere());
        }
    }

    private void know(Entry.SourcesElsewhere sources) {
        sources.revoked().forEach(id -> elsewhere.put(id, false));
        sources.sound().forEach(id -> elsewhere.put(id, true));
    }

    /** Computes again what is void. */
    void compute(ScopeLog log) {
        taint = isEmpty() ? Taint.NONE : TaintSpread.of(this, log);
    }

    /** Returns whether an assertion is revoked by its own provenance. */
    boolean revokes(Assertion assertion) {
        for (Active one : active.values()) {
            for (WriteSource provenance : one.provenances) {
                if (provenance.matches(assertion)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Returns whether a retraction or annotation is revoked by its own provenance. */
    boolean revokes(Author author, Instant at) {
        return active.values().stream()
                .flatMap(one -> one.provenances.stream())
                .anyMatch(provenance -> provenance.matches(author, at));
    }

    /** Returns what is known of sources in other logs. */
    public Entry.SourcesElsewhere elsewhere() {
        return new Entry.SourcesElsewhere(elsewhere(false), elsewhere(true));
    }

    private Set<MemoryId> elsewhere(boolean sound) {
        return elsewhere.entrySet().stream()
                .filter(one -> one.getValue() == sound)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
