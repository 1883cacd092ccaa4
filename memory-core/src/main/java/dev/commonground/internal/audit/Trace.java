package dev.commonground.internal.audit;

import dev.commonground.audit.Blame;
import dev.commonground.audit.Impact;
import dev.commonground.event.MemoryEvent;
import dev.commonground.internal.log.LoggedAssertion;
import dev.commonground.internal.log.LoggedStatement;
import dev.commonground.internal.log.ScopeLog;
import dev.commonground.internal.log.Snapshot;
import dev.commonground.internal.session.Engine;
import dev.commonground.internal.session.Session;
import dev.commonground.internal.session.SessionReader;
import dev.commonground.internal.session.WriteMode;
import dev.commonground.memory.Author;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Memory.Reading;
import dev.commonground.memory.MemoryException;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Scope;
import dev.commonground.memory.WriteSource;
import dev.commonground.store.ScopeRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Follows memories to their sources, to what was derived from them, and to their readers. */
public final class Trace {

    private final Engine engine;
    private final OwnedScopes scopes;
    private final Author person;
    private final Set<String> roles;

    /**
     * Creates a trace for a person, who is shown no memory that is for other readers.
     *
     * @param roles the roles of the person
     */
    public Trace(Engine engine, Scope.Task task, Scope.@Nullable User user, Author person, Set<String> roles) {
        this.person = person;
        this.roles = roles;
        this.engine = engine;
        this.scopes = new OwnedScopes(engine, task, user);
    }

    /** Returns where a memory came from, what came of it, and who read it. */
    public Blame blame(MemoryId id) {
        Derivations derivations = derivations();
        return new Blame(
                requireMemory(id, derivations),
                memories(derivations.sourcesOf(List.of(id)), derivations),
                memories(derivations.derivedFrom(List.of(id)), derivations),
                readings(List.of(id), derivations));
    }

    /** Returns what the writes of a provenance have touched. */
    public Impact impact(WriteSource source) {
        return impact(idsWith((statement, one) -> source.matches(one.assertion())));
    }

    /** Returns what a memory has touched. */
    public Impact impact(MemoryId id) {
        Memory unused = requireMemory(id, derivations());
        return impact(Set.of(id));
    }

    private Impact impact(Set<MemoryId> written) {
        Derivations derivations = derivations();
        Set<MemoryId> derived = derivations.derivedFrom(written);
        Set<MemoryId> touched = new LinkedHashSet<>(written);
        touched.addAll(derived);
        List<Reading> readings = readings(touched, derivations);
        Set<MemoryId> exposed = idsWith((statement, one) ->
                !touched.contains(statement.id()) && readings.stream().anyMatch(reading -> isAfter(reading, one)));
        return new Impact(
                memories(written, derivations),
                memories(derived, derivations),
                readings,
                memories(exposed, derivations));
    }

    /** Returns whether the reader made the assertion after the reading, in the same step or outside graphs. */
    private static boolean isAfter(Reading reading, LoggedAssertion one) {
        Author writer = one.assertion().recorder() == null
                ? one.assertion().author()
                : one.assertion().recorder();
        return isInStepOf(reading, one)
                && reading.reader().equals(writer)
                && !one.assertion().at().isBefore(reading.at());
    }

    private static boolean isInStepOf(Reading reading, LoggedAssertion one) {
        String run = one.run();
        return reading.run() == null
                ? run == null
                : reading.run().equals(run)
                        && String.valueOf(reading.node()).equals(one.assertion().node());
    }

    private Derivations derivations() {
        Derivations derivations = new Derivations();
        scopes.all().values().forEach(record -> scopes.fold(record).ifPresent(log -> derivations.add(record, log)));
        return derivations;
    }

    private Set<MemoryId> idsWith(BiPredicate<LoggedStatement, LoggedAssertion> wanted) {
        Set<MemoryId> ids = new LinkedHashSet<>();
        for (ScopeRecord record : scopes.ofTask()) {
            for (LoggedStatement statement :
                    scopes.fold(record).map(ScopeLog::statements).orElse(List.of())) {
                if (statement.assertions().stream().anyMatch(one -> wanted.test(statement, one))) {
                    ids.add(statement.id());
                }
            }
        }
        return ids;
    }

    private Memory requireMemory(MemoryId id, Derivations derivations) {
        return memory(id, derivations).orElseThrow(() -> new MemoryException.NotFound(id));
    }

    private List<Memory> memories(Collection<MemoryId> ids, Derivations derivations) {
        return ids.stream().flatMap(id -> memory(id, derivations).stream()).toList();
    }

    /** Returns a memory as an auditor sees it; empty if nobody but the run that wrote it ever saw it. */
    private Optional<Memory> memory(MemoryId id, Derivations derivations) {
        return Optional.ofNullable(derivations.scopes().get(id))
                .flatMap(record -> new SessionReader(auditorOf(record)).find(id));
    }

    private Session auditorOf(ScopeRecord record) {
        return new Session(
                engine,
                new MemoryEvent.Actor(person, null, null, null),
                roles,
                List.of(record.scope()),
                any -> Snapshot.latest(engine.clock().instant()).withRevoked(),
                WriteMode.READ_ONLY);
    }

    private List<Reading> readings(Collection<MemoryId> ids, Derivations derivations) {
        engine.flushReadings();
        List<Reading> readings = new ArrayList<>();
        engine.store()
                .readLedger()
                .ifPresent(ledger ->
                        ids.forEach(id -> Stream.ofNullable(derivations.scopes().get(id))
                                .forEach(record -> readings.addAll(ledger.of(record.id(), id)))));
        readings.sort(Comparator.comparing(Reading::at));
        return readings;
    }
}
