package dev.commonground.internal.session;

import dev.commonground.internal.guard.Admitted;
import dev.commonground.internal.search.Embedder;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Scope;
import dev.commonground.memory.Statement;
import dev.commonground.memory.WriteOutcome;
import dev.commonground.store.Entry;
import dev.commonground.store.StatementVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Adds assertions to the pending writes of one scope, and decides what they supersede. */
public final class AssertionWriter {

    private final Session session;
    private final Scope scope;
    private final ScopeView view;
    private final Predicate<Memory> isSuperseded;
    private final Inheritance inheritance;

    /**
     * Creates a writer for the session's agent: its values supersede those that the agent was shown.
     *
     * @param sources the memories of other scopes that the assertions are derived from
     */
    AssertionWriter(Session session, Scope scope, ScopeView view, Map<MemoryId, Memory> sources) {
        this(session, scope, view, session::wasShown, sources);
    }

    /**
     * Creates a writer.
     *
     * @param isSuperseded tests whether a different value of its key supersedes another author's memory
     */
    public AssertionWriter(Session session, Scope scope, ScopeView view, Predicate<Memory> isSuperseded) {
        this(session, scope, view, isSuperseded, Map.of());
    }

    private AssertionWriter(
            Session session,
            Scope scope,
            ScopeView view,
            Predicate<Memory> isSuperseded,
            Map<MemoryId, Memory> sources) {
        this.session = session;
        this.scope = scope;
        this.view = view;
        this.isSuperseded = isSuperseded;
        this.inheritance = new Inheritance(session, view, sources);
    }

    /** The assertions to retract, and the memories that are superseded as a whole. */
    private record Retractions(List<Long> positions, List<Memory> memories) {

        Retractions() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    /**
     * Adds an assertion, unless its author made the same one on the same grounds before. One that the write guard held back
     * goes into quarantine: it retracts nothing, and no index holds it.
     *
     * @param vector the statement's embedding, or null without an embedding model
     * @param old the memory to supersede, or null to supersede only what the key says
     */
    public WriteOutcome write(Admitted admitted, float @Nullable [] vector, @Nullable Memory old) {
        Statement statement = admitted.statement();
        MemoryId id = view.identity().apply(statement);
        Assertion given = InheritedAudience.of(session, id, statement, admitted.assertion(), old);
        if (admitted.heldBack() != null) {
            return holdBack(admitted.with(given), admitted.heldBack());
        }
        checkDimension(vector);
        Author author = given.author();
        List<Author> knownBy = view.live(id).map(Memory::authors).orElse(List.of());
        List<LiveAssertion> own = view.assertions(id).stream()
                .filter(live -> live.assertion().author().equals(author))
                .toList();
        Assertion trusted = inheritance.of(id, statement, given, old);
        Assertion assertion = trusted.with(metadata(own, trusted).with(given.metadata()));
        boolean repeated = own.stream().anyMatch(live -> hasSameGrounds(live.assertion(), assertion));
        Precedence precedence = new Precedence(session.confirmation(), view, id, statement, assertion);
        Retractions retractions = retractionsFor(precedence, admitted, repeated ? List.of() : own, old);
        if (!repeated || !retractions.positions.isEmpty()) {
            session.pending(scope)
                    .add(new Entry.Assert(id, statement, assertion, retractions.positions), stored(id, author, vector));
        }
        Memory memory = view.requireLive(id);
        session.show(memory);
        WriteOutcome outcome = outcome(view, memory, knownBy, retractions.memories);
        return old == null || precedence.supersedes(old) ? outcome : inConflictWith(old, outcome);
    }

    /** Returns an outcome as a conflict with a memory that the write would have superseded with more trust. */
    private static WriteOutcome inConflictWith(Memory old, WriteOutcome outcome) {
        return outcome instanceof WriteOutcome.InConflict
                ? outcome
                : new WriteOutcome.InConflict(outcome.memory(), List.of(old), outcome.previous());
    }

    private WriteOutcome holdBack(Admitted admitted, String reason) {
        MemoryId id = view.identity().apply(admitted.statement());
        Entry.Quarantine held = new Entry.Quarantine(id, admitted.statement(), admitted.assertion(), reason);
        session.pending(scope).add(held, null);
        return new WriteOutcome.Quarantined(quarantined(scope, held), reason);
    }

