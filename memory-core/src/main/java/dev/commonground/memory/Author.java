package dev.commonground.memory;

import static java.util.Objects.requireNonNull;

import dev.commonground.internal.text.Identifiers;

/**
 * The author of an assertion: an agent or a person.
 *
 * @param type whether the author is an agent or a person
 * @param name the author's id, 1 to 256 characters without control characters
 */
public record Author(Type type, String name) implements Comparable<Author> {

    /** The types of author. */
    public enum Type {
        /** A program. */
        AGENT,
        /** A human being. */
        PERSON
    }

    public Author {
        requireNonNull(type, "type");
        requireNonNull(name, "name");
        name = Identifiers.checked(type == Type.AGENT ? "agent" : "person", name);
    }

    /** Returns the agent called {@code name}. */
    public static Author agent(String name) {
        return new Author(Type.AGENT, name);
    }

    /** Returns the person called {@code name}. */
    public static Author person(String name) {
        return new Author(Type.PERSON, name);
    }

    @Override
    public int compareTo(Author other) {
        int byType = type.compareTo(requireNonNull(other, "other").type);
        return byType != 0 ? byType : name.compareTo(other.name);
    }

    /** Returns the name alone, as briefings and reports show it. */
    @Override
    public String toString() {
        return name;
    }
}
