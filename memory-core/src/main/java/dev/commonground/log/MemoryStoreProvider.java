package dev.commonground.log;

import java.util.Optional;
import javax.sql.DataSource;

/**
 * Opens the stores of one sort of database. {@link java.util.ServiceLoader} finds it by this name, so that a memory can
 * be kept in a database that this module knows nothing of.
 */
public interface MemoryStoreProvider {

    /**
     * Returns the store in the database at a JDBC URL, or empty if the database is of another sort.
     *
     * @throws MemoryStoreException if the store cannot be opened
     */
    Optional<MemoryStore> open(String url);

    /**
     * Returns the store in the database that a source connects to, or empty if the database is of another sort. The
     * source stays open when the store is closed.
     *
     * @throws MemoryStoreException if the store cannot be opened
     */
    Optional<MemoryStore> open(DataSource source);
}
