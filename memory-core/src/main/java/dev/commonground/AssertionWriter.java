package dev.commonground;

import dev.commonground.log.Entry;
import dev.commonground.log.StatementVector;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Scope;
import dev.commonground.memory.Statement;
import dev.commonground.memory.WriteOutcome;
import dev.commonground.recall.ScopeIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Adds assertions to what a session is about to write to one scope, and decides what gives way to them. */
final class AssertionWriter {

    private final Session session;
    private final Scope scope;
    private final ScopeView view;
    private final Predicate<Memory> givesWay;

    /** Begins to write for the session's agent: values that it was shown give way to what it says. */
    AssertionWriter(Session session, Scope scope, ScopeView view) {
        this(session, scope, view, session::wasShown);
    }

    /**
     * Begins to write.
     *
     * @param givesWay whether another author's value gives way to a different one of its key
     */
    AssertionWriter(Session session, Scope scope, ScopeView view, Predicate<Memory> givesWay) {
        this.session = session;
        this.scope = scope;
        this.view = view;
        this.givesWay = givesWay;
    }

    /**
     * Adds an assertion, unless its author said the same on the same grounds before.
     *
     * @param vector the statement's embedding, or null if there is no model
     * @param old the memory it is to take the place of, or null for none but what its key says
     */
    WriteOutcome say(Statement statement, Assertion given, float @Nullable [] vector, @Nullable Memory old) {
        if (vector != null) {
            session.engine().embedder().check(view.scopeId(), view.dimension(), vector);
        }
        MemoryId id = session.engine().record(scope).identity().of(statement);
        Author author = given.author();
        List<Author> knownBy = view.live(id).map(Memory::authors).orElse(List.of());
        List<ScopeView.Live> own = view.assertions(id).stream()
                .filter(live -> live.assertion().author().equals(author))
                .toList();
        Assertion assertion = given.with(metadata(own).with(given.metadata()));
        boolean said = own.stream().anyMatch(live -> sameGrounds(live.assertion(), assertion));
        List<Long> retracts = new ArrayList<>();
        if (!said) {
            own.forEach(live -> retracts.add(live.position()));
        }
        List<Memory> previous = new ArrayList<>();
        if (old != null && !old.id().equals(id)) {
            retracts.addAll(view.positions(old.id()));
            previous.add(old);
        }
        giveWay(id, statement, author, retracts, previous);
        if (!said || !retracts.isEmpty()) {
            session.pending(scope)
                    .add(new Entry.Assert(id, statement, assertion, retracts), stored(id, author, vector));
        }
        Memory memory = view.stillLive(id);
        session.show(memory);
        return outcome(view, memory, knownBy, previous);
    }

    /** What an author said of a statement before goes on to hold when the author says it again. */
    private static Metadata metadata(List<ScopeView.Live> own) {
        return own.stream().map(live -> live.assertion().metadata()).reduce(Metadata.NONE, Metadata::with);
    }

    private static boolean sameGrounds(Assertion a, Assertion b) {
        return a.origin() == b.origin()
                && a.trust() == b.trust()
                && Objects.equals(a.evidence(), b.evidence())
                && a.metadata().equals(b.metadata())
                && Objects.equals(a.expires(), b.expires())
                && a.derivedFrom().equals(b.derivedFrom());
    }

    /** A keyed statement takes the place of the author's own older ones and of other values that give way to it. */
    private void giveWay(MemoryId id, Statement statement, Author author, List<Long> retracts, List<Memory> previous) {
        String key = statement.key();
        if (key == null) {
            return;
        }
        for (Memory other : view.about(key)) {
            boolean all = givesWay.test(other) && other.statement().contradicts(statement);
            List<Long> gone = view.assertions(other.id()).stream()
                    .filter(live -> all || live.assertion().author().equals(author))
                    .map(ScopeView.Live::position)
                    .filter(position -> !retracts.contains(position))
                    .toList();
            if (!other.id().equals(id)) {
                retracts.addAll(gone);
                if (!gone.isEmpty() && retracts.containsAll(view.assertionPositions(other.id()))) {
                    previous.add(other);
                }
            }
        }
    }

    /** Returns how a memory stands after a write of it. */
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
                        id,
                        ScopeIndex.voice(author),
                        session.engine().embedder().modelId(),
                        vector);
    }
}
