package dev.commonground.internal.session;

import dev.commonground.internal.search.Embedder;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.Change;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryNotFoundException;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Scope;
import dev.commonground.memory.Statement;
import dev.commonground.memory.WriteOutcome;
import dev.commonground.store.Commit;
import dev.commonground.store.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The writes of one session. Texts are embedded before anything is locked. A write retracts only the assertions that the
 * session sees, so an assertion that arrives in between is not lost.
 *
 * <p>Thread-safe; calls take turns.
 */
public final class SessionWriter {

    private final Session session;
    private final Author author;

    public SessionWriter(Session session) {
        this.session = session;
        this.author = session.author();
    }

    /** Remembers drafts, all of them or none. */
    public List<WriteOutcome> remember(Scope scope, List<Draft> drafts) {
        List<float @Nullable []> vectors =
                embed(drafts.stream().map(Draft::statement).toList(), author);
        return session.write(scope, view -> {
            AssertionWriter writer = new AssertionWriter(session, scope, view);
            List<WriteOutcome> results = new ArrayList<>();
            for (int i = 0; i < drafts.size(); i++) {
                Draft draft = drafts.get(i);
                results.add(writer.write(draft.statement(), assertion(draft), vectors.get(i), null));
            }
            return results;
        });
    }

    /** Supersedes a live memory by a draft. */
    public WriteOutcome revise(Memory old, Draft draft) {
        float @Nullable [] vector = embed(List.of(draft.statement()), author).get(0);
        return write(old.scope(), view -> supersede(view, view.requireLive(old.id()), draft, vector));
    }

    /** Supersedes a memory by a draft if the memory is still as {@code expected} at the moment of the commit. */
    public WriteOutcome reviseIfUnchanged(Memory expected, Draft draft) {
        float @Nullable [] vector = embed(List.of(draft.statement()), author).get(0);
        return session.writeIfUnchanged(expected.scope(), view -> {
                    Memory now = view.find(expected.id()).orElseThrow(() -> new MemoryNotFoundException(expected.id()));
                    return List.of(
                            now.equals(expected)
                                    ? supersede(view, now, draft, vector)
                                    : new WriteOutcome.Outdated(now, changesSince(expected, view.history(now.id()))));
                })
                .get(0);
    }

    /** Returns the part of a history that the caller cannot have seen. */
    private static List<Change> changesSince(Memory expected, List<Change> history) {
        Set<Assertion> seen = Set.copyOf(expected.assertions());
        return history.stream()
                .filter(change -> !(change instanceof Change.Asserted asserted && seen.contains(asserted.assertion())))
                .toList();
    }

    private WriteOutcome supersede(ScopeView view, Memory old, Draft draft, float @Nullable [] vector) {
        return new AssertionWriter(session, old.scope(), view).write(draft.statement(), assertion(draft), vector, old);
    }

    /** Retracts what the session sees of a memory. */
    public WriteOutcome forget(Memory memory) {
        return write(memory.scope(), view -> {
            view.requireLive(memory.id());
            session.pending(memory.scope())
                    .add(new Entry.Forget(author, session.now(), view.positions(memory.id())), null);
            return new WriteOutcome.Forgotten(view.find(memory.id()).orElse(memory));
        });
    }

    /** Adds metadata to a memory, unless it has that metadata already. */
    public WriteOutcome annotate(Memory memory, Metadata metadata) {
        return write(memory.scope(), view -> {
            Memory before = view.requireLive(memory.id());
            if (!before.metadata().with(metadata).equals(before.metadata())) {
                session.pending(memory.scope())
                        .add(new Entry.Annotate(memory.id(), author, session.now(), metadata), null);
            }
            return new WriteOutcome.AlreadyKnown(view.requireLive(memory.id()), before.authors());
        });
    }

    /** Asserts a memory in {@code target} under the names of its authors. */
    public WriteOutcome promote(Memory memory, Scope target) {
        List<float @Nullable []> vectors = new ArrayList<>();
        for (Assertion assertion : memory.assertions()) {
            vectors.addAll(embed(List.of(memory.statement()), assertion.author()));
        }
        return write(target, view -> promote(memory, target, view, vectors));
    }

    private WriteOutcome promote(Memory memory, Scope target, ScopeView view, List<float @Nullable []> vectors) {
        AssertionWriter writer = new AssertionWriter(session, target, view);
        List<Author> knownBy = view.live(view.identity().apply(memory.statement()))
                .map(Memory::authors)
                .orElse(List.of());
        List<Memory> previous = new ArrayList<>();
        Memory promoted = memory;
        for (int i = 0; i < memory.assertions().size(); i++) {
            Assertion assertion = memory.assertions().get(i).derivedFrom(memory.id());
            WriteOutcome outcome = writer.write(memory.statement(), assertion, vectors.get(i), null);
            previous.addAll(outcome.previous());
            promoted = outcome.memory();
        }
        return AssertionWriter.outcome(view, promoted, knownBy, previous);
    }

    /** Erases a memory at once, also within a step: an erasure cannot wait for a node to succeed. */
    public void erase(Memory memory) {
        session.exclusively(() -> {
            requireErasable(memory);
            return session.store().commit(Commit.of(List.of(erasure(memory))));
        });
    }

    private void requireErasable(Memory memory) {
        if (session.mode() == WriteMode.READ_ONLY) {
            throw new IllegalStateException(
                    "The past is read-only: erase through a handle that was not created with asOf(...)");
        }
        if (session.pending(memory.scope()).statements().containsKey(memory.id())) {
            throw new IllegalStateException(
                    "Memory %s was written in this step and is not committed: erase it after the step, or let the step fail"
                            .formatted(memory.id()));
        }
    }

    private Commit.Append erasure(Memory memory) {
        return new Commit.Append(
                session.idOf(memory.scope()),
                null,
                List.of(new Entry.Erase(memory.id(), author, session.now())),
                List.of(),
                null);
    }

    private WriteOutcome write(Scope scope, Function<ScopeView, WriteOutcome> writer) {
        return session.write(scope, view -> List.of(writer.apply(view))).get(0);
    }

    private Assertion assertion(Draft draft) {
        return new Assertion(
                author,
                session.now(),
                session.actor().node(),
                session.actor().thread(),
                draft.origin(),
                draft.trust(),
                draft.evidence(),
                draft.metadata(),
                draft.expires(),
                draft.derivedFrom());
    }

    private List<float @Nullable []> embed(List<Statement> statements, Author speaker) {
        return session.embedder()
                .embedOrNulls(statements.stream()
                        .map(statement -> Embedder.embeddedText(statement, Embedder.speaker(speaker)))
                        .toList());
    }
}
