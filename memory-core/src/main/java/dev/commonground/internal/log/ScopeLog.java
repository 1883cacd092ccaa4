package dev.commonground.internal.log;

import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Metadata;
import dev.commonground.store.Entry;
import dev.commonground.store.MemoryStoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One scope's log on the heap, folded into statements with their assertions, annotations and retractions. What a reader
 * sees of it depends on the reader's {@link Snapshot} alone: see {@link Visibility}.
 *
 * <p>Several threads may read at once; the owner keeps readers out while it appends.
 */
public final class ScopeLog {

    private static final Snapshot EVERYTHING = Snapshot.latest(Instant.EPOCH).withRevoked();

    private final List<LoggedStatement> statements = new ArrayList<>();
    private final StatementIds byId = new StatementIds(statements);
    private final KeyedStatements byKey = new KeyedStatements();
    private @Nullable LoggedAssertion[] assertionByPosition = new LoggedAssertion[8];
    private final Map<Long, LoggedAnnotation> annotationByPosition = new HashMap<>();

    /** The statements to which an annotation has added an alias. */
    private final Set<LoggedStatement> aliased = new LinkedHashSet<>();

    /** The entries in quarantine by their positions; no reader sees them. */
    private final Map<Long, Entry> quarantined = new LinkedHashMap<>();

    private final Map<MemoryId, Entry> erasures = new LinkedHashMap<>();

    /** The statements with more than one assertion. */
    private final List<LoggedStatement> repeated = new ArrayList<>();

    private final SharedValues shared = new SharedValues();
    private final RunTips runs = new RunTips();
    private final RestrictedEntries restricted = new RestrictedEntries();
    private final Revocations revocations = new Revocations();
    private final Visibility visibility = new Visibility(runs, restricted, revocations);
    private final LaneEntries onLanes = new LaneEntries();
    private final LiveStatements latest = new LiveStatements(this);
    private final SnapshotCache cache = new SnapshotCache();
    private long position;

    /** Returns the position of the last entry, 0 for an empty log. */
    public long position() {
        return position;
    }

    /** Returns what decides which entries a snapshot sees. */
    public Visibility visibility() {
        return visibility;
    }

    /** Returns the statements in the order of their ordinals. */
    public List<LoggedStatement> statements() {
        return Collections.unmodifiableList(statements);
    }

    /** Returns the statement with {@code id}, or null if this log never held it. */
    public @Nullable LoggedStatement find(MemoryId id) {
        return byId.find(id);
    }

    /** Returns the index of a statement, or -1 if this log never held it. */
    public int ordinal(MemoryId id) {
        LoggedStatement statement = byId.find(id);
        return statement == null ? -1 : statement.ordinal();
    }

    /** Returns the statements about {@code key} that are live in {@code snapshot}, in the order of the log. */
    public List<LoggedStatement> about(String key, Snapshot snapshot) {
        Predicate<LoggedStatement> isLive = statement -> visibility.isLive(snapshot, statement);
        if (isPresentOfAll(snapshot)) {
            BitSet live = latest.at(snapshot.now());
            isLive = statement -> live.get(statement.ordinal());
        }
        return mayBeLive(key, snapshot)
                .filter(isLive)
                .sorted(Comparator.comparingInt(LoggedStatement::ordinal))
                .toList();
    }

    /** Returns the statements about {@code key} without those that ended before the base of {@code snapshot}. */
    Stream<LoggedStatement> mayBeLive(String key, Snapshot snapshot) {
        boolean everyEndCounts = restricted.isEmpty()
                && revocations.events().isEmpty()
                && snapshot.runs().stream().allMatch(run -> runs.hasTip(run, snapshot));
        return byKey.openAt(key, everyEndCounts ? snapshot.base() : 0);
    }

    /** Returns whether the snapshot shows what {@link LiveStatements} keeps: the present, as every reader sees it. */
    private boolean isPresentOfAll(Snapshot snapshot) {
        return snapshot.isLatest()
                && snapshot.runs().isEmpty()
                && !snapshot.auditing()
                && (restricted.isEmpty() || snapshot.reader().author() == null);
    }

    /** Returns the statements to which an annotation has added an alias, live or not. */
    public Set<LoggedStatement> aliased() {
        return Collections.unmodifiableSet(aliased);
    }

    /** Returns the last erasure of each erased statement. */
    public Map<MemoryId, Entry> erasures() {
        return Collections.unmodifiableMap(erasures);
    }

    /** Returns the entries in quarantine, for reviewers alone. */
    public Collection<Entry> quarantined() {
        return Collections.unmodifiableCollection(quarantined.values());
    }

    /** Returns the revocations, and what they make void. */
    public Revocations revocations() {
        return revocations;
    }

