package dev.commonground.internal.session;

import dev.commonground.memory.Scope;
import dev.commonground.memory.WriteOutcome;
import dev.commonground.store.Commit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/**
 * The uncommitted writes of a session in all of its scopes, and the outcomes returned for them.
 *
 * <p>Not thread-safe; the session guards it.
 */
final class UncommittedWrites {

    private final Map<Scope, PendingWrites> byScope = new LinkedHashMap<>();
    private final List<WriteOutcome> outcomes = new ArrayList<>();

    PendingWrites to(Scope scope) {
        return byScope.computeIfAbsent(scope, s -> new PendingWrites());
    }

    boolean haveBegun(Scope scope) {
        return byScope.containsKey(scope);
    }

    void forEach(BiConsumer<Scope, PendingWrites> action) {
        byScope.forEach(action);
    }

    void add(List<WriteOutcome> more) {
        more.stream()
                .filter(outcome -> !(outcome instanceof WriteOutcome.Outdated))
                .forEach(outcomes::add);
    }

    /** Returns what to append to each scope that was written to. */
    List<Commit.Append> appends(BiFunction<Scope, PendingWrites, Commit.Append> toAppend) {
        return byScope.entrySet().stream()
                .filter(e -> !e.getValue().isEmpty())
                .map(e -> toAppend.apply(e.getKey(), e.getValue()))
                .toList();
    }

    List<WriteOutcome> outcomes() {
        return List.copyOf(outcomes);
    }

    void clear() {
        byScope.clear();
        outcomes.clear();
    }
}
