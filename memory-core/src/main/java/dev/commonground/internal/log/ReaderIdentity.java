package dev.commonground.internal.log;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Assertion;
import dev.commonground.memory.Audience;
import dev.commonground.memory.Author;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who reads a log: an agent or a person with the roles that the application gave, or the memory itself.
 *
 * <p>Immutable and thread-safe.
 *
 * @param author the agent or person; null for the memory itself, which reads everything
 * @param roles the roles of the author
 */
public record ReaderIdentity(@Nullable Author author, Set<String> roles) {

    /** The memory itself, which reads everything: for folding, sweeping and other work that shows nothing to anybody. */
    public static final ReaderIdentity UNRESTRICTED = new ReaderIdentity(null, Set.of());

    public ReaderIdentity {
        roles = Set.copyOf(roles);
    }

    /** Returns the identity of an agent or a person. */
    public static ReaderIdentity of(Author author, Set<String> roles) {
        return new ReaderIdentity(requireNonNull(author, "author"), roles);
    }

    /** Returns whether the reader may read an assertion. An author and a recorder always read their own words. */
    public boolean mayRead(Assertion assertion) {
        return mayRead(assertion.audience(), assertion.author())
                || (author != null && author.equals(assertion.recorder()));
    }

    /** Returns whether the reader may read something that {@code writer} wrote for {@code audience}. */
    boolean mayRead(Audience audience, Author writer) {
        return author == null || audience.isEveryone() || author.equals(writer) || audience.admits(author, roles);
    }
}
