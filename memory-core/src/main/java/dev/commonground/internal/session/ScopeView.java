package dev.commonground.internal.session;

import dev.commonground.internal.log.LoggedAnnotation;
import dev.commonground.internal.log.LoggedAssertion;
import dev.commonground.internal.log.LoggedStatement;
import dev.commonground.internal.log.ScopeLog;
import dev.commonground.internal.log.Snapshot;
import dev.commonground.internal.search.ScopeIndex;
import dev.commonground.internal.search.SearchTarget;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.Audience;
import dev.commonground.memory.Author;
import dev.commonground.memory.Change;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.Filter;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryException;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Scope;
import dev.commonground.memory.Statement;
import dev.commonground.store.Entry;
import dev.commonground.store.ScopeRecord;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One scope as one session sees it at one moment: a snapshot of the log, with the session's pending writes on top. A view
 * is valid only within the read that opened it.
 */
public final class ScopeView {

    private static final Comparator<Assertion> BY_AUTHOR = Comparator.comparing(Assertion::author)
            .thenComparing(Assertion::at)
            .thenComparing(assertion -> String.valueOf(assertion.node()))
            .thenComparing(assertion -> String.valueOf(assertion.thread()));

    /** Orders assertions by their authors' clocks, since the log's order is that of arrival. */
    private static final Comparator<LoggedAssertion> BY_CLOCK = Comparator.comparing(
                    (LoggedAssertion logged) -> logged.assertion().at())
            .thenComparing(LoggedAssertion::assertion, BY_AUTHOR);

    private final ScopeRecord scope;
    private final ZoneId zone;
    private final ScopeLog log;
    private final ScopeIndex index;
    private final Snapshot snapshot;
    private final PendingWrites pending;

    ScopeView(
            ScopeRecord scope, ZoneId zone, ScopeLog log, ScopeIndex index, Snapshot snapshot, PendingWrites pending) {
        this.scope = scope;
        this.zone = zone;
        this.log = log;
        this.index = index;
        this.snapshot = snapshot;
        this.pending = pending;
    }

    /** Returns the scope that is viewed. */
    public Scope scope() {
        return scope.scope();
    }

    /** Returns the id of the scope in its store. */
    public String scopeId() {
        return scope.id();
    }

    /** Returns the function that gives the scope's statements their ids. */
    public Function<Statement, MemoryId> identity() {
        return scope.identity()::of;
    }

    /** Returns the position of the log. */
    public long position() {
        return log.position();
    }

    /** Returns the length of the scope's vectors; 0 if there are none. */
    public int dimension() {
        return index.dimension();
    }

    /** Returns whether anything in the scope was ever revoked or erased. */
    boolean hasWithdrawn() {
        return !log.revocations().events().isEmpty() || !log.erasures().isEmpty();
    }

    /** Returns whether the memory {@code id} is revoked as a whole. */
    boolean isRevoked(MemoryId id) {
        return log.revocations().isRevoked(id);
    }

    /** Returns the key of a logged memory, visible or not; null if it has none. */
    @Nullable
    String key(MemoryId id) {
        LoggedStatement logged = log.find(id);
        return logged == null ? null : logged.statement().key();
    }

    /** Returns the live assertions of {@code id}. */
    List<LiveAssertion> assertions(MemoryId id) {
        List<LiveAssertion> live = new ArrayList<>();
        LoggedStatement logged = log.find(id);
        if (logged != null) {
            for (LoggedAssertion assertion : logged.assertions()) {
                if (log.visibility().isLive(snapshot, assertion) && !pending.retracts(assertion.position())) {
                    live.add(new LiveAssertion(assertion.position(), assertion.assertion()));
                }
            }
        }
        live.addAll(pending.assertions(id));
        return live;
    }

    /** Returns the live annotations of {@code id}. */
    List<LiveAnnotation> annotations(MemoryId id) {
        LoggedStatement logged = log.find(id);
        List<LiveAnnotation> live = live(logged == null ? List.of() : logged.annotations());
        live.addAll(pending.annotations(id));
        return live;
    }

    /** Returns the live annotations that decide the metadata of {@code id}. */
    private List<LiveAnnotation> decidingAnnotations(MemoryId id) {
        LoggedStatement logged = log.find(id);
        List<LiveAnnotation> live = live(logged == null ? List.of() : log.deciding(snapshot, logged));
        live.addAll(pending.annotations(id));
        return live;
    }

