package dev.commonground.store;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Assertion;
import dev.commonground.memory.Audience;
import dev.commonground.memory.Author;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Statement;
import dev.commonground.memory.WriteSource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a scope's log.
 *
 * @param position the position in the log, from 1 without gaps, in commit order
 * @param lane the lane that the entry was written on, or {@link #DIRECT}
 * @param run the run that the lane belongs to; null for {@link #DIRECT}
 * @param number the number on the lane, from 1 without gaps; equal to {@code position} for {@link #DIRECT}
 * @param action the content of the entry
 */
public record Entry(long position, long lane, @Nullable String run, long number, Action action) {

    /** The lane of tips and of entries written outside a graph. Every reader sees them immediately. */
    public static final long DIRECT = 0;

    public Entry {
        requireNonNull(action, "action");
        if ((lane == DIRECT) != (run == null)) {
            throw new IllegalArgumentException(
                    "Entry %d has lane %d and run %s: pass a run for every lane but %d, and null for lane %d"
                            .formatted(position, lane, run, DIRECT, DIRECT));
        }
    }

    /** The content of an entry. */
    public sealed interface Action {

        /** Returns the positions of the assertions that this action retracts. */
        default List<Long> retracts() {
            return List.of();
        }

        /** Returns the id of the statement that this action asserts, or null. */
        default @Nullable MemoryId asserts() {
            return null;
        }

        /** Returns whether this action removes the content of earlier entries, which invalidates what readers cached. */
        default boolean removes() {
            return false;
        }
    }

    /**
     * An author asserts a statement.
     *
     * @param id the statement's id
     * @param statement the statement
     * @param assertion the author, time and origin
     * @param retracts the positions of the assertions that this one supersedes
     */
    public record Assert(MemoryId id, Statement statement, Assertion assertion, List<Long> retracts) implements Action {
        public Assert {
            requireNonNull(id, "id");
            retracts = List.copyOf(retracts);
        }

        @Override
        public MemoryId asserts() {
            return id;
        }
    }

    /**
     * An author retracts assertions without a replacement.
     *
     * @param author the author
     * @param at the time
     * @param retracts the positions of the assertions
     * @param reason the author's reason, or null
     */
    public record Forget(
            Author author,
            Instant at,
            List<Long> retracts,
            @Nullable String reason) implements Action {
        public Forget {
            retracts = List.copyOf(retracts);
        }

        /** Creates a retraction without a reason. */
        public Forget(Author author, Instant at, List<Long> retracts) {
            this(author, at, retracts, null);
        }
    }

    /**
     * An author adds metadata to a statement without asserting it.
     *
     * @param id the statement's id
     * @param author the author
     * @param at the time
     * @param metadata the metadata, which replaces earlier values of the same names
     * @param audience the readers of the metadata
     */
    public record Annotate(MemoryId id, Author author, Instant at, Metadata metadata, Audience audience)
            implements Action {
        public Annotate {
            requireNonNull(audience, "audience");
        }

        /** Creates an annotation for all readers of the scope. */
        public Annotate(MemoryId id, Author author, Instant at, Metadata metadata) {
            this(id, author, at, metadata, Audience.EVERYONE);
        }
    }

    /**
     * An author erases a statement: the content of every earlier entry about it is removed from the store.
     *
     * @param id the statement's id
     * @param author the author
     * @param at the time
     * @param audience the readers who may know that something was erased
     * @param restricted the audiences of the erased assertions that not everybody could read, by position: what they
     *     superseded stays superseded for the same readers
     */
    public record Erase(MemoryId id, Author author, Instant at, Audience audience, Map<Long, Audience> restricted)
            implements Action {
        public Erase {
            requireNonNull(audience, "audience");
            restricted = Map.copyOf(restricted);
        }

        /** Creates the erasure of a statement that everybody could read. */
        public Erase(MemoryId id, Author author, Instant at) {
            this(id, author, at, Audience.EVERYONE, Map.of());
        }

        @Override
        public boolean removes() {
            return true;
        }
    }

    /**
     * The write guard held a statement back. It is no assertion: no reader sees it, and nothing indexes or counts it.
     *
     * @param id the statement's id
     * @param statement the statement
     * @param assertion the author, time and origin that it has if a reviewer releases it
     * @param reason why it was held back
     */
    public record Quarantine(MemoryId id, Statement statement, Assertion assertion, String reason) implements Action {
        public Quarantine {
            requireNonNull(id, "id");
            requireNonNull(statement, "statement");
            requireNonNull(assertion, "assertion");
            requireNonNull(reason, "reason");
        }
    }

    /**
     * A reviewer decided about a quarantined statement. Its content is removed from the store; if it was released, the same
     * commit asserts it.
     *
     * @param author the reviewer
     * @param at the time
     * @param position the position of the {@link Quarantine}
     * @param released whether the statement was released, and not rejected
     */
    public record Review(Author author, Instant at, long position, boolean released) implements Action {
        @Override
        public boolean removes() {
            return true;
        }
    }

    /**
     * The remains of an assertion or annotation of an erased statement, or of a reviewed quarantine.
     *
     * @param author the author of the original entry
     * @param at the time of the original entry
     * @param retracts the retractions of the original entry, which remain in force
     */
    public record Erased(Author author, Instant at, List<Long> retracts) implements Action {
        public Erased {
            retracts = List.copyOf(retracts);
        }
    }

    /**
     * Removes entries that no reader can see any more.
     *
     * @param at the time
     * @param positions the positions of the entries, all on lanes of runs
     */
    public record Sweep(Instant at, List<Long> positions) implements Action {
        public Sweep {
            positions = List.copyOf(positions);
        }

        @Override
        public boolean removes() {
            return true;
        }
    }

    /**
     * A person revokes writes, and everything derived from them. A revocation holds for every reader, also as of earlier
     * moments, until it is restored. Several entries of one revocation add up.
     *
     * @param revocation the id of the revocation
     * @param author the person
     * @param at the time
     * @param provenance which writes to the scope are revoked, or null for none but those derived from {@code elsewhere}
     * @param elsewhere what becomes known of sources in other scopes, in addition to what was known
     */
    public record Revoke(
            String revocation,
            Author author,
            Instant at,
            @Nullable WriteSource provenance,
            SourcesElsewhere elsewhere) implements Action {
        public Revoke {
            requireNonNull(revocation, "revocation");
            requireNonNull(author, "author");
            requireNonNull(at, "at");
            requireNonNull(elsewhere, "elsewhere");
        }

        /** Returns the entry that tells another scope, or the same one, what this revocation did to its sources. */
        public Revoke spreadTo(SourcesElsewhere sources) {
            return new Revoke(revocation, author, at, null, sources);
        }
    }

    /**
     * A person undoes a revocation for good.
     *
     * @param revocation the id of the revocation
     * @param author the person
     * @param at the time
     * @param elsewhere what holds of sources in other scopes from now on, in place of what was known
     */
    public record Restore(String revocation, Author author, Instant at, SourcesElsewhere elsewhere) implements Action {
        public Restore {
            requireNonNull(revocation, "revocation");
            requireNonNull(author, "author");
            requireNonNull(at, "at");
            requireNonNull(elsewhere, "elsewhere");
        }
    }

    /**
     * The effect of revocations on statements of other scopes that are sources of statements of this scope.
     *
     * @param revoked those of which no other scope has a sound assertion left
     * @param sound those that are revoked in part, and have a sound assertion in another scope
     */
    public record SourcesElsewhere(Set<MemoryId> revoked, Set<MemoryId> sound) {

        public static final SourcesElsewhere NONE = new SourcesElsewhere(Set.of(), Set.of());

        public SourcesElsewhere {
            revoked = Set.copyOf(revoked);
            sound = Set.copyOf(sound);
        }

        public boolean isEmpty() {
            return revoked.isEmpty() && sound.isEmpty();
        }

        /** Returns what these say that others do not. */
        public SourcesElsewhere beyond(SourcesElsewhere others) {
            return new SourcesElsewhere(without(revoked, others.revoked), without(sound, others.sound));
        }

        private static Set<MemoryId> without(Set<MemoryId> ids, Set<MemoryId> known) {
            return ids.stream().filter(id -> !known.contains(id)).collect(Collectors.toSet());
        }
    }

    /**
     * An entry that cannot be read, because its row was damaged or written by a stranger. It has no effect for any reader,
     * and the rest of the scope stays readable.
     *
     * @param problem what is wrong, without any of the entry's text
     */
    public record Unreadable(String problem) implements Action {
        public Unreadable {
            requireNonNull(problem, "problem");
        }
    }

    /**
     * An action whose content is encrypted. A store keeps it like the action that it was: it can be erased and swept. Only a
     * memory that was opened with the key can use it.
     *
     * @param type which action it was
     * @param id the statement's id; null for a retraction
     * @param author the author
     * @param at the time
     * @param retracts the positions of the assertions that it retracts
     * @param content everything else, encrypted, in Base64
     */
    public record Encrypted(
            Type type, @Nullable MemoryId id, Author author, Instant at, List<Long> retracts, String content)
            implements Action {

        /** The actions that have content. */
        public enum Type {
            /** An {@link Assert}. */
            ASSERT,
            /** A {@link Quarantine}. */
            QUARANTINE,
            /** An {@link Annotate}. */
            ANNOTATE,
            /** A {@link Forget}. */
            FORGET
        }

        public Encrypted {
            requireNonNull(type, "type");
            requireNonNull(content, "content");
            retracts = List.copyOf(retracts);
        }

        @Override
        public @Nullable MemoryId asserts() {
            return type == Type.ASSERT ? id : null;
        }
    }

    /** The remains of a swept entry. */
    public record Swept() implements Action {}

    /**
     * A run accepts the entries on its lanes up to these numbers. Other runs and live readers see only accepted entries.
     *
     * @param run the run
     * @param lanes the last accepted number of each lane
     */
    public record Tip(String run, SortedMap<Long, Long> lanes) implements Action {
        public Tip {
            requireNonNull(run, "run");
            lanes.values().forEach(number -> requireNonNull(number, "number"));
        }
    }
}
