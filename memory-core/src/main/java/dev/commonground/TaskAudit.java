package dev.commonground;

import static java.util.Objects.requireNonNull;

import dev.commonground.audit.Blame;
import dev.commonground.audit.Impact;
import dev.commonground.audit.Revocation;
import dev.commonground.internal.audit.Readings;
import dev.commonground.internal.audit.Revoker;
import dev.commonground.internal.audit.Trace;
import dev.commonground.internal.session.Engine;
import dev.commonground.memory.Author;
import dev.commonground.memory.Memory.Reading;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Scope;
import dev.commonground.memory.WriteSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A task as a person audits it: who read what, where a memory came from, what a source has touched, and revoking it.
 *
 * <pre>{@code
 * TaskAudit audit = memory.task("order-7").audit("Ada");
 * Revocation revocation = audit.revoke(WriteSource.of(Author.agent("scraper")));
 * audit.restore(revocation.id());
 * }</pre>
 *
 * <p>Thread-safe. Null arguments cause a {@link NullPointerException}.
 */
public final class TaskAudit {

    private final Author person;
    private final Readings readings;
    private final Revoker revoker;
    private final Trace trace;

    TaskAudit(Engine engine, Scope.Task task, Scope.@Nullable User user, Author person, Set<String> roles) {
        this.person = person;
        this.readings = new Readings(engine, task, user);
        this.revoker = new Revoker(engine, task, user);
        this.trace = new Trace(engine, task, user, person, roles);
    }

    /**
     * Revokes writes to the task, to notes on it, and to the memory of its user if it was opened for one, and everything
     * derived from them in any scope of the owner. From then on no reader sees them: neither live readers nor graphs that
     * resume, nor readers of an earlier moment. What they had superseded or forgotten is live again. A memory with an
     * independent assertion that is not revoked stays through that one.
     *
     * <p>The revocation holds for later writes, too: for those that match, and for those derived from revoked memories.
     * {@link TaskMemory#asAuditor} still shows what is revoked. An erasure is not undone.
     *
     * @throws dev.commonground.store.ScopeArchivedException if one of the scopes belongs to an archived task
     * @throws dev.commonground.store.MemoryStoreException if the store fails
     */
    public Revocation revoke(WriteSource provenance) {
        return revoker.revoke(requireNonNull(provenance, "provenance"), person);
    }

    /**
     * Undoes a revocation: what it hid is visible again, and what it had brought back has ended again.
     *
     * @param revocation the {@link Revocation#id}
     * @throws IllegalArgumentException if no revocation of this id is in force on the task
     */
    public Revocation restore(String revocation) {
        return revoker.restore(requireNonNull(revocation, "revocation"), person);
    }

    /** Returns the revocations on the task, the earliest first, undone ones included. */
    public List<Revocation> revocations() {
        return revoker.list();
    }

    /**
     * Returns where the memory {@code id} came from, what came of it, and who read it.
     *
     * @throws dev.commonground.memory.MemoryException.NotFound if no scope of the task holds it, or it was erased
     */
    public Blame blame(MemoryId id) {
        return trace.blame(requireNonNull(id, "id"));
    }

    /** Returns what writes of this provenance to the task, to notes on it and to its user's memory have touched. */
    public Impact impact(WriteSource source) {
        return trace.impact(requireNonNull(source, "source"));
    }

    /**
     * Returns what the memory {@code id} has touched.
     *
     * @throws dev.commonground.memory.MemoryException.NotFound if no scope of the task holds it, or it was erased
     */
    public Impact impact(MemoryId id) {
        return trace.impact(requireNonNull(id, "id"));
    }

    /**
     * Returns who was shown the memory {@code id} of the task, of notes on it, or of its user, oldest first. Empty if
     * nobody was, if the ledger has dropped it, or if the memory keeps no ledger.
     *
     * @see SharedMemory.Builder#readLedger
     */
    public List<Reading> readers(MemoryId id) {
        return readings.of(requireNonNull(id, "id"));
    }

    /**
     * Returns what {@code reader} was shown of the task, of notes on it, and of its user, oldest first within each. Of an
     * erased memory, only the fact is left that there was one.
     */
    public List<Reading> readBy(Author reader) {
        return readings.by(requireNonNull(reader, "reader"));
    }
}
