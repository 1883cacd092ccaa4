package dev.commonground.memory;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One remembered statement with the assertions of its authors.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id the id, equal for equal statements in one scope, independent of their authors
 * @param scope the scope that the memory belongs to
 * @param statement the statement
 * @param status whether the memory is live
 * @param assertions the assertions in the order of author, time, node and thread: the live ones of a live memory, otherwise
 *     those that were live last; never empty
 * @param metadata the entries of all assertions and annotations, the newest value of each name
 */
public record Memory(
        MemoryId id, Scope scope, Statement statement, Status status, List<Assertion> assertions, Metadata metadata) {

    /**
     * The order of lists and briefings: by kind, then key, value, text and id. Ids differ between stores and come last, so
     * equal memories have the same order everywhere.
     */
    public static final Comparator<Memory> BY_KIND = Comparator.comparing(Memory::kind)
            .thenComparing(Memory::key, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Memory::value, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Memory::text)
            .thenComparing(Memory::id);

    /** The status of a memory. */
    public enum Status {
        /** At least one assertion is live. */
        LIVE,
        /** A newer memory superseded it. */
        SUPERSEDED,
        /** It was forgotten. */
        FORGOTTEN,
        /** Its time has expired. */
        EXPIRED
    }

    public Memory {
        requireNonNull(id, "id");
        requireNonNull(scope, "scope");
        requireNonNull(statement, "statement");
        requireNonNull(status, "status");
        requireNonNull(metadata, "metadata");
        assertions = List.copyOf(requireNonNull(assertions, "assertions"));
        if (assertions.isEmpty()) {
            throw new IllegalArgumentException(
                    "Memory %s has no assertion, but at least 1 is needed: pass its assertions".formatted(id));
        }
    }

    /** Returns the text of the statement. */
    public String text() {
        return statement.text();
    }

    /** Returns the kind of the statement. */
    public Kind kind() {
        return statement.kind();
    }

    /** Returns the key, or null if the statement has none. */
    public @Nullable String key() {
        return statement.key();
    }

    /** Returns the value of the key, or null if the statement has no key. */
    public @Nullable String value() {
        return statement.value();
    }

    /** Returns whether the memory is live. */
    public boolean live() {
        return status == Status.LIVE;
    }

    /** Returns the authors, each once, agents before persons and then by name. */
    public List<Author> authors() {
        return assertions.stream().map(Assertion::author).distinct().sorted().toList();
    }

    /** Returns the memory on one line: kind, key and value, text, authors. */
    @Override
    public String toString() {
        String keyed = key() == null ? "" : " %s = %s".formatted(key(), value());
        return "%s%s: %s (%s)"
                .formatted(
                        kind(),
                        keyed,
                        text(),
                        String.join(
                                ", ", authors().stream().map(Author::toString).toList()));
    }
}
