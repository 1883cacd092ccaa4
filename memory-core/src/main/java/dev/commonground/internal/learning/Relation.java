package dev.commonground.internal.learning;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Statement;
import org.jspecify.annotations.Nullable;

/**
 * The relation between a statement of a conversation and a known statement.
 *
 * @param type the type of the relation
 * @param known the known statement; null exactly if the type is {@link Type#NEW}
 * @param change the quoted words that end the known statement; empty if there are none
 */
public record Relation(Type type, @Nullable Statement known, String change) {

    /** The relation of a statement that concerns no known statement. */
    public static final Relation NEW = new Relation(Type.NEW, null, "");

    /** The types of relations. */
    public enum Type {
        /** The statement concerns no known statement. */
        NEW,
        /** The statement repeats the known statement. */
        SAME,
        /** The statement supersedes the known statement. */
        SUPERSEDES,
        /** The statement and the known statement cannot both be true. */
        CONTRADICTS
    }

    public Relation {
        requireNonNull(type, "type");
        requireNonNull(change, "change");
        if ((type == Type.NEW) != (known == null)) {
            throw new IllegalArgumentException(
                    "The relation has the type %s and %s known statement: pass a known statement for every type but NEW"
                            .formatted(type, known == null ? "no" : "a"));
        }
    }
}
