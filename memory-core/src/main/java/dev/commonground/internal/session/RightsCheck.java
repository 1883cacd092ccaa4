package dev.commonground.internal.session;

import dev.commonground.memory.Audience;
import dev.commonground.memory.Author;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryException;
import dev.commonground.memory.Rights;
import dev.commonground.memory.Rights.Request.Act;
import dev.commonground.memory.Scope;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks the rights of the memory about the acts of one session. A refusal depends only on what the session sees.
 *
 * <p>Immutable and thread-safe.
 */
public final class RightsCheck {

    private final Rights rights;
    private final Author author;
    private final Set<String> roles;

    RightsCheck(Rights rights, Author author, Set<String> roles) {
        this.rights = rights;
        this.author = author;
        this.roles = Set.copyOf(roles);
    }

    /**
     * Checks that the author may address a memory.
     *
     * @throws MemoryException.Refused if not
     */
    public void address(Scope scope, Audience audience) {
        if (!audience.isEveryone()) {
            require(new Rights.Request(Act.ADDRESS, author, roles, scope, Set.of(), audience, false));
        }
    }

    /**
     * Checks that the author may act on a memory; everybody may act on words that are all the own ones.
     *
     * @throws MemoryException.Refused if not
     */
    public void require(Act act, Memory memory, @Nullable String reason) {
        requireOf(author, act, memory, reason);
    }

    /** Checks the same for somebody else, on whose behalf the session acts. */
    void requireOf(Author actor, Act act, Memory memory, @Nullable String reason) {
        Rights.Request request = request(act, memory, actor, reason);
        if (!request.others().isEmpty()) {
            require(request);
        }
    }

    /** Returns whether a statement of {@code writer} may supersede a memory. */
    public boolean maySupersede(Memory memory, Author writer) {
        Rights.Request request = request(Act.SUPERSEDE, memory, writer, null);
        return request.others().isEmpty() || rights.allow(request);
    }

    private Rights.Request request(Act act, Memory memory, Author actor, @Nullable String reason) {
        Set<Author> others = new HashSet<>(memory.authors());
        others.remove(actor);
        return new Rights.Request(
                act,
                actor,
                actor.equals(author) ? roles : Set.of(),
                memory.scope(),
                others,
                InheritedAudience.of(memory),
                reason != null);
    }

    private void require(Rights.Request request) {
        if (!rights.allow(request)) {
            throw new MemoryException.Refused(request);
        }
    }
}
