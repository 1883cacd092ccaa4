package dev.commonground.log;

import dev.commonground.memory.Scope;
import java.util.List;
import java.util.Optional;

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
     * Returns the entries of a scope beyond {@code position} in order, all that are committed when it is called.
     *
     * @param position the last position that is known already; 0 for none
     * @param model the embedding model whose vectors to bring along, or empty for none
     * @throws MemoryStoreException if the store fails
     */
    Tail readBeyond(String scope, long position, String model);

    /**
     * Appends a commit: all of it or nothing, durable on return.
     *
     * @throws MemoryStoreException if the store fails; unless the cause says that the answer was lost on the way,
     *     nothing is appended
     */
    Commit.Receipt commit(Commit commit);

    /**
     * Keeps embeddings that were computed from the log after the fact; those it has already are left alone.
     *
     * @throws MemoryStoreException if the store fails
     */
    void keepVectors(String scope, List<StatementVector> vectors);

    /** Returns the shelf for what goes with the memories, such as checkpoints. */
    RecordShelf shelf();

    @Override
    void close();

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
