package dev.commonground.internal.session;

import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Origin;
import dev.commonground.memory.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Limits the trust of an assertion to that of each memory it is derived from: those it names, the one it revises, and those
 * of low trust that the agent was shown and repeats. A person's word is not limited.
 *
 * <p>Not thread-safe.
 */
final class Inheritance {

    private final Session session;
    private final ScopeView view;
    private final Map<MemoryId, Memory> sources;

    /**
     * Creates the inheritance in one scope.
     *
     * @param sources the memories of other scopes that assertions are derived from
     */
    Inheritance(Session session, ScopeView view, Map<MemoryId, Memory> sources) {
        this.session = session;
        this.view = view;
        this.sources = sources;
    }

    /**
     * Returns {@code given} with the trust and the sources that it inherits.
     *
     * @param old the memory that it revises, or null
     */
    Assertion of(MemoryId id, Statement statement, Assertion given, @Nullable Memory old) {
        if (given.author().type() == Author.Type.PERSON) {
            return given;
        }
        Assertion inherited = old == null ? given : given.withTrustAtMost(old.trust());
        for (MemoryId source : given.derivedFrom()) {
            inherited = inherited.withTrustAtMost(trust(source));
        }
        return given.origin() == Origin.AGENT && !isCopy(statement, given)
                ? withRepeated(id, statement, inherited)
                : inherited;
    }

    /** A copy of a memory of another scope, such as a promoted one, comes from that memory alone. */
    private boolean isCopy(Statement statement, Assertion given) {
        return given.derivedFrom().stream()
                .map(sources::get)
                .anyMatch(source -> source != null && source.statement().equals(statement));
    }

    /** An origin of its own is a source; an agent's own conclusion with the words of another memory is an echo. */
    private Assertion withRepeated(MemoryId id, Statement statement, Assertion given) {
        List<LowTrustReads.Read> repeated = session.lowTrustReads().repeatedBy(given.author(), id, statement);
        Assertion inherited = given;
        for (LowTrustReads.Read read : repeated) {
            if (given.trust() > read.trust()) {
                inherited = inherited.withTrustAtMost(read.trust()).derivedFrom(read.id());
            }
        }
        return inherited;
    }

    /** A memory that is not visible here limits nothing. */
    private double trust(MemoryId source) {
        return view.find(source)
                .or(() -> Optional.ofNullable(sources.get(source)))
                .map(Memory::trust)
                .orElse(1.0);
    }
}
