package dev.commonground;

import dev.commonground.log.Entry;
import dev.commonground.log.StatementVector;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Scope;
import dev.commonground.memory.WriteOutcome;
import dev.commonground.recall.Embedder;
import dev.commonground.recall.ScopeIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
        List<float[]> vectors = embed(drafts);
        synchronized (session) {
            return session.write(scope, view -> {
                List<WriteOutcome> results = new ArrayList<>();
                for (int i = 0; i < drafts.size(); i++) {
                    results.add(say(scope, view, drafts.get(i), at(vectors, i), null));
                }
                return results;
            });
        }
    }

    WriteOutcome revise(Memory old, Draft draft) {
        List<float[]> vectors = embed(List.of(draft));
        synchronized (session) {
            return session.write(
                            old.scope(),
                            view -> List.of(say(old.scope(), view, draft, at(vectors, 0), stillLive(view, old.id()))))
                    .get(0);
        }
    }

    WriteOutcome forget(Memory memory) {
        synchronized (session) {
            return session.write(memory.scope(), view -> {
                        stillLive(view, memory.id());
                        session.pending(memory.scope())
                                .add(
                                        new Entry.Forget(
                                                author,
                                                session.engine().clock().instant(),
                                                positions(view, memory.id())),
                                        null);
                        return List.of(new WriteOutcome.Forgotten(
                                view.find(memory.id()).orElse(memory)));
                    })
                    .get(0);
        }
    }

    private static Memory stillLive(ScopeView view, MemoryId id) {
        return view.live(id).orElseThrow(() -> new MemoryNotFoundException(id));
    }

    private static List<Long> positions(ScopeView view, MemoryId id) {
        return view.assertions(id).stream().map(ScopeView.Live::position).toList();
    }

    /**
     * Adds an assertion of a draft to the pending writes, unless the author said the same before.
     *
     * @param old the memory it is to take the place of, or null for none but what its key says
     */
    private WriteOutcome say(
            Scope scope, ScopeView view, Draft draft, float @Nullable [] vector, @Nullable Memory old) {
        MemoryId id = session.engine().record(scope).identity().of(draft.statement());
        Assertion assertion = assertion(draft);
        List<Author> knownBy = view.live(id).map(Memory::authors).orElse(List.of());
        List<Long> retracts = new ArrayList<>(ownOlder(view, id, assertion));
        List<Memory> previous = new ArrayList<>();
        if (old != null && !old.id().equals(id)) {
            retracts.addAll(positions(view, old.id()));
            previous.add(old);
        }
        giveWay(view, id, draft, retracts, previous);
        if (!retracts.isEmpty() || !knownBy.contains(author)) {
            session.pending(scope)
                    .add(new Entry.Assert(id, draft.statement(), assertion, retracts), stored(id, vector));
        }
        Memory memory = stillLive(view, id);
        session.show(memory);
        return outcome(view, memory, knownBy, previous);
    }

    /** Returns the author's own assertions of the same statement, if the new one gives other grounds for it. */
    private List<Long> ownOlder(ScopeView view, MemoryId id, Assertion assertion) {
        List<ScopeView.Live> own = view.assertions(id).stream()
                .filter(live -> live.assertion().author().equals(author))
                .toList();
        return own.stream().anyMatch(live -> sameGrounds(live.assertion(), assertion))
                ? List.of()
                : own.stream().map(ScopeView.Live::position).toList();
    }

    private static boolean sameGrounds(Assertion a, Assertion b) {
        return a.origin() == b.origin()
                && a.trust() == b.trust()
                && Objects.equals(a.evidence(), b.evidence())
                && a.metadata().equals(b.metadata())
                && Objects.equals(a.expires(), b.expires())
                && a.derivedFrom().equals(b.derivedFrom());
    }

    /** A keyed statement takes the place of the author's own older ones and of other values the author was shown. */
    private void giveWay(ScopeView view, MemoryId id, Draft draft, List<Long> retracts, List<Memory> previous) {
        String key = draft.statement().key();
        if (key == null) {
            return;
        }
        for (Memory other : view.about(key)) {
            boolean all = session.wasShown(other) && other.statement().contradicts(draft.statement());
            List<Long> gone = view.assertions(other.id()).stream()
                    .filter(live -> all || live.assertion().author().equals(author))
                    .map(ScopeView.Live::position)
                    .filter(position -> !retracts.contains(position))
                    .toList();
            if (!other.id().equals(id)) {
                retracts.addAll(gone);
                if (!gone.isEmpty() && retracts.containsAll(positions(view, other.id()))) {
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

    private Assertion assertion(Draft draft) {
        return new Assertion(
                author,
                session.engine().clock().instant(),
                session.actor().node(),
                session.actor().thread(),
                draft.origin(),
                draft.trust(),
                draft.evidence(),
                draft.metadata(),
                draft.expires(),
                draft.derivedFrom());
    }

    private List<float[]> embed(List<Draft> drafts) {
        Embedder embedder = session.engine().embedder();
        return embedder.present()
                ? embedder.embed(drafts.stream()
                        .map(draft -> ScopeIndex.spoken(draft.statement(), ScopeIndex.voice(author)))
                        .toList())
                : List.of();
    }

    private static float @Nullable [] at(List<float[]> vectors, int i) {
        return vectors.isEmpty() ? null : vectors.get(i);
    }

    private @Nullable StatementVector stored(MemoryId id, float @Nullable [] vector) {
        return vector == null
                ? null
                : new StatementVector(
                        id,
                        ScopeIndex.voice(author),
                        session.engine().embedder().modelId(),
                        vector);
    }
}