    private List<LiveAnnotation> live(List<LoggedAnnotation> annotations) {
        List<LiveAnnotation> live = new ArrayList<>();
        for (LoggedAnnotation annotation : annotations) {
            if (log.visibility().isLive(snapshot, annotation) && !pending.retracts(annotation.position())) {
                live.add(new LiveAnnotation(annotation.position(), annotation.annotation()));
            }
        }
        return live;
    }

    List<Long> assertionPositions(MemoryId id) {
        return assertions(id).stream().map(LiveAssertion::position).toList();
    }

    /** Returns the positions of the live assertions of {@code id} by {@code author}. */
    List<Long> positionsOf(MemoryId id, Author author) {
        return assertions(id).stream()
                .filter(live -> live.assertion().author().equals(author))
                .map(LiveAssertion::position)
                .toList();
    }

    /** Returns the positions to retract for nothing of {@code id} to be live. */
    List<Long> positions(MemoryId id) {
        return Stream.concat(
                        assertions(id).stream().map(LiveAssertion::position),
                        annotations(id).stream().map(LiveAnnotation::position))
                .toList();
    }

    /**
     * Returns the memory {@code id}.
     *
     * @throws MemoryException.NotFound if the memory is not live
     */
    Memory requireLive(MemoryId id) {
        return live(id).orElseThrow(() -> new MemoryException.NotFound(id));
    }

    /** Returns the memory {@code id} if it is live. */
    public Optional<Memory> live(MemoryId id) {
        List<LiveAssertion> assertions = assertions(id);
        Statement statement = statement(id);
        return assertions.isEmpty() || statement == null
                ? Optional.empty()
                : Optional.of(memory(
                        id,
                        statement,
                        Memory.Status.LIVE,
                        assertions.stream().map(LiveAssertion::assertion).toList()));
    }

    /** Returns the memory {@code id} in its present state, or in its last one if it is not live. */
    Optional<Memory> find(MemoryId id) {
        Optional<Memory> live = live(id);
        LoggedStatement logged = log.find(id);
        if (live.isPresent() || logged == null) {
            return live;
        }
        List<LoggedAssertion> visible = visible(logged);
        return visible.stream()
                .reduce((a, b) -> BY_CLOCK.compare(a, b) > 0 ? a : b)
                .map(last -> memory(
                        id,
                        logged.statement(),
                        statusAfter(last),
                        visible.stream().map(LoggedAssertion::assertion).toList()));
    }

    private List<LoggedAssertion> visible(LoggedStatement logged) {
        return logged.assertions().stream()
                .filter(assertion -> log.visibility().isVisible(snapshot, assertion))
                .toList();
    }

    private Memory.Status statusAfter(LoggedAssertion last) {
        List<Entry.Action> ends = endsOf(last);
        if (ends.isEmpty()) {
            return Memory.Status.EXPIRED;
        }
        return ends.stream().anyMatch(Entry.Assert.class::isInstance)
                ? Memory.Status.SUPERSEDED
                : Memory.Status.FORGOTTEN;
    }

    /** Returns the visible and pending actions that retract an assertion. */
    List<Entry.Action> endsOf(LoggedAssertion assertion) {
        return Stream.concat(
                        assertion.retractions().stream()
                                .filter(by -> log.visibility().retracts(snapshot, by, assertion))
                                .map(by -> asShown(by).action()),
                        pending.actions().stream()
                                .filter(action -> action.retracts().contains(assertion.position())))
                .toList();
    }

    /** Returns a retraction as the reader may know it: an assertion for other readers looks like a withdrawal. */
    Entry asShown(Entry by) {
        return by.action() instanceof Entry.Assert asserted && !log.visibility().isVisible(snapshot, by)
                ? new Entry(by.position(), by.lane(), by.run(), by.number(), retraction(asserted))
                : by;
    }

    private static Entry.Forget retraction(Entry.Assert asserted) {
        return new Entry.Forget(
                asserted.assertion().author(), asserted.assertion().at(), asserted.retracts());
    }

    /** Returns the audience of {@code id} here, whether the reader sees it or not; everybody if it is unknown here. */
    Audience audienceOf(MemoryId id) {
        LoggedStatement logged = log.find(id);
        Optional<Audience> visible = find(id).map(InheritedAudience::of);
        return logged == null
                ? visible.orElse(Audience.EVERYONE)
                : visible.orElseGet(() -> InheritedAudience.all(logged.assertions().stream()
                        .map(one -> one.assertion().audience())
                        .toList()));
    }

