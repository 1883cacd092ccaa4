package dev.commonground.store;

import java.util.Optional;
import javax.sql.DataSource;

/**
 * Opens the stores of one kind of database. {@link java.util.ServiceLoader} finds providers by the name of this
 * interface, so a store can be in a module of its own.
 */
public interface MemoryStoreProvider {

    /**
     * Returns the store in the database at a JDBC URL, or empty if this provider does not support the URL.
     *
     * @throws MemoryStoreException if the store cannot be opened
     */
    Optional<MemoryStore> open(String url);

    /**
     * Returns the store at a JDBC URL as {@link #open(String)} does, but without creating or migrating anything. The
     * default implementation opens the store as for writing; its caller sends no writes.
     *
     * @throws MemoryStoreException if the store cannot be opened, or its tables have another version
     */
    default Optional<MemoryStore> openReadOnly(String url) {
        return open(url);
    }

    /**
     * Returns the store in the database of a data source as {@link #open(DataSource)} does, but without creating or
     * migrating anything. The default implementation opens the store as for writing; its caller sends no writes.
     *
     * @throws MemoryStoreException if the store cannot be opened, or its tables have another version
     */
    default Optional<MemoryStore> openReadOnly(DataSource source) {
        return open(source);
    }

    /**
     * Returns the store in the database of a data source, or empty if this provider does not support the database. Closing
     * the store does not close the data source.
     *
     * @throws MemoryStoreException if the store cannot be opened
     */
    Optional<MemoryStore> open(DataSource source);
}