    /** Returns the memory that a quarantined statement would be, known to its author and the reviewer alone. */
    static Memory quarantined(Scope scope, Entry.Quarantine held) {
        Assertion assertion = held.assertion();
        return new Memory(
                held.id(),
                scope,
                held.statement(),
                Memory.Status.QUARANTINED,
                List.of(assertion),
                assertion.metadata());
    }

    private void checkDimension(float @Nullable [] vector) {
        if (vector != null) {
            session.embedder().checkDimension(view.scopeId(), view.dimension(), vector.length);
        }
    }

    private Retractions retractionsFor(
            Precedence precedence, Admitted admitted, List<LiveAssertion> own, @Nullable Memory old) {
        Retractions retractions = new Retractions();
        own.stream()
                .filter(live -> precedence.replaces(live.assertion()))
                .forEach(live -> retractions.positions.add(live.position()));
        if (old != null && precedence.supersedes(old)) {
            retractions.positions.addAll(view.positions(old.id()));
            retractions.memories.add(old);
        }
        String key = admitted.statement().key();
        if (key != null) {
            view.about(key).stream()
                    .filter(precedence::supersedes)
                    .forEach(other -> supersede(other, admitted, retractions));
        }
        return retractions;
    }

    /** A keyed statement supersedes its author's own older values, and those of other authors that pass the test. */
    private void supersede(Memory other, Admitted admitted, Retractions retractions) {
        boolean all = isSuperseded.test(other)
                && other.statement().contradicts(admitted.statement())
                && session.rights().maySupersede(other, admitted.assertion().author());
        List<Long> gone = view.assertions(other.id()).stream()
                .filter(live -> all || isOwnOlder(live.assertion(), admitted))
                .map(LiveAssertion::position)
                .filter(position -> !retractions.positions.contains(position))
                .toList();
        retractions.positions.addAll(gone);
        if (!gone.isEmpty() && retractions.positions.containsAll(view.assertionPositions(other.id()))) {
            retractions.memories.add(other);
        }
    }

    /** What is released after a review does not end what its author said since. */
    private static boolean isOwnOlder(Assertion live, Admitted admitted) {
        Assertion given = admitted.assertion();
        return live.author().equals(given.author())
                && !(admitted.released() && live.at().isAfter(given.at()));
    }

    /** An author's earlier metadata still holds when the author asserts a statement again, unless it was for fewer readers. */
    private static Metadata metadata(List<LiveAssertion> own, Assertion again) {
        return own.stream()
                .map(LiveAssertion::assertion)
                .filter(one -> one.audience().and(again.audience()).equals(again.audience()))
                .map(Assertion::metadata)
                .reduce(Metadata.NONE, Metadata::with);
    }

    private static boolean hasSameGrounds(Assertion a, Assertion b) {
        return a.origin() == b.origin()
                && a.trust() == b.trust()
                && Objects.equals(a.evidence(), b.evidence())
                && a.metadata().equals(b.metadata())
                && Objects.equals(a.expires(), b.expires())
                && a.derivedFrom().equals(b.derivedFrom())
                && a.audience().equals(b.audience());
    }

    /** Returns the outcome of a write of {@code memory}. */
    static WriteOutcome outcome(ScopeView view, Memory memory, List<Author> knownBy, List<Memory> previous) {
        List<Memory> others = Optional.ofNullable(memory.key()).map(view::about).orElse(List.of()).stream()
                .filter(other -> other.statement().contradicts(memory.statement()))
                .toList();
        if (!others.isEmpty()) {
            return new WriteOutcome.InConflict(memory, others, previous);
        }
        if (!previous.isEmpty()) {
            return new WriteOutcome.Superseded(memory, previous);
        }
        return knownBy.isEmpty() ? new WriteOutcome.Added(memory) : new WriteOutcome.AlreadyKnown(memory, knownBy);
    }

    private @Nullable StatementVector stored(MemoryId id, Author author, float @Nullable [] vector) {
        return vector == null
                ? null
                : new StatementVector(
                        id, Embedder.speaker(author), session.embedder().modelId(), vector);
    }
}
