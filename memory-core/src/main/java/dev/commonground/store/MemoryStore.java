package dev.commonground.store;

import dev.commonground.memory.ErasureReceipt.Cleanup;
import dev.commonground.memory.Scope;
import dev.commonground.memory.TaskState;
import dev.commonground.memory.Verification;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Stores one append-only log per scope, with the vectors of its statements, and blobs beside the logs. A store does not
 * interpret entries, with three exceptions: an {@link Entry.Erase}, an {@link Entry.Sweep} and an {@link Entry.Review} remove content.
 *
 * <p>A store serializes the commits to each scope. It numbers the entries of a scope from 1 without gaps, in commit order.
 *
 * <p>Every method throws {@link MemoryStoreException} if the store fails, and {@link IllegalStateException} after
 * {@link #close()}. To test an implementation, implement {@code MemoryStoreContract} from the test jar of this
 * module in a test class.
 *
 * <p>Implementations are thread-safe. Several processes can use the same stored data at the same time.
 */
public interface MemoryStore extends AutoCloseable {

    /** Returns the record of a scope, or empty if the scope does not exist. */
    Optional<ScopeRecord> find(String owner, Scope scope);

    /**
     * Returns the records of several scopes in the given order, and creates the scopes that do not exist. New scopes are
     * durable on return. If the method throws, it has created none of them.
     *
     * <p>A new scope has no entries. An agent's scope on an archived task is created archived.
     */
    List<ScopeRecord> open(String owner, List<Scope> scopes);

    /** Returns the existing scopes of a task: the task's own scope and the scopes of its agents' notes, in any order. */
    List<ScopeRecord> scopes(String owner, Scope.Task task);

    /**
     * Returns a page of the scopes of an owner. Tasks and users are in the order of their names, by Unicode code points;
     * the scopes of one task follow each other in any order. A revocation is complete only if every scope is listed.
     */
    List<ScopeStatus> list(String owner, ScopeListing listing);

    /**
     * Returns all committed entries of a scope after {@code position}, in order. The entries and vectors are one
     * consistent snapshot.
     *
     * @param position the last position that the caller knows; 0 to read the whole log
     * @param model the id of the embedding model whose vectors to return; empty to return no vectors
     * @throws ScopeGoneException if the scope does not exist
     */
    Tail readBeyond(String scope, long position, String model);

    /**
     * Returns the last positions of several scopes and what is new in them, in one query. A store in which a query is cheap
     * returns empty, as the default implementation does; the caller then reads each scope by itself.
     *
     * @param named scopes to find; they need not exist
     * @param known the positions that the caller knows of further scopes, by id; 0 for a scope whose log it has not read
     * @param model the id of the embedding model whose vectors to return; empty to return no vectors
     */
    default Optional<Positions> positionsOf(String owner, List<Scope> named, Map<String, Long> known, String model) {
        return Optional.empty();
    }

    /**
     * Returns whether a query takes a network round trip. Callers of a remote store write optimistically: they assume
     * that a scope is unchanged since they last read it, and commit with {@link Commit#onlyAt}.
     */
    default boolean remote() {
        return false;
    }

    /** Returns how many writes of this process wait for their turn, without waiting; 0 by default. */
    default int queuedWrites() {
        return 0;
    }

    /**
     * Returns the store's own vector search over a scope, or empty if the store has none or the scope fits into the heap.
     * The default implementation returns empty. A store that builds an index first returns empty until the index is
     * ready, and does not block.
     *
     * @param model the id of the embedding model; the result is empty if it is empty
     * @param heapEntries the number of entries up to which a scope fits into the heap
     */
    default Optional<StoredVectors> vectors(String scope, String model, long heapEntries) {
        return Optional.empty();
    }

    /**
     * Appends a commit atomically. The commit is durable on return, and a commit with a known id returns its first
     * receipt and appends nothing. {@link Commit} describes how lanes, tips and retractions are resolved.
     *
     * <p>An {@link Entry.Erase} permanently removes the text, evidence, metadata and vectors of its statement. The store
     * replaces every earlier assertion, annotation and quarantine of the statement by an {@link Entry.Erased}.
     *
     * <p>An {@link Entry.Review} permanently removes the content of the {@link Entry.Quarantine} at its position, which the
     * store replaces by an {@link Entry.Erased}.
     *
     * <p>An {@link Entry.Sweep} permanently removes the entries at its positions, unless they are on {@link Entry#DIRECT}.
     * The store replaces each of them by an {@link Entry.Swept}. It also removes the vectors of every statement that no
     * entry asserts any more.
     *
     * @return the receipt; {@link Commit.Receipt#REFUSED} if a scope is not at the position that {@link Commit#onlyAt}
     *     requires, or a run's tip is not the one that {@link Commit.TipMove#expected} requires
     * @throws ScopeGoneException if a scope does not exist
     * @throws ScopeArchivedException if a scope belongs to an archived task
     * @throws MemoryStoreException if the store fails. Nothing was appended, unless the message says that the outcome is
     *     unknown; the caller can safely repeat the same commit
     */
    Commit.Receipt commit(Commit commit);

    /**
     * Appends a commit as {@link #commit(Commit)} does, and passes the receipt to {@code durable} when the commit is
     * durable. A store that commits several callers together calls all their consumers before it returns to any caller.
     *
     * @param durable receives each returned receipt once, on any thread; it must return quickly and must not throw
     */
    default Commit.Receipt commit(Commit commit, Consumer<Commit.Receipt> durable) {
        Commit.Receipt receipt = commit(commit);
        durable.accept(receipt);
        return receipt;
    }

    /**
     * Adds vectors that the caller computed from the log. Existing vectors stay unchanged. If the log has an
     * {@link Entry.Erase}, an {@link Entry.Sweep} or an {@link Entry.Review} after {@code position}, the store ignores the vectors.
     *
     * @param position the last position that the caller had read when it computed the vectors
     * @throws ScopeGoneException if the scope does not exist
     */
    void keepVectors(String scope, long position, List<StatementVector> vectors);

    /**
     * Returns the stored vectors of the statements that some entries assert, in any order. It may return vectors of other
     * statements of the scope, too. The default implementation returns all of them.
     *
     * @param assertions the positions of the entries
     * @param model the id of the embedding model
     * @throws ScopeGoneException if the scope does not exist
     */
    default List<StatementVector> readVectors(String scope, Collection<Long> assertions, String model) {
        return model.isEmpty() || assertions.isEmpty()
                ? List.of()
                : readBeyond(scope, 0, model).vectors();
    }

    /**
     * Deletes the vectors of the statements that some entries assert, of every model. A caller that needs them again computes
     * them. The default implementation keeps them.
     *
     * @param assertions the positions of all entries that assert these statements
     * @return the number of deleted vectors
     * @throws ScopeGoneException if the scope does not exist
     */
    default int deleteVectors(String scope, Collection<Long> assertions) {
        return 0;
    }

    /** Returns the state of a task: absent if none of its {@link #scopes} exists. */
    TaskState state(String owner, Scope.Task task);

    /**
     * Archives or reopens all {@link #scopes} of a task. Has no effect if the task does not exist.
     *
     * @param archived true to refuse commits from now on, false to accept them again
     */
    void archive(String owner, Scope.Task task, boolean archived);

    /**
     * Permanently deletes a scope and everything in it, atomically. Deleting a task also deletes its agents' notes and its
     * collection of blobs, {@link BlobStore#taskCollection}. The deleted ids are never used again.
     *
     * @return whether the store had anything to delete
     */
    boolean delete(String owner, Scope scope);

    /**
     * Calls {@code hint} on a thread of the store whenever any process may have committed. A hint arrives within a second
     * after the commit. Hints may repeat, and may arrive without a commit.
     *
     * @return a handle that ends the calls when closed
     */
    Watch watch(Runnable hint);

    /** Returns the ledger of readings, or empty if the store has none, as by default. */
    default Optional<ReadLedger> readLedger() {
        return Optional.empty();
    }

    /** Returns the store of blobs, such as checkpoints, that belong to the memories. */
    BlobStore blobs();

    /**
     * Returns how far removed content has left the files of the store, without waiting. The default implementation returns
     * that it does not know.
     */
    default Cleanup cleanup() {
        return Cleanup.pending("this store cannot say what removed content leaves in its files: see its documentation");
    }

    /**
     * Removes from the files of the store what removed content has left there. It can take as long as reading the store, and
     * block other callers meanwhile. The default implementation does nothing.
     *
     * @return the result; incomplete if a reader is in the way
     */
    default Cleanup clean() {
        return cleanup();
    }

    /**
     * Copies the whole store, of all owners and as of one moment, into a new file that the same kind of store opens. Others may
     * write meanwhile. The default implementation refuses.
     *
     * @param target a file that does not exist
     * @throws MemoryStoreException if this store is not one file, or the target exists or cannot be written
     */
    default void backupTo(Path target) {
        throw new MemoryStoreException(
                "This store is not one file, so it cannot be copied to %s: use the backup of its database"
                        .formatted(target));
    }

    /**
     * Compares all entries of an owner with the chain of hashes over them. A store without a chain returns a verification of
     * 0 entries without flaws.
     */
    Verification verify(String owner);

    /** Finishes the commits in progress and releases all resources. Closing twice has no effect. */
    @Override
    void close();

    /**
     * The last positions of several scopes at one moment.
     *
     * @param existing the records of those named scopes that exist
     * @param byId the last position of each known id, 0 for a scope without entries; ids that do not exist are absent
     * @param news what {@link #readBeyond} returns after the known positions, by id; a store may leave out scopes, as it does
     *     where nothing is new or the known position is 0
     */
    record Positions(List<ScopeRecord> existing, Map<String, Long> byId, Map<String, Tail> news) {
        public Positions {
            existing = List.copyOf(existing);
            byId = Map.copyOf(byId);
            news = Map.copyOf(news);
        }
    }

    /** A subscription to commits, which lasts until it is closed. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * The entries of a log after some position.
     *
     * @param entries the entries in order of their positions
     * @param vectors the stored vectors of at least the statements that these entries assert
     */
    record Tail(List<Entry> entries, List<StatementVector> vectors) {
        public Tail {
            entries = List.copyOf(entries);
            vectors = List.copyOf(vectors);
        }
    }
}
