package dev.commonground.log;

import dev.commonground.memory.Scope;
import dev.commonground.memory.StoredVectors;
import dev.commonground.memory.TaskState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps the logs. It knows nothing of what entries mean; {@code MemoryStoreContract} says what it must do.
 *
 * <p>Thread-safe, and safe among several processes on one store.
 */
public interface MemoryStore extends AutoCloseable {

    /**
     * Returns the scope if anything was ever opened under it.
     *
     * @throws MemoryStoreException if the store fails
     */
    Optional<ScopeRecord> find(String owner, Scope scope);

    /**
     * Returns the scopes in the given order and begins those that are new, durable on return.
     *
     * @throws MemoryStoreException if the store fails; nothing is begun then
     */
    List<ScopeRecord> open(String owner, List<Scope> scopes);

    /**
     * Returns the scopes that belong to a task and were ever opened: its own, and those of the notes that agents keep on
     * it.
     *
     * @throws MemoryStoreException if the store fails
     */
    List<ScopeRecord> scopes(String owner, Scope.Task task);

    /**
     * Returns the entries of a scope beyond {@code position} in order, all that are committed when it is called.
     *
     * @param position the last position that is known already; 0 for none
     * @param model the embedding model whose vectors to bring along, or empty for none
     * @throws ScopeGoneException if the scope was deleted
     * @throws MemoryStoreException if the store fails
     */
    Tail readBeyond(String scope, long position, String model);

    /**
     * Returns where several scopes stand, in one question. A store whose questions cost little has no need of it and
     * returns nothing.
     *
     * @param named scopes that may not have been begun
     * @param known the ids of others
     * @throws MemoryStoreException if the store fails
     */
    default Optional<Glance> glance(String owner, List<Scope> named, List<String> known) {
        return Optional.empty();
    }

    /**
     * Returns whether a question takes a round trip to another machine or process. A writer then guesses that nobody
     * has written to a scope since it was last read, and has the commit refused if that was wrong, instead of asking.
     */
    default boolean remote() {
        return false;
    }

    /**
     * Returns the search of the store's own over the vectors of a scope that is too large for the heap. A store that
     * could have one but is not ready begins to prepare it and returns nothing until then, which is what a store that
     * cannot search returns always.
     *
     * @param model the embedding model; empty for none, which leaves nothing to search
     * @param most how many entries are not too many
     * @throws MemoryStoreException if the store fails
     */
    default Optional<StoredVectors> vectors(String scope, String model, long most) {
        return Optional.empty();
    }

    /**
     * Appends a commit: all of it or nothing, durable on return. An {@link Entry.Erase} also takes text, evidence,
     * metadata and vectors of its statement out of the store, for good; {@link Entry.Erased} stands in the place of each
     * entry that had them. An {@link Entry.Sweep} takes away what stands at its positions, {@link Entry.Swept} stands
     * there instead, and with the last assertion of a statement go its vectors.
     *
     * @return what was appended, or {@link Commit.Receipt#REFUSED} if a scope does not stand where the commit says
     * @throws ScopeGoneException if a scope was deleted
     * @throws ScopeArchivedException if a scope belongs to an archived task
     * @throws MemoryStoreException if the store fails; unless the cause says that the answer was lost on the way,
     *     nothing is appended
     */
    Commit.Receipt commit(Commit commit);

    /**
     * As {@link #commit(Commit)}, and tells of the receipt as soon as the commit is durable: on any thread, and before
     * callers whose commits were made durable together with it are answered.
     *
     * @param durable told once of each receipt that is returned; it must be quick and not throw
     * @return what was appended, as for {@link #commit(Commit)}
     */
    default Commit.Receipt commit(Commit commit, Consumer<Commit.Receipt> durable) {
        Commit.Receipt receipt = commit(commit);
        durable.accept(receipt);
        return receipt;
    }

    /**
     * Keeps embeddings that were computed from the log after the fact; those it has already are left alone. Keeps none
     * if something was erased or swept meanwhile.
     *
     * @param position up to where the log was read to compute them
     * @throws ScopeGoneException if the scope was deleted
     * @throws MemoryStoreException if the store fails
     */
    void keepVectors(String scope, long position, List<StatementVector> vectors);

    /**
     * Returns where a task is in its life.
     *
     * @throws MemoryStoreException if the store fails
     */
    TaskState state(String owner, Scope.Task task);

    /**
     * Opens a task to writers or closes it to them, with the notes that agents keep on it; does nothing if there is
     * nothing kept of it.
     *
     * @param archived whether it is closed
     * @throws MemoryStoreException if the store fails
     */
    void archive(String owner, Scope.Task task, boolean archived);

    /**
     * Deletes a scope with all that it holds, for good, and with a task the notes that agents keep on it and
     * its collection on the shelf, {@link RecordShelf#ofTask}.
     *
     * @return whether there was anything to delete
     * @throws MemoryStoreException if the store fails; nothing is deleted then
     */
    boolean delete(String owner, Scope scope);

    /**
     * Has {@code hint} called, on a thread of the store's, whenever something may have been committed, by another
     * process too; a hint may come late, twice or for nothing, but comes within a second.
     *
     * @return ends it when closed
     */
    Watch watch(Runnable hint);

    /** Returns the shelf for what goes with the memories, such as checkpoints. */
    RecordShelf shelf();

    @Override
    void close();

    /**
     * How scopes stood at one moment.
     *
     * @param begun those of the named scopes that were ever begun
     * @param positions the last position of each that was asked for by its id, 0 before the first entry; none of one that
     *     was deleted
     */
    record Glance(List<ScopeRecord> begun, Map<String, Long> positions) {
        public Glance {
            begun = List.copyOf(begun);
            positions = Map.copyOf(positions);
        }
    }

    /** Somebody who waits for commits. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * The end of a log.
     *
     * @param entries the entries in order
     * @param vectors the stored embeddings of the statements they assert
     */
    record Tail(List<Entry> entries, List<StatementVector> vectors) {
        public Tail {
            entries = List.copyOf(entries);
            vectors = List.copyOf(vectors);
        }
    }
}
