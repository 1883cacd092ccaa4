package dev.commonground;

import dev.commonground.memory.Author;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Scope;
import dev.commonground.memory.Statement;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A model of visibility in plain sets: for each scope its live statements with their authors. */
final class IsolationOracle {

    /**
     * A word that is written once, to one scope. Its occurrence in a result reveals the scope that the result comes
     * from.
     */
    static final Pattern SECRET = Pattern.compile("Zq\\d+Q");

    private final Map<Place, Map<Statement, Set<Author>>> live;
    private final Map<String, Set<Place>> origins;
    private int secrets;

    /** One owner's scope. */
    record Place(String owner, Scope scope) {}

    IsolationOracle() {
        this(new HashMap<>(), new HashMap<>());
    }

    private IsolationOracle(Map<Place, Map<Statement, Set<Author>>> live, Map<String, Set<Place>> origins) {
        this.live = live;
        this.origins = origins;
    }

    /** Returns a new word for a text in {@code place}. */
    String secret(Place place) {
        String secret = "Zq%dQ".formatted(secrets++);
        origins.put(secret, new HashSet<>(Set.of(place)));
        return secret;
    }

    void remember(Place place, Author author, Statement statement) {
        Map<Statement, Set<Author>> statements = live.computeIfAbsent(place, p -> new HashMap<>());
        if (statement.key() != null) {
            statements.entrySet().stream()
                    .filter(e -> statement.key().equals(e.getKey().key())
                            && !e.getKey().equals(statement))
                    .forEach(e -> e.getValue().remove(author));
        }
        statements.computeIfAbsent(statement, s -> new HashSet<>()).add(author);
        statements.values().removeIf(Set::isEmpty);
    }

    void forget(Place place, Statement statement) {
        live.getOrDefault(place, new HashMap<>()).remove(statement);
    }

    void delete(Predicate<Place> gone) {
        live.keySet().removeIf(gone);
    }

    /** Allows the readers of {@code place} to see the secrets in {@code text}, too. */
    void share(String text, Place place) {
        SECRET.matcher(text)
                .results()
                .forEach(found ->
                        Objects.requireNonNull(origins.get(found.group())).add(place));
    }

    /** Returns a copy that later writes do not change. */
    IsolationOracle snapshot() {
        Map<Place, Map<Statement, Set<Author>>> copy = new HashMap<>();
        live.forEach((place, statements) -> copy.put(
                place,
                statements.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, e -> Set.copyOf(e.getValue())))));
        return new IsolationOracle(copy, origins);
    }

    /** Returns a line for each live statement in the places. */
    Set<String> lines(Collection<Place> places) {
        return statements(places)
                .map(e -> line(e.place().scope(), e.statement(), e.authors()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A live statement with its place. */
    record Live(Place place, Statement statement, Set<Author> authors) {}

    Stream<Live> statements(Collection<Place> places) {
        return places.stream()
                .flatMap(place -> live.getOrDefault(place, Map.of()).entrySet().stream()
                        .map(e -> new Live(place, e.getKey(), e.getValue())));
    }

    /** Returns a line for each memory, in the format of {@link #lines(Collection)}. */
    static Set<String> linesOf(Collection<Memory> memories) {
        return memories.stream()
                .map(memory -> line(memory.scope(), memory.statement(), memory.authors()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String line(Scope scope, Statement statement, Collection<Author> authors) {
        List<String> names = authors.stream()
                .map(author -> author.type() + " " + author)
                .sorted()
                .toList();
        return "%s | %s | %s".formatted(scope, statement, names);
    }

    /** Returns the secrets in {@code text} that were written to none of the places. */
    Set<String> leaks(String text, Collection<Place> places) {
        return SECRET.matcher(text)
                .results()
                .map(found -> found.group())
                .filter(secret -> Collections.disjoint(places, Objects.requireNonNull(origins.get(secret), secret)))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
