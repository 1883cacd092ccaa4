package dev.commonground.internal.guard;

import static java.util.Objects.requireNonNull;

import dev.commonground.guard.WriteGuard;
import dev.commonground.guard.WriteGuard.Verdict;
import dev.commonground.guard.WriteGuard.Write;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.MemoryException;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Scope;
import dev.commonground.memory.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one gate that every write passes before it is embedded and stored: it redacts secrets and asks the write guard.
 *
 * <p>Thread-safe if the guard is.
 */
public final class WriteGate {

    private final WriteGuard guard;
    private final @Nullable Secrets secrets;

    /**
     * Creates a gate.
     *
     * @param redacts whether secrets are redacted
     */
    public WriteGate(WriteGuard guard, boolean redacts) {
        this.guard = requireNonNull(guard, "guard");
        this.secrets = redacts ? new Secrets() : null;
    }

    /** Returns {@code text} without secrets. */
    public String redacted(String text) {
        return secrets == null ? text : secrets.apply(text);
    }

    /** Returns {@code statement} without secrets. */
    public Statement redacted(Statement statement) {
        return secrets == null ? statement : secrets.in(statement);
    }

    /** Returns {@code metadata} without secrets. */
    public Metadata redacted(Metadata metadata) {
        return secrets == null ? metadata : secrets.in(metadata);
    }

    /** Returns {@code assertion} without secrets. */
    public Assertion redacted(Assertion assertion) {
        return secrets == null ? assertion : secrets.in(assertion);
    }

    /**
     * Returns an assertion without secrets that the guard allows, or holds back.
     *
     * @throws MemoryException.WriteBlocked if the guard blocks it
     */
    public Admitted admit(Scope scope, Statement statement, Assertion assertion) {
        Statement clean = redacted(statement);
        Assertion cleanAssertion = redacted(assertion);
        Optional<String> reason = heldBack(new Write(scope, clean, cleanAssertion, false));
        return new Admitted(clean, cleanAssertion, reason.orElse(null), false);
    }

    /**
     * Returns metadata without secrets that the guard allows for a memory.
     *
     * @param assertion the annotator's metadata, as an assertion of the memory
     * @throws MemoryException.WriteBlocked if the guard does not allow it
     */
    public Metadata admitMetadata(Scope scope, Statement statement, Assertion assertion) {
        Assertion clean = redacted(assertion);
        heldBack(new Write(scope, statement, clean, true)).ifPresent(reason -> {
            throw new MemoryException.WriteBlocked(reason);
        });
        return clean.metadata();
    }

    private Optional<String> heldBack(Write write) {
        Verdict verdict = requireNonNull(guard.check(write), "the verdict of the write guard");
        if (verdict instanceof Verdict.Blocked block) {
            throw new MemoryException.WriteBlocked(block.reason());
        }
        return verdict instanceof Verdict.Quarantined held ? Optional.of(held.reason()) : Optional.empty();
    }
}
