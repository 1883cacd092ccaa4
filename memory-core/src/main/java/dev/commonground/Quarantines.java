package dev.commonground;

import static java.util.Objects.requireNonNull;

import dev.commonground.event.MemoryEvent;
import dev.commonground.internal.log.Snapshot;
import dev.commonground.internal.session.Engine;
import dev.commonground.internal.session.Reviewer;
import dev.commonground.internal.session.Session;
import dev.commonground.internal.session.WriteMode;
import dev.commonground.memory.Author;
import dev.commonground.memory.Scope;
import java.util.List;
import java.util.Set;

/** Opens the quarantine of a scope for a reviewer. */
final class Quarantines {

    private Quarantines() {}

    static Quarantine of(Engine engine, Scope scope, String reviewer, WriteMode mode) {
        Author person = Author.person(requireNonNull(reviewer, "reviewer"));
        String task = scope instanceof Scope.Task named ? named.task() : null;
        Session session = new Session(
                engine,
                new MemoryEvent.Actor(person, task, null, null),
                Set.of(),
                List.of(scope),
                record -> Snapshot.latest(engine.clock().instant()),
                mode);
        return new Quarantine(new Reviewer(session, scope));
    }
}
