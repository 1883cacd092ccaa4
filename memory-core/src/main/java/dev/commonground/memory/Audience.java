package dev.commonground.memory;

import static java.util.Objects.requireNonNull;

import dev.commonground.internal.text.Identifiers;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The readers of an assertion within its scope: everybody, or named agents, persons and roles.
 *
 * <pre>{@code
 * Draft.finding("The family has debts").audience(Audience.of(Member.role("financial aid"), Member.person("eve")))
 * }</pre>
 *
 * <p>A restriction names those who may read; one match is enough. An audience of several restrictions, as a memory made
 * out of restricted ones has, demands a match in each. An author and a recorder always read their own words.
 *
 * <p>Immutable and thread-safe.
 *
 * @param restrictions the restrictions, each a set of one or more readers; empty for everybody
 */
public record Audience(Set<Set<Member>> restrictions) {

    /** Everybody who reads the scope. */
    public static final Audience EVERYONE = new Audience(Set.of());

    /**
     * An agent or a person by name, or everybody in a role. The application, and never a model, decides who is in a role.
     *
     * @param type how the reader is named
     * @param name the name, 1 to 256 characters without control characters
     */
    public record Member(Type type, String name) {

        /** The ways to name a reader. */
        public enum Type {
            /** An agent by its name. */
            AGENT,
            /** A person by name. */
            PERSON,
            /** Everybody in a role. */
            ROLE
        }

        public Member {
            requireNonNull(type, "type");
            name = Identifiers.checked(type == Type.ROLE ? "role" : "reader", requireNonNull(name, "name"));
        }

        /** Returns the agent called {@code name}. */
        public static Member agent(String name) {
            return new Member(Type.AGENT, name);
        }

        /** Returns the person called {@code name}. */
        public static Member person(String name) {
            return new Member(Type.PERSON, name);
        }

        /** Returns everybody in the role called {@code name}. */
        public static Member role(String name) {
            return new Member(Type.ROLE, name);
        }

        private boolean is(Author author, Set<String> roles) {
            return type == Type.ROLE
                    ? roles.contains(name)
                    : type.name().equals(author.type().name()) && name.equals(author.name());
        }
    }

    public Audience {
        restrictions = requireNonNull(restrictions, "restrictions").stream()
                .map(Set::copyOf)
                .collect(Collectors.toUnmodifiableSet());
        if (restrictions.contains(Set.<Member>of())) {
            throw new IllegalArgumentException(
                    "A restriction of an audience names no reader, so nobody could read the memory: name at least one");
        }
    }

    /**
     * Returns the audience of these readers alone.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Audience of(Member... readers) {
        return new Audience(Set.of(Set.copyOf(Arrays.asList(requireNonNull(readers, "readers")))));
    }

    /** Returns the audience that satisfies the restrictions of both. */
    public Audience and(Audience other) {
        requireNonNull(other, "other");
        if (restrictions.containsAll(other.restrictions)) {
            return this;
        }
        Set<Set<Member>> both = new LinkedHashSet<>(restrictions);
        both.addAll(other.restrictions);
        return new Audience(both);
    }

    /** Returns whether the audience is everybody who reads the scope. */
    public boolean isEveryone() {
        return restrictions.isEmpty();
    }

    /**
     * Returns whether a reader belongs to the audience.
     *
     * @param reader the agent or person that reads
     * @param roles the roles of the reader, as the application gave them
     */
    public boolean admits(Author reader, Collection<String> roles) {
        requireNonNull(reader, "reader");
        Set<String> held = Set.copyOf(requireNonNull(roles, "roles"));
        return restrictions.stream().allMatch(some -> some.stream().anyMatch(named -> named.is(reader, held)));
    }
}