    /** Returns whether readers outside the run of an entry have ever to reckon with it: its run's tip holds it. */
    boolean isAccepted(Entry entry) {
        return visibility.contains(EVERYTHING, entry);
    }

    /** Returns the same for the entry of an assertion. */
    boolean isAccepted(LoggedAssertion assertion) {
        return visibility.contains(EVERYTHING, assertion);
    }

    /** Returns the numbers that {@code run} had accepted on its lanes at the position {@code base}. */
    public SortedMap<Long, Long> tip(String run, long base) {
        return runs.tip(run, base);
    }

    /** Returns whether the log holds every entry that {@code snapshot} is to see. */
    public boolean reaches(Snapshot snapshot) {
        return snapshot.isLatest() || (snapshot.base() <= position && runs.reaches(snapshot.lanes()));
    }

    /** Returns those of {@code lanes} that belong to {@code run}. */
    public SortedMap<Long, Long> lanesOf(String run, SortedMap<Long, Long> lanes) {
        return runs.lanesOf(run, lanes);
    }

    /**
     * Appends the next entry, and returns the assertion that it makes, or null.
     *
     * @throws MemoryStoreException if the entry does not follow the last one, or is encrypted
     */
    public @Nullable LoggedAssertion append(Entry entry) {
        if (entry.action() instanceof Entry.Encrypted) {
            throw new MemoryStoreException(
                    "The memory contains encrypted entries: open it with its key, by SharedMemory.Builder.encryption(...)");
        }
        if (entry.position() != position + 1) {
            throw new MemoryStoreException(
                    "Position %d of a scope's log is followed by %d, not by %d: a row is missing or was changed, so verify the memory and restore a backup"
                            .formatted(position, entry.position(), position + 1));
        }
        position = entry.position();
        runs.addLane(entry);
        if (entry.action() instanceof Entry.Tip tip) {
            SortedMap<Long, Long> before = runs.tip(tip.run(), Long.MAX_VALUE);
            runs.moveTo(tip, position);
            onLanes.forEachMoved(before, tip.lanes(), this::tipMovedOver);
        }
        return fold(entry);
    }

    private void tipMovedOver(EntryEffect effect, boolean accepted) {
        for (long retracted : effect.retracts()) {
            LoggedAssertion assertion = assertionAt(retracted);
            if (assertion != null) {
                if (accepted) {
                    end(assertion);
                } else {
                    byKey.endTaken(assertion);
                }
            }
        }
        latest.update(effect);
    }

    private void end(LoggedAssertion assertion) {
        byKey.endAdded(assertion, position);
    }

    private @Nullable LoggedAssertion fold(Entry read) {
        LoggedAssertion assertion = read.action() instanceof Entry.Assert asserted ? add(read, asserted) : null;
        EntryEffect effect =
                assertion == null ? new EntryEffect.Retraction(read.action().retracts()) : assertion;
        Entry entry = assertion == null || effect.retracts().isEmpty() ? read : assertion.entry();
        if (entry.action() instanceof Entry.Annotate annotation) {
            annotate(entry, annotation);
        } else if (entry.action() instanceof Entry.Erase erase) {
            erasures.put(erase.id(), entry);
        } else if (entry.action() instanceof Entry.Quarantine) {
            quarantined.put(entry.position(), entry);
        }
        effect.retracts().forEach(retracted -> retract(retracted, entry));
        restricted.add(entry, () -> statementsOf(effect));
        onLanes.add(entry, effect);
        latest.append(effect);
        cache.entryAdded(assertion != null && assertion.assertion().expires() != null);
        new RevocationFold(this, revocations, latest, cache).append(entry);
        return assertion;
    }

    private LoggedAssertion add(Entry entry, Entry.Assert asserted) {
        LoggedStatement statement = statementOf(asserted);
        LoggedAssertion assertion = new LoggedAssertion(
                statement, shared.shared(asserted.assertion()), entry, runs.runOf(entry.lane()), asserted.retracts());
        statement.add(assertion);
        byKey.asserted(statement);
        if (statement.size() == 2) {
            repeated.add(statement);
        }
        int index = (int) assertion.position();
        if (index >= assertionByPosition.length) {
            assertionByPosition = Arrays.copyOf(assertionByPosition, index + index / 2);
        }
        assertionByPosition[index] = assertion;
        return assertion;
    }

    private void annotate(Entry entry, Entry.Annotate annotation) {
        LoggedStatement statement = byId.find(annotation.id());
        if (statement != null) {
            LoggedAnnotation added = new LoggedAnnotation(entry, annotation);
            statement.add(added);
            annotationByPosition.put(entry.position(), added);
            annotation.metadata().get(Metadata.ALIASES).ifPresent(aliases -> aliased.add(statement));
        }
    }

