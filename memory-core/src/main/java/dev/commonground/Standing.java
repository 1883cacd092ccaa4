package dev.commonground;

import dev.commonground.log.Commit;
import dev.commonground.log.Cursor;
import dev.commonground.log.ScopeLog;
import dev.commonground.log.ScopeRecord;
import dev.commonground.memory.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a step stands as it begins: the scopes that are there, the cursor they are read under, and which lanes of its
 * own run that cursor has reached. Each scope is looked at once.
 */
final class Standing {

    private final Map<String, Look> looks = new LinkedHashMap<>();
    private final List<Scope> missing = new ArrayList<>();
    private final Cursor cursor;

    /**
     * What was found in one scope.
     *
     * @param own the lanes of the step's run that the cursor has reached
     * @param tip the lanes of that run that everybody else sees
     */
    private record Look(ScopeRecord scope, Cursor.Place place, SortedMap<Long, Long> own, SortedMap<Long, Long> tip) {

        /** Looks under a cursor; where it has no base, that is all that is accepted by now. */
        static Look at(ScopeRecord scope, ScopeLog log, Cursor cursor) {
            Cursor.Place known = cursor.place(scope.id());
            Cursor.Place place = known == null ? new Cursor.Place(log.position(), new TreeMap<>()) : known;
            return new Look(
                    scope, place, log.lanesOf(cursor.run(), place.lanes()), log.tip(cursor.run(), Long.MAX_VALUE));
        }
    }

    /**
     * Looks at scopes.
     *
     * @throws dev.commonground.log.ScopeGoneException if one was deleted
     */
    Standing(Engine engine, Cursor given, List<Scope> scopes) {
        Cursor pinned = given;
        for (ScopeRecord scope : found(engine, scopes)) {
            Look look = engine.replica(scope).read((log, index) -> Look.at(scope, log, given));
            looks.put(scope.id(), look);
            if (given.place(scope.id()) == null) {
                pinned = pinned.with(scope.id(), look.place());
            }
        }
        this.cursor = pinned.equals(given)
                ? given
                : pinned.merge(pinned.at(engine.clock().instant()));
    }

    /** What is shared is begun now, an agent's notes when it first writes some. */
    private List<ScopeRecord> found(Engine engine, List<Scope> scopes) {
        List<ScopeRecord> found = new ArrayList<>(engine.records(
                scopes.stream().filter(scope -> !(scope instanceof Scope.Agent)).toList()));
        for (Scope scope : scopes) {
            if (scope instanceof Scope.Agent) {
                engine.find(scope).ifPresentOrElse(found::add, () -> missing.add(scope));
            }
        }
        return found;
    }

    /** Returns the cursor that was given, with a base in every scope that is there. */
    Cursor cursor() {
        return cursor;
    }

    /** Returns the scopes that are there. */
    Collection<ScopeRecord> scopes() {
        return looks.values().stream().map(Look::scope).toList();
    }

    /** Returns the scopes that nobody has begun. */
    List<Scope> missing() {
        return missing;
    }

    /** Returns how the cursor stands in a scope; in one that was begun since, it sees nothing but its own run. */
    Cursor.Place place(String scope) {
        Cursor.Place place = cursor.place(scope);
        return place == null ? new Cursor.Place(0, new TreeMap<>()) : place;
    }

    /** Returns the lanes of the step's own run that the cursor has reached in a scope. */
    SortedMap<Long, Long> own(String scope) {
        return looks.containsKey(scope)
                ? Objects.requireNonNull(looks.get(scope)).own()
                : new TreeMap<>();
    }

    /** Returns the moves that make the cursor the run's tip, wherever it is not. */
    List<Commit.Append> tipMoves() {
        return looks.values().stream()
                .filter(look -> !look.tip().equals(look.own()))
                .map(look -> new Commit.Append(
                        look.scope().id(),
                        null,
                        List.of(),
                        List.of(),
                        new Commit.TipMove(cursor.run(), null, look.own())))
                .toList();
    }
}
