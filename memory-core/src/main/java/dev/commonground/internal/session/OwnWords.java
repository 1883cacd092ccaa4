package dev.commonground.internal.session;

import dev.commonground.memory.Audience;
import dev.commonground.memory.Author;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Scope;
import dev.commonground.memory.Statement;
import dev.commonground.memory.WriteOutcome;
import dev.commonground.store.Entry;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a session does with words of persons when they themselves ask for it. It touches no word of anybody else.
 *
 * <p>Thread-safe; calls take turns.
 */
public final class OwnWords {

    private final Session session;
    private final Scope scope;

    public OwnWords(Session session, Scope scope) {
        this.session = session;
        this.scope = scope;
    }

    /** Returns the memories that a person asserted, live or not. */
    public Set<MemoryId> of(Author person, Predicate<Statement> wanted) {
        return session.read(views -> {
            Set<MemoryId> found = new LinkedHashSet<>();
            views.stream()
                    .filter(view -> view.scope().equals(scope))
                    .forEach(view -> view.entries().forEach(entry -> {
                        if (entry.action() instanceof Entry.Assert asserted
                                && asserted.assertion().author().equals(person)
                                && wanted.test(asserted.statement())) {
                            found.add(asserted.id());
                        }
                    }));
            return found;
        });
    }

    /** Erases a memory; if others are among its authors, only the person's own word ends. */
    public void erase(MemoryId id, Author person) {
        Memory memory = new SessionReader(session).find(id).orElse(null);
        if (memory != null && memory.authors().equals(List.of(person))) {
            var unused = new Eraser(session).erase(List.of(memory), person);
        } else {
            forget(id, person, null);
        }
    }

    /** Ends the person's own word on a memory. */
    public void forget(MemoryId id, Author person, @Nullable String reason) {
        write(id, view -> {
            List<Long> own = view.positionsOf(id, person);
            if (!own.isEmpty()) {
                session.pending(scope).add(new Entry.Forget(person, session.now(), own, reason), null);
            }
        });
    }

    /** Says the person's word on a memory again, for fewer readers. */
    public void restrict(MemoryId id, Author person, Audience readers) {
        write(
                id,
                view -> view.live(id).ifPresent(memory -> {
                    List<Long> own = view.positionsOf(id, person);
                    memory.assertions().stream()
                            .filter(one -> one.author().equals(person))
                            .reduce((older, newer) -> newer)
                            .ifPresent(one -> session.pending(scope)
                                    .add(
                                            new Entry.Assert(id, memory.statement(), one.restrictedTo(readers), own),
                                            null));
                }));
    }

    private void write(MemoryId id, Consumer<ScopeView> change) {
        List<WriteOutcome> unused = session.write(scope, view -> {
            if (view.live(id).isPresent()) {
                change.accept(view);
            }
            return List.of();
        });
    }
}
