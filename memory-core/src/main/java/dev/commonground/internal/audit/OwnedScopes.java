package dev.commonground.internal.audit;

import dev.commonground.internal.log.ScopeLog;
import dev.commonground.internal.session.Engine;
import dev.commonground.memory.Scope;
import dev.commonground.store.ScopeGoneException;
import dev.commonground.store.ScopeListing;
import dev.commonground.store.ScopeRecord;
import dev.commonground.store.ScopeStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The scopes of a task with its user, and all other scopes of the owner. */
final class OwnedScopes {

    private static final int PAGE = 200;

    private final Engine engine;
    private final Scope.Task task;
    private final Scope.@Nullable User user;

    OwnedScopes(Engine engine, Scope.Task task, Scope.@Nullable User user) {
        this.engine = engine;
        this.task = task;
        this.user = user;
    }

    /** Returns the task's scope and the user's. */
    List<Scope> shared() {
        return user == null ? List.of(task) : List.of(task, user);
    }

    /** Returns the task's scope, the scopes of notes on it, and the user's scope. */
    List<ScopeRecord> ofTask() {
        return Stream.concat(
                        engine.store().scopes(engine.owner(), task).stream(),
                        Stream.ofNullable(user).flatMap(scope -> engine.store().find(engine.owner(), scope).stream()))
                .toList();
    }

    /** Returns the scopes of the task, and then all others of the owner, by their ids. */
    Map<String, ScopeRecord> all() {
        Map<String, ScopeRecord> all = new LinkedHashMap<>();
        ofTask().forEach(record -> all.put(record.id(), record));
        for (ScopeListing.Subject subject : ScopeListing.Subject.values()) {
            list(subject, all);
        }
        return all;
    }

    private void list(ScopeListing.Subject subject, Map<String, ScopeRecord> all) {
        String after = "";
        List<ScopeStatus> page;
        do {
            page = engine.store().list(engine.owner(), new ScopeListing(subject, after, PAGE));
            for (ScopeStatus status : page) {
                all.putIfAbsent(status.record().id(), status.record());
                after = nameOf(status.record().scope());
            }
        } while (!page.isEmpty());
    }

    private static String nameOf(Scope scope) {
        if (scope instanceof Scope.User known) {
            return known.user();
        }
        if (scope instanceof Scope.Task known) {
            return known.task();
        }
        Scope.Agent agent = (Scope.Agent) scope;
        return agent.task() == null ? agent.agent() : agent.task();
    }

    /** Returns a fresh fold of a scope's log, which the caller may append to; empty if the scope is gone. */
    Optional<ScopeLog> fold(ScopeRecord record) {
        try {
            ScopeLog log = new ScopeLog();
            engine.store().readBeyond(record.id(), 0, "").entries().forEach(log::append);
            return Optional.of(log);
        } catch (ScopeGoneException e) {
            engine.scopes().drop(e.scope());
            return Optional.empty();
        }
    }
}
