package dev.commonground.internal.audit;

import dev.commonground.internal.session.Engine;
import dev.commonground.memory.Author;
import dev.commonground.memory.Memory.Reading;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Scope;
import dev.commonground.store.ReadLedger;
import dev.commonground.store.ScopeRecord;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The readings of the memories of a task, of notes on it, and of its user. */
public final class Readings {

    private final Engine engine;
    private final Scope.Task task;
    private final Scope.@Nullable User user;

    public Readings(Engine engine, Scope.Task task, Scope.@Nullable User user) {
        this.engine = engine;
        this.task = task;
        this.user = user;
    }

    /** Returns the readings of a memory, oldest first. */
    public List<Reading> of(MemoryId id) {
        return inEachScope((ledger, scope) -> ledger.of(scope, id));
    }

    /** Returns the readings by a reader, oldest first within each scope. */
    public List<Reading> by(Author reader) {
        return inEachScope((ledger, scope) -> ledger.by(scope, reader));
    }

    private List<Reading> inEachScope(BiFunction<ReadLedger, String, List<Reading>> question) {
        engine.flushReadings();
        return engine.store().readLedger().stream()
                .flatMap(ledger -> scopes().flatMap(scope -> question.apply(ledger, scope.id()).stream()))
                .toList();
    }

    private Stream<ScopeRecord> scopes() {
        return Stream.concat(
                engine.store().scopes(engine.owner(), task).stream(),
                Stream.ofNullable(user).flatMap(scope -> engine.store().find(engine.owner(), scope).stream()));
    }
}
