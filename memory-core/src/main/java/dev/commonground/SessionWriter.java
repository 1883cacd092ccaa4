package dev.commonground;

import dev.commonground.log.Commit;
import dev.commonground.log.Entry;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.Change;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Scope;
import dev.commonground.memory.Statement;
import dev.commonground.memory.WriteOutcome;
import dev.commonground.recall.ScopeIndex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a session writes. Texts are embedded before anything is locked; what a write takes the place of is named by the
 * assertions that the session sees, so an assertion that comes meanwhile is not lost.
 *
 * <p>Thread-safe: calls of one session take turns.
 */
final class SessionWriter {

    private final Session session;
    private final Author author;

    SessionWriter(Session session) {
        this.session = session;
        this.author = session.actor().author();
    }

    List<WriteOutcome> remember(Scope scope, List<Draft> drafts) {
        List<float @Nullable []> vectors =
                embed(drafts.stream().map(Draft::statement).toList(), author);
        synchronized (session) {
            return session.write(scope, view -> {
                AssertionWriter writer = new AssertionWriter(session, scope, view);
                List<WriteOutcome> results = new ArrayList<>();
                for (int i = 0; i < drafts.size(); i++) {
                    Draft draft = drafts.get(i);
                    results.add(writer.say(draft.statement(), assertion(draft), vectors.get(i), null));
                }
                return results;
            });
        }
    }

    WriteOutcome revise(Memory old, Draft draft) {
        float @Nullable [] vector = embed(List.of(draft.statement()), author).get(0);
        synchronized (session) {
            return session.write(old.scope(), view -> List.of(inPlaceOf(view, view.stillLive(old.id()), draft, vector)))
                    .get(0);
        }
    }

    /** Revises a memory that must still be what the caller has seen, up to the moment of the commit. */
    WriteOutcome reviseExpected(Memory expected, Draft draft) {
        float @Nullable [] vector = embed(List.of(draft.statement()), author).get(0);
        synchronized (session) {
            return session.writeUndisturbed(expected.scope(), view -> {
                        Memory now =
                                view.find(expected.id()).orElseThrow(() -> new MemoryNotFoundException(expected.id()));
                        return List.of(
                                now.equals(expected)
                                        ? inPlaceOf(view, now, draft, vector)
                                        : new WriteOutcome.Outdated(now, since(expected, view.history(now.id()))));
                    })
                    .get(0);
        }
    }

    /** Returns what of a history the caller cannot have seen. */
    private static List<Change> since(Memory expected, List<Change> history) {
        Set<Assertion> seen = Set.copyOf(expected.assertions());
        return history.stream()
                .filter(change -> !(change instanceof Change.Asserted asserted && seen.contains(asserted.assertion())))
                .toList();
    }

    private WriteOutcome inPlaceOf(ScopeView view, Memory old, Draft draft, float @Nullable [] vector) {
        return new AssertionWriter(session, old.scope(), view).say(draft.statement(), assertion(draft), vector, old);
    }

    WriteOutcome forget(Memory memory) {
        synchronized (session) {
            return session.write(memory.scope(), view -> {
                        view.stillLive(memory.id());
                        session.pending(memory.scope())
                                .add(new Entry.Forget(author, now(), view.positions(memory.id())), null);
                        return List.of(new WriteOutcome.Forgotten(
                                view.find(memory.id()).orElse(memory)));
                    })
                    .get(0);
        }
    }

    WriteOutcome annotate(Memory memory, Metadata metadata) {
        synchronized (session) {
            return session.write(memory.scope(), view -> {
                        Memory before = view.stillLive(memory.id());
                        if (!before.metadata().with(metadata).equals(before.metadata())) {
                            session.pending(memory.scope())
                                    .add(new Entry.Annotate(memory.id(), author, now(), metadata), null);
                        }
                        return List.of(new WriteOutcome.AlreadyKnown(view.stillLive(memory.id()), before.authors()));
                    })
                    .get(0);
        }
    }

    /** Says in {@code target} what a memory says, in the names of those who say it there. */
    WriteOutcome promote(Memory memory, Scope target) {
        List<float @Nullable []> vectors = new ArrayList<>();
        for (Assertion assertion : memory.assertions()) {
            vectors.addAll(embed(List.of(memory.statement()), assertion.author()));
        }
        synchronized (session) {
            return session.write(target, view -> {
                        AssertionWriter writer = new AssertionWriter(session, target, view);
                        List<Author> knownBy = view.live(session.engine()
                                        .record(target)
                                        .identity()
                                        .of(memory.statement()))
                                .map(Memory::authors)
                                .orElse(List.of());
                        List<Memory> previous = new ArrayList<>();
                        Memory promoted = memory;
                        for (int i = 0; i < memory.assertions().size(); i++) {
                            Assertion assertion = memory.assertions().get(i).derivedFrom(memory.id());
                            WriteOutcome outcome = writer.say(memory.statement(), assertion, vectors.get(i), null);
                            previous.addAll(outcome.previous());
                            promoted = outcome.memory();
                        }
                        return List.of(AssertionWriter.outcome(view, promoted, knownBy, previous));
                    })
                    .get(0);
        }
    }

    /** Erases at once, also within a step: what must be gone cannot wait for a node to succeed. */
    void erase(Memory memory) {
        synchronized (session) {
            if (session.writes() == Session.Writes.REFUSED) {
                throw new IllegalStateException(
                        "The past cannot be written: erase through a handle that was not made with asOf(...)");
            }
            if (session.pending(memory.scope()).statements().containsKey(memory.id())) {
                throw new IllegalStateException(
                        "Memory %s was written in this step and is not committed: erase it after the step, or let the step fail"
                                .formatted(memory.id()));
            }
            session.commit(new Commit.Append(
                    session.engine().record(memory.scope()).id(),
                    null,
                    List.of(new Entry.Erase(memory.id(), author, now())),
                    List.of(),
                    null));
        }
    }

    private Instant now() {
        return session.engine().clock().instant();
    }

    private Assertion assertion(Draft draft) {
        return new Assertion(
                author,
                now(),
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
        return session.engine()
                .embedder()
                .embedOrNulls(statements.stream()
                        .map(statement -> ScopeIndex.spoken(statement, ScopeIndex.voice(speaker)))
                        .toList());
    }
}
