package dev.commonground.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.commonground.memory.Scope;
import dev.commonground.store.ScopeListing;
import dev.commonground.store.ScopeStatus;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lists the scopes of an owner by name. */
final class HeapListing {

    /** Bytes of UTF-8 are in the order of code points. */
    private static final Comparator<String> BY_CODE_POINTS =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8));

    private HeapListing() {}

    static List<ScopeStatus> of(List<HeapScope> scopes, ScopeListing listing) {
        SortedMap<String, List<HeapScope>> named = scopes.stream()
                .filter(scope -> name(scope.record().scope(), listing.subject()) != null)
                .collect(Collectors.groupingBy(
                        scope -> String.valueOf(name(scope.record().scope(), listing.subject())),
                        () -> new TreeMap<>(BY_CODE_POINTS),
                        Collectors.toList()));
        return named.entrySet().stream()
                .filter(entry -> BY_CODE_POINTS.compare(entry.getKey(), listing.after()) > 0)
                .limit(listing.limit())
                .flatMap(entry -> entry.getValue().stream())
                .map(scope -> new ScopeStatus(
                        scope.record(),
                        scope.isArchived(),
                        scope.log().position(),
                        scope.log().lastActivity()))
                .toList();
    }

    /** Returns the name under which a scope is listed, or null if it is not of the subject. */
    private static @Nullable String name(Scope scope, ScopeListing.Subject subject) {
        return switch (subject) {
            case USERS -> scope instanceof Scope.User user ? user.user() : null;
            case AGENTS -> scope instanceof Scope.Agent agent && agent.task() == null ? agent.agent() : null;
            case TASKS ->
                scope instanceof Scope.Task task
                        ? task.task()
                        : scope instanceof Scope.Agent agent ? agent.task() : null;
        };
    }
}
