package dev.commonground.learning;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Statement;
import org.jspecify.annotations.Nullable;

/**
 * How a statement out of a conversation stands to what is known.
 *
 * @param type in which way
 * @param known what is known, or null exactly if the statement is new
 * @param change the words that are said to end what is known; empty if there are none
 */
public record Relation(Type type, @Nullable Statement known, String change) {

    /** It has nothing to do with what is known. */
    public static final Relation NEW = new Relation(Type.NEW, null, "");

    /** The ways to stand to what is known. */
    public enum Type {
        /** It has nothing to do with it. */
        NEW,
        /** It says the same. */
        SAME,
        /** It takes its place. */
        SUPERSEDES,
        /** It cannot be true beside it. */
        CONTRADICTS
    }

    public Relation {
        requireNonNull(type, "type");
        requireNonNull(change, "change");
        if ((type == Type.NEW) != (known == null)) {
            throw new IllegalArgumentException(
                    "A relation of the type %s was given %s known statement: only a new one has none"
                            .formatted(type, known == null ? "no" : "a"));
        }
    }
}
