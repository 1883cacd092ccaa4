package dev.commonground.memory;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One remembered statement with everybody who says so.
 *
 * @param id the same for the same statement in the same scope, whoever says it
 * @param scope whom it belongs to
 * @param statement what is said
 * @param status whether it still counts
 * @param assertions who says so, in the order of author, time, node and thread; those that count if the memory is live,
 *     otherwise those that last counted; never empty
 * @param metadata what applications added, of each name the newest value
 */
public record Memory(
        MemoryId id, Scope scope, Statement statement, Status status, List<Assertion> assertions, Metadata metadata) {

    /**
     * The order of lists and briefings: by kind, then key, value, text and id. Ids differ between stores, so they come
     * last: equal memories stand in the same order everywhere.
     */
    public static final Comparator<Memory> BY_KIND = Comparator.comparing(Memory::kind)
            .thenComparing(Memory::key, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Memory::value, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Memory::text)
            .thenComparing(Memory::id);

    /** Whether a memory still counts. */
    public enum Status {
        /** At least one author stands by it. */
        LIVE,
        /** A newer memory took its place. */
        SUPERSEDED,
        /** It was taken back. */
        FORGOTTEN,
        /** Its time is over. */
        EXPIRED
    }

    public Memory {
        requireNonNull(id, "id");
        requireNonNull(scope, "scope");
        requireNonNull(statement, "statement");
        requireNonNull(status, "status");
        requireNonNull(metadata, "metadata");
        assertions = List.copyOf(assertions);
        if (assertions.isEmpty()) {
            throw new IllegalArgumentException("Memory %s has no author: a memory is what somebody says".formatted(id));
        }
    }

    /** Returns the statement in words. */
    public String text() {
        return statement.text();
    }

    /** Returns what sort of statement it is. */
    public Kind kind() {
        return statement.kind();
    }

    /** Returns what it is about, or null if it stands alone. */
    public @Nullable String key() {
        return statement.key();
    }

    /** Returns what its key is said to be, or null if it has no key. */
    public @Nullable String value() {
        return statement.value();
    }

    /** Returns whether it still counts. */
    public boolean live() {
        return status == Status.LIVE;
    }

    /** Returns who says so, each once, agents before persons and then by name. */
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
