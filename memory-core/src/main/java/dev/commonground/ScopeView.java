package dev.commonground;

import dev.commonground.log.Cursor;
import dev.commonground.log.Entry;
import dev.commonground.log.ScopeLog;
import dev.commonground.log.ScopeRecord;
import dev.commonground.log.Sight;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.Change;
import dev.commonground.memory.Filter;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Scope;
import dev.commonground.memory.Statement;
import dev.commonground.recall.HybridSearch.Haystack;
import dev.commonground.recall.ScopeIndex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One scope as one session sees it at one moment: the log under the session's sight, and its own pending writes on top.
 * It lives within one {@link ScopeReplica#read}.
 */
final class ScopeView {

    private static final Comparator<Assertion> BY_AUTHOR = Comparator.comparing(Assertion::author)
            .thenComparing(Assertion::at)
            .thenComparing(assertion -> String.valueOf(assertion.node()))
            .thenComparing(assertion -> String.valueOf(assertion.thread()));

    /** Which of two assertions was said last: by their authors' clocks, as the log's order is that of arrival. */
    private static final Comparator<ScopeLog.Said> BY_CLOCK = Comparator.comparing(
                    (ScopeLog.Said said) -> said.assertion().at())
            .thenComparing(ScopeLog.Said::assertion, BY_AUTHOR);

    /** Writes of the same instant stand in an order that does not depend on which came first. */
    private static final Comparator<Added> BY_TIME = Comparator.comparing(Added::at)
            .thenComparing(Added::rank)
            .thenComparing(Added::author)
            .thenComparing(added -> added.metadata().toString());

    private final ScopeRecord scope;
    private final ScopeLog log;
    private final ScopeIndex index;
    private final Sight sight;
    private final PendingWrites pending;

    /** An assertion that counts, by its position, which is negative while it is pending. */
    record Live(long position, Assertion assertion) {}

    /** Metadata that counts, by its position, which is negative while it is pending. */
    record Noted(long position, Entry.Annotate annotation) {}

    ScopeView(ScopeRecord scope, ScopeLog log, ScopeIndex index, Sight sight, PendingWrites pending) {
        this.scope = scope;
        this.log = log;
        this.index = index;
        this.sight = sight;
        this.pending = pending;
    }

    /** Returns the assertions of {@code id} that count. */
    List<Live> assertions(MemoryId id) {
        List<Live> live = new ArrayList<>();
        ScopeLog.Told told = log.find(id);
        if (told != null) {
            told.said().stream()
                    .filter(said -> log.counts(sight, said) && !pending.retracts(said.position()))
                    .forEach(said -> live.add(new Live(said.position(), said.assertion())));
        }
        pending.said(id).forEach(said -> live.add(new Live(said.position(), said.assertion())));
        return live;
    }

    /** Returns the metadata added to {@code id} that counts. */
    private List<Noted> annotations(MemoryId id) {
        List<Noted> counting = new ArrayList<>();
        ScopeLog.Told told = log.find(id);
        if (told != null) {
            told.noted().stream()
                    .filter(noted -> log.counts(sight, noted) && !pending.retracts(noted.position()))
                    .forEach(noted -> counting.add(new Noted(noted.position(), noted.annotation())));
        }
        pending.noted(id).forEach(noted -> counting.add(new Noted(noted.position(), noted.annotation())));
        return counting;
    }

    List<Long> assertionPositions(MemoryId id) {
        return assertions(id).stream().map(Live::position).toList();
    }

    /** Returns what is to be retracted so that nothing of {@code id} counts any more. */
    List<Long> positions(MemoryId id) {
        return Stream.concat(
                        assertions(id).stream().map(Live::position),
                        annotations(id).stream().map(Noted::position))
                .toList();
    }

    Memory stillLive(MemoryId id) {
        return live(id).orElseThrow(() -> new MemoryNotFoundException(id));
    }

    /** Returns the memory {@code id} if it is live. */
    Optional<Memory> live(MemoryId id) {
        List<Live> assertions = assertions(id);
        Statement statement = statement(id);
        return assertions.isEmpty() || statement == null
                ? Optional.empty()
                : Optional.of(memory(
                        id,
                        statement,
                        Memory.Status.LIVE,
                        assertions.stream().map(Live::assertion).toList()));
    }

    /** Returns the memory {@code id} as it stands or last stood. */
    Optional<Memory> find(MemoryId id) {
        Optional<Memory> live = live(id);
        ScopeLog.Told told = log.find(id);
        if (live.isPresent() || told == null) {
            return live;
        }
        List<ScopeLog.Said> seen =
                told.said().stream().filter(said -> log.sees(sight, said)).toList();
        return seen.stream()
                .reduce((a, b) -> BY_CLOCK.compare(a, b) > 0 ? a : b)
                .map(last -> memory(
                        id,
                        told.statement(),
                        status(last),
                        seen.stream().map(ScopeLog.Said::assertion).toList()));
    }

    private Memory.Status status(ScopeLog.Said last) {
        List<Entry.Action> ends = new ArrayList<>(last.retractedBy().stream()
                .filter(by -> log.sees(sight, by))
                .map(Entry::action)
                .toList());
        pending.actions().stream()
                .filter(action -> action.retracts().contains(last.position()))
                .forEach(ends::add);
        if (ends.isEmpty()) {
            return Memory.Status.EXPIRED;
        }
        return ends.stream().anyMatch(Entry.Assert.class::isInstance)
                ? Memory.Status.SUPERSEDED
                : Memory.Status.FORGOTTEN;
    }

    /** Returns the live memories about {@code key}, in the order of {@link Memory#BY_KIND}. */
    List<Memory> about(String key) {
        Set<MemoryId> ids = new LinkedHashSet<>();
        log.about(key).forEach(told -> ids.add(told.id()));
        pending.statements().forEach((id, statement) -> {
            if (key.equals(statement.key())) {
                ids.add(id);
            }
        });
        return ids.stream()
                .flatMap(id -> live(id).stream())
                .sorted(Memory.BY_KIND)
                .toList();
    }

    /** Returns the live memories whose statement is {@code wanted}, in the order of {@link Memory#BY_KIND}. */
    List<Memory> live(Predicate<Statement> wanted) {
        Set<MemoryId> ids = new LinkedHashSet<>();
        BitSet live = log.live(sight);
        log.statements().stream()
                .filter(told -> live.get(told.ordinal()) && wanted.test(told.statement()))
                .forEach(told -> ids.add(told.id()));
        pending.statements().forEach((id, statement) -> {
            if (wanted.test(statement)) {
                ids.add(id);
            }
        });
        return ids.stream()
                .flatMap(id -> live(id).stream())
                .sorted(Memory.BY_KIND)
                .toList();
    }

    /**
     * Returns what to search for memories that pass a filter: the log's index, and the pending writes' for what the log
     * does not hold live.
     */
    List<Haystack> haystacks(Filter filter) {
        BitSet inLog = log.live(sight);
        if (pending.isEmpty()) {
            return List.of(new Haystack(index, inLog, log.unheard(sight), passes(filter)));
        }
        BitSet stillLive = (BitSet) inLog.clone();
        log.statements().stream()
                .filter(told -> stillLive.get(told.ordinal())
                        && (assertions(told.id()).isEmpty()
                                || !pending.said(told.id()).isEmpty()))
                .forEach(told -> stillLive.clear(told.ordinal()));
        return List.of(
                new Haystack(index, stillLive, log.unheard(sight, pending::retracts), passes(index, filter)),
                new Haystack(pending.index(), pending.live(), pending.unheard(), passes(pending.index(), filter)));
    }

    /** Returns who says what counts here. */
    Set<Author> authors() {
        Set<Author> authors = new HashSet<>();
        haystacks(Filter.ALL).forEach(haystack -> authors.addAll(haystack.authors()));
        return authors;
    }

    private IntPredicate passes(ScopeIndex searched, Filter filter) {
        return filter.equals(Filter.ALL)
                ? ordinal -> true
                : ordinal -> live(searched.id(ordinal)).filter(filter::test).isPresent();
    }

    /** As the other, for what the log says is live: most memories have one assertion and nothing else to look up. */
    private IntPredicate passes(Filter filter) {
        if (filter.equals(Filter.ALL)) {
            return ordinal -> true;
        }
        List<ScopeLog.Told> statements = log.statements();
        return ordinal -> {
            ScopeLog.Told told = statements.get(ordinal);
            ScopeLog.Said only = told.only();
            return only == null
                    ? live(told.id()).filter(filter::test).isPresent()
                    : filter.test(plain(told, only.assertion()));
        };
    }

    private Memory plain(ScopeLog.Told told, Assertion only) {
        return new Memory(
                told.id(), scope.scope(), told.statement(), Memory.Status.LIVE, List.of(only), only.metadata());
    }

    /** Returns the live memories that have an assertion at one of {@code positions}, as they stand now. */
    List<Memory> retracted(List<Long> positions) {
        return log.statements().stream()
                .filter(told -> told.said().stream().anyMatch(said -> positions.contains(said.position())))
                .flatMap(told -> live(told.id()).stream())
                .toList();
    }

    /** Returns what happened to {@code id}, oldest first. */
    List<Change> history(MemoryId id) {
        ScopeLog.Told told = log.find(id);
        List<Change> changes = new ArrayList<>();
        find(id).ifPresent(memory -> {
            if (told != null) {
                for (ScopeLog.Said said : told.said()) {
                    if (log.sees(sight, said)) {
                        changes.add(new Change.Asserted(memory, said.assertion()));
                        said.retractedBy().stream()
                                .filter(by -> log.sees(sight, by))
                                .forEach(by -> addEnd(changes, memory, by.action()));
                        pending.actions().stream()
                                .filter(action -> action.retracts().contains(said.position()))
                                .forEach(action -> addEnd(changes, memory, action));
                    }
                }
            }
            pending.said(id).forEach(said -> changes.add(new Change.Asserted(memory, said.assertion())));
            annotations(id).stream()
                    .map(Noted::annotation)
                    .map(noted -> annotated(memory, noted))
                    .forEach(changes::add);
        });
        erasure(id).ifPresent(changes::add);
        return changes.stream()
                .distinct()
                .sorted(Comparator.comparing(Change::at)
                        .thenComparing(change -> !(change instanceof Change.Asserted))
                        .thenComparing(Change::author))
                .toList();
    }

    /** Returns the entries that are seen, in the order of the log, without tips and without what is pending. */
    Collection<Entry> entries() {
        SortedMap<Long, Entry> entries = new TreeMap<>();
        for (ScopeLog.Told told : log.statements()) {
            for (ScopeLog.Said said : told.said()) {
                if (log.sees(sight, said)) {
                    entries.put(said.position(), said.entry());
                    said.retractedBy().stream()
                            .filter(by -> log.sees(sight, by))
                            .forEach(by -> entries.put(by.position(), by));
                }
            }
            told.noted().stream()
                    .filter(noted -> log.sees(sight, noted))
                    .forEach(noted -> entries.put(noted.position(), noted.entry()));
        }
        return entries.values();
    }

    Scope scope() {
        return scope.scope();
    }

    /** Returns where the log stands. */
    long position() {
        return log.position();
    }

    /** Returns how many numbers the vectors of the scope have; 0 if there are none. */
    int dimension() {
        return index.dimension();
    }

    String scopeId() {
        return scope.id();
    }

    Function<Statement, MemoryId> identity() {
        return scope.identity()::of;
    }

    /** Returns what happened since a moment, in the order of the log; what is pending has not happened yet. */
    List<Change> changesSince(Cursor moment) {
        return new ScopeChanges(this, log, Sight.of(moment, scope.id()), sight).list();
    }

    static Change annotated(Memory memory, Entry.Annotate noted) {
        return new Change.Annotated(memory, noted.metadata(), noted.author(), noted.at());
    }

    private Optional<Change> erasure(MemoryId id) {
        Entry entry = log.erasures().get(id);
        return entry != null && log.sees(sight, entry) && entry.action() instanceof Entry.Erase erase
                ? Optional.of(new Change.Erased(id, erase.author(), erase.at()))
                : Optional.empty();
    }

    void addEnd(List<Change> changes, Memory memory, Entry.Action end) {
        if (end instanceof Entry.Forget forget) {
            changes.add(new Change.Forgotten(memory, forget.author(), forget.at()));
        } else if (end instanceof Entry.Erased erased) {
            changes.add(new Change.Forgotten(memory, erased.author(), erased.at()));
        } else if (end instanceof Entry.Assert by && !by.id().equals(memory.id())) {
            Memory successor = find(by.id())
                    .orElseGet(
                            () -> memory(by.id(), by.statement(), Memory.Status.SUPERSEDED, List.of(by.assertion())));
            changes.add(new Change.Superseded(
                    memory, successor, by.assertion().author(), by.assertion().at()));
        }
    }

    private @Nullable Statement statement(MemoryId id) {
        ScopeLog.Told told = log.find(id);
        return told != null ? told.statement() : pending.statements().get(id);
    }

    Memory memory(MemoryId id, Statement statement, Memory.Status status, List<Assertion> assertions) {
        return new Memory(
                id,
                scope.scope(),
                statement,
                status,
                assertions.stream().sorted(BY_AUTHOR).toList(),
                metadata(id, assertions));
    }

    /** Returns all metadata of a memory as one, of each name the newest value. */
    private Metadata metadata(MemoryId id, List<Assertion> assertions) {
        List<Noted> annotations = annotations(id);
        if (annotations.isEmpty() && assertions.size() == 1) {
            return assertions.get(0).metadata();
        }
        return Stream.concat(
                        assertions.stream().map(said -> new Added(said.at(), 0, said.author(), said.metadata())),
                        annotations.stream()
                                .map(Noted::annotation)
                                .map(noted -> new Added(noted.at(), 1, noted.author(), noted.metadata())))
                .sorted(BY_TIME)
                .map(Added::metadata)
                .reduce(Metadata.NONE, Metadata::with);
    }

    private record Added(Instant at, int rank, Author author, Metadata metadata) {}
}
