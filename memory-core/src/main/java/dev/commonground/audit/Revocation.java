package dev.commonground.audit;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Author;
import dev.commonground.memory.WriteSource;
import java.time.Instant;

/**
 * The revocation of writes to a task, and of everything derived from them.
 *
 * @param id the id, for {@link dev.commonground.TaskAudit#restore}
 * @param provenance which writes are revoked
 * @param by the person who revoked them
 * @param at the time of the revocation
 * @param active whether it is in force; false once it was undone
 */
public record Revocation(String id, WriteSource provenance, Author by, Instant at, boolean active) {

    public Revocation {
        requireNonNull(id, "id");
        requireNonNull(provenance, "provenance");
        requireNonNull(by, "by");
        requireNonNull(at, "at");
    }
}