    private void retract(long retracted, Entry by) {
        LoggedAssertion assertion = assertionAt(retracted);
        if (assertion != null) {
            assertion.retract(by);
            if (by.run() == null) {
                end(assertion);
            }
        }
        LoggedAnnotation annotation = annotationByPosition.get(retracted);
        if (annotation != null) {
            annotation.retract(by);
            LoggedStatement statement = byId.find(annotation.annotation().id());
            if (statement != null) {
                statement.annotationRetracted();
            }
        }
    }

    private @Nullable LoggedAssertion assertionAt(long at) {
        return at > 0 && at < assertionByPosition.length ? assertionByPosition[(int) at] : null;
    }

    private LoggedStatement statementOf(Entry.Assert asserted) {
        LoggedStatement known = byId.find(asserted.id());
        if (known != null) {
            return known;
        }
        LoggedStatement added = new LoggedStatement(statements.size(), asserted.id(), asserted.statement());
        statements.add(added);
        byId.added();
        return added;
    }

    /** Returns the statements that an entry with this effect asserts or retracts. */
    List<LoggedStatement> statementsOf(EntryEffect effect) {
        List<LoggedStatement> named = new ArrayList<>();
        LoggedStatement asserted = effect.asserted();
        if (asserted != null) {
            named.add(asserted);
        }
        for (long retracted : effect.retracts()) {
            LoggedAssertion assertion = assertionAt(retracted);
            if (assertion != null) {
                named.add(assertion.statement());
            }
        }
        return named;
    }

    /** Returns the annotations of a statement that decide its metadata in {@code snapshot}. */
    public List<LoggedAnnotation> deciding(Snapshot snapshot, LoggedStatement statement) {
        return snapshot.isLatest() && revocations.events().isEmpty()
                ? statement.uncoveredAnnotations()
                : statement.annotations();
    }

    /** Returns the ordinals of the statements that no accepted entry has ended, in a new set; time ends none. */
    public BitSet unended() {
        return (BitSet) live(Snapshot.latest(Instant.EPOCH)).clone();
    }

    /** Returns the ordinals of the statements that are live in {@code snapshot}; the caller must not change the set. */
    public BitSet live(Snapshot snapshot) {
        Snapshot seen = restricted.isEmpty() ? snapshot.readBy(ReaderIdentity.UNRESTRICTED) : snapshot;
        if (!seen.isLatest() || !seen.runs().isEmpty() || seen.auditing()) {
            return cache.live(seen, this::computeLive);
        }
        BitSet all = latest.at(seen.now());
        return seen.reader().author() == null ? all : cache.live(seen, judged -> restrict(all, judged));
    }

    /** Only the statements that restricted entries name can differ from one reader to another. */
    private BitSet restrict(BitSet all, Snapshot snapshot) {
        BitSet live = (BitSet) all.clone();
        restricted
                .statements()
                .forEach(statement -> live.set(statement.ordinal(), visibility.isLive(snapshot, statement)));
        return live;
    }

    private BitSet computeLive(Snapshot snapshot) {
        BitSet found = new BitSet(statements.size());
        for (LoggedStatement statement : statements) {
            if (visibility.isLive(snapshot, statement)) {
                found.set(statement.ordinal());
            }
        }
        return found;
    }

    /**
     * Returns the hidden assertions of live statements: those that are not live in {@code snapshot}. The caller must not
     * change the map.
     *
     * @return the indexes in {@link LoggedStatement#assertions} by the statement's ordinal; a statement that is absent
     *     has no hidden assertion
     */
    public Map<Integer, BitSet> hiddenAssertions(Snapshot snapshot) {
        return repeated.isEmpty()
                ? Map.of()
                : cache.hidden(
                        restricted.isEmpty() ? snapshot.readBy(ReaderIdentity.UNRESTRICTED) : snapshot,
                        computed -> hiddenAssertions(computed, position -> false));
    }

    /** Returns the same as {@link #hiddenAssertions(Snapshot)}, with the assertions at some positions hidden as well. */
    public Map<Integer, BitSet> hiddenAssertions(Snapshot snapshot, LongPredicate retracted) {
        Map<Integer, BitSet> hidden = new HashMap<>();
        for (LoggedStatement statement : repeated) {
            BitSet ofStatement = hiddenAssertions(statement, snapshot, retracted);
            if (!ofStatement.isEmpty() && ofStatement.cardinality() < statement.size()) {
                hidden.put(statement.ordinal(), ofStatement);
            }
        }
        return hidden;
    }

    private BitSet hiddenAssertions(LoggedStatement statement, Snapshot snapshot, LongPredicate retracted) {
        BitSet hidden = new BitSet();
        List<LoggedAssertion> all = statement.assertions();
        for (int nth = 0; nth < all.size(); nth++) {
            LoggedAssertion assertion = all.get(nth);
            hidden.set(nth, !visibility.isLive(snapshot, assertion) || retracted.test(assertion.position()));
        }
        return hidden;
    }
}