    /** Returns the live memories about {@code key}, in the order of {@link Memory#BY_KIND}. */
    List<Memory> about(String key) {
        Set<MemoryId> ids = new LinkedHashSet<>();
        log.about(key, snapshot).forEach(logged -> ids.add(logged.id()));
        ids.addAll(pending.about(key));
        return live(ids);
    }

    /** Returns the live memories whose statement is {@code wanted}, in the order of {@link Memory#BY_KIND}. */
    public List<Memory> live(Predicate<Statement> wanted) {
        Set<MemoryId> ids = new LinkedHashSet<>();
        BitSet live = log.live(snapshot);
        for (LoggedStatement logged : log.statements()) {
            if (live.get(logged.ordinal()) && wanted.test(logged.statement())) {
                ids.add(logged.id());
            }
        }
        pending.statements().forEach((id, statement) -> {
            if (wanted.test(statement)) {
                ids.add(id);
            }
        });
        return live(ids);
    }

    /** Returns how many memories of each kind are live. */
    Map<Kind, Integer> countByKind() {
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        if (pending.isEmpty()) {
            List<LoggedStatement> statements = log.statements();
            log.live(snapshot).stream()
                    .forEach(ordinal ->
                            counts.merge(statements.get(ordinal).statement().kind(), 1, Integer::sum));
        } else {
            live(statement -> true).forEach(memory -> counts.merge(memory.kind(), 1, Integer::sum));
        }
        return counts;
    }

    private List<Memory> live(Set<MemoryId> ids) {
        return ids.stream()
                .flatMap(id -> live(id).stream())
                .sorted(Memory.BY_KIND)
                .toList();
    }

    /** Returns the live memories with an assertion at one of {@code positions}. */
    List<Memory> liveAt(List<Long> positions) {
        return log.statements().stream()
                .filter(logged ->
                        logged.assertions().stream().anyMatch(assertion -> positions.contains(assertion.position())))
                .flatMap(logged -> live(logged.id()).stream())
                .toList();
    }

    /** Returns whether a search finds all vectors that it needs; see {@link Session#readToSearch}. */
    boolean isAwake() {
        return !index.hasDormant() || index.isAwake(log.live(snapshot));
    }

    /** Returns the targets of a search for memories that pass a filter: the log, and the pending writes if there are any. */
    public List<SearchTarget> searchTargets(Filter filter) {
        return new SearchTargets(this, zone, log, index, snapshot, pending).of(filter);
    }

    /** Returns the live memories of low trust. */
    List<Memory> lowTrust() {
        return searchTargets(Filter.ALL).stream()
                .flatMap(target -> target.lowTrust().stream())
                .distinct()
                .flatMap(id -> live(id).stream())
                .filter(Memory::isLowTrust)
                .toList();
    }

    /** Returns the authors of the live assertions. */
    Set<Author> authors() {
        Set<Author> authors = new HashSet<>();
        searchTargets(Filter.ALL).forEach(target -> authors.addAll(target.authors()));
        return authors;
    }

    /** Returns what happened to {@code id}, oldest first. */
    List<Change> history(MemoryId id) {
        return new ScopeHistory(this, log, snapshot, pending).of(id);
    }

    /** Returns the entries in quarantine that are accepted, in the order of the log, for reviewers alone. */
    public List<Entry> quarantined() {
        return log.quarantined().stream()
                .filter(entry -> log.visibility().isVisible(snapshot, entry))
                .toList();
    }

    /** Returns the visible entries in the order of the log, without tips and pending writes. */
    public Collection<Entry> entries() {
        return new ScopeHistory(this, log, snapshot, pending).entries();
    }

    /** Returns what happened since a moment, in the order of the log, without pending writes. */
    List<Change> changesSince(Cursor moment) {
        return new ScopeChanges(this, log, Snapshot.of(moment, scope.id()).readBy(snapshot.reader()), snapshot).list();
    }

    private @Nullable Statement statement(MemoryId id) {
        LoggedStatement logged = log.find(id);
        return logged != null ? logged.statement() : pending.statements().get(id);
    }

    /** Returns a memory with these assertions and the live annotations. */
    Memory memory(MemoryId id, Statement statement, Memory.Status status, List<Assertion> assertions) {
        return new Memory(
                id,
                scope.scope(),
                statement,
                status,
                assertions.stream().sorted(BY_AUTHOR).toList(),
                MergedMetadata.of(assertions, decidingAnnotations(id)));
    }
}
