package dev.commonground.internal.session;

import dev.commonground.internal.guard.Admitted;
import dev.commonground.internal.search.Embedder;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryException;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Scope;
import dev.commonground.memory.WriteOutcome;
import dev.commonground.store.Entry;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides about what the write guard held back in one scope.
 *
 * <p>Thread-safe; calls take turns.
 */
public final class Reviewer {

    private final Session session;
    private final Scope scope;

    /** A memory in quarantine. */
    public record Held(long position, Memory memory, String reason) {}

    public Reviewer(Session session, Scope scope) {
        this.session = session;
        this.scope = scope;
    }

    /** Returns what is in quarantine after a position, the oldest first. */
    public List<Held> list(long after, int limit) {
        return session.read(views -> views.stream()
                .flatMap(view -> view.quarantined().stream())
                .filter(entry -> entry.position() > after)
                .limit(limit)
                .map(entry -> held(entry.position(), (Entry.Quarantine) entry.action()))
                .toList());
    }

    private Held held(long position, Entry.Quarantine entry) {
        return new Held(position, AssertionWriter.quarantined(scope, entry), entry.reason());
    }

    /** Asserts a memory under the name and the time of its author, and ends its quarantine, in one commit. */
    public WriteOutcome release(long position, MemoryId id) {
        Held held = find(position, id);
        float @Nullable [] vector = session.embedder()
                .embedOrNulls(List.of(Embedder.embeddedText(
                        held.memory().statement(),
                        Embedder.speaker(held.memory().authors().get(0)))))
                .get(0);
        return review(position, id, true, view -> {
            Memory memory = held.memory();
            Admitted released =
                    Admitted.released(memory.statement(), memory.assertions().get(0));
            return new AssertionWriter(session, scope, view, other -> false).write(released, vector, null);
        });
    }

    /** Removes a memory in quarantine from the store. */
    public void reject(long position, MemoryId id) {
        Held held = find(position, id);
        review(position, id, false, view -> new WriteOutcome.Forgotten(held.memory()));
    }

    private Held find(long position, MemoryId id) {
        return list(position - 1, 1).stream()
                .filter(held ->
                        held.position() == position && held.memory().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new MemoryException.NotFound(id));
    }

    /** Two reviewers at once: the second one finds nothing to decide about. */
    private WriteOutcome review(
            long position, MemoryId id, boolean released, Function<ScopeView, WriteOutcome> outcome) {
        Predicate<Entry> isReviewed = entry -> entry.position() == position;
        return session.writeIfUnchanged(scope, view -> {
                    if (view.quarantined().stream().noneMatch(isReviewed)) {
                        throw new MemoryException.NotFound(id);
                    }
                    session.pending(scope)
                            .add(new Entry.Review(session.author(), session.now(), position, released), null);
                    return List.of(outcome.apply(view));
                })
                .get(0);
    }
}
