package dev.commonground.internal.session;

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

    /** Creates a writer for the session's agent: its values supersede those that the agent was shown. */
    public AssertionWriter(Session session, Scope scope, ScopeView view) {
        this(session, scope, view, session::wasShown);
    }

    /**
     * Creates a writer.
     *
     * @param isSuperseded tests whether a different value of its key supersedes another author's memory
     */
    public AssertionWriter(Session session, Scope scope, ScopeView view, Predicate<Memory> isSuperseded) {
        this.session = session;
        this.scope = scope;
        this.view = view;
        this.isSuperseded = isSuperseded;
    }

    /** The assertions to retract, and the memories that are superseded as a whole. */
    private record Retractions(List<Long> positions, List<Memory> memories) {

        Retractions() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    /**
     * Adds an assertion, unless its author made the same one on the same grounds before.
     *
     * @param vector the statement's embedding, or null without an embedding model
     * @param old the memory to supersede, or null to supersede only what the key says
     */
    public WriteOutcome write(Statement statement, Assertion given, float @Nullable [] vector, @Nullable Memory old) {
        checkDimension(vector);
        MemoryId id = view.identity().apply(statement);
        Author author = given.author();
        List<Author> knownBy = view.live(id).map(Memory::authors).orElse(List.of());
        List<LiveAssertion> own = view.assertions(id).stream()
                .filter(live -> live.assertion().author().equals(author))
                .toList();
        Assertion assertion = given.with(metadata(own).with(given.metadata()));
        boolean repeated = own.stream().anyMatch(live -> hasSameGrounds(live.assertion(), assertion));
        Retractions retractions = retractionsFor(id, statement, author, repeated ? List.of() : own, old);
        if (!repeated || !retractions.positions.isEmpty()) {
            session.pending(scope)
                    .add(new Entry.Assert(id, statement, assertion, retractions.positions), stored(id, author, vector));
        }
        Memory memory = view.requireLive(id);
        session.show(memory);
        return outcome(view, memory, knownBy, retractions.memories);
    }

    private void checkDimension(float @Nullable [] vector) {
        if (vector != null) {
            session.embedder().checkDimension(view.scopeId(), view.dimension(), vector);
        }
    }

    private Retractions retractionsFor(
            MemoryId id, Statement statement, Author author, List<LiveAssertion> own, @Nullable Memory old) {
        Retractions retractions = new Retractions();
        own.forEach(live -> retractions.positions.add(live.position()));
        if (old != null && !old.id().equals(id)) {
            retractions.positions.addAll(view.positions(old.id()));
            retractions.memories.add(old);
        }
        if (statement.key() != null) {
            view.about(statement.key()).stream()
                    .filter(other -> !other.id().equals(id))
                    .forEach(other -> supersede(other, statement, author, retractions));
        }
        return retractions;
    }

    /** A keyed statement supersedes its author's own older values, and those of other authors that pass the test. */
    private void supersede(Memory other, Statement statement, Author author, Retractions retractions) {
        boolean all = isSuperseded.test(other) && other.statement().contradicts(statement);
        List<Long> gone = view.assertions(other.id()).stream()
                .filter(live -> all || live.assertion().author().equals(author))
                .map(LiveAssertion::position)
                .filter(position -> !retractions.positions.contains(position))
                .toList();
        retractions.positions.addAll(gone);
        if (!gone.isEmpty() && retractions.positions.containsAll(view.assertionPositions(other.id()))) {
            retractions.memories.add(other);
        }
    }

    /** An author's earlier metadata of a statement still holds when the author asserts the statement again. */
    private static Metadata metadata(List<LiveAssertion> own) {
        return own.stream().map(live -> live.assertion().metadata()).reduce(Metadata.NONE, Metadata::with);
    }

    private static boolean hasSameGrounds(Assertion a, Assertion b) {
        return a.origin() == b.origin()
                && a.trust() == b.trust()
                && Objects.equals(a.evidence(), b.evidence())
                && a.metadata().equals(b.metadata())
                && Objects.equals(a.expires(), b.expires())
                && a.derivedFrom().equals(b.derivedFrom());
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
