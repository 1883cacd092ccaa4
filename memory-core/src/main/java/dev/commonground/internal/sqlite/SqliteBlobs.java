package dev.commonground.internal.sqlite;

import dev.commonground.store.BlobStore;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The blobs, which are in the table {@code record}. */
final class SqliteBlobs implements BlobStore {

    private static final String PUT = """
            INSERT INTO record (collection, key, data) VALUES (?, ?, ?)
            ON CONFLICT (collection, key) DO UPDATE SET data = excluded.data""";

    private static final String PUT_IF_ABSENT = "INSERT OR IGNORE INTO record (collection, key, data) VALUES (?, ?, ?)";

    private final SqliteReaders readers;
    private final SqliteWriter writer;
    private final FileCleaner cleaner;

    SqliteBlobs(SqliteReaders readers, SqliteWriter writer, FileCleaner cleaner) {
        this.readers = readers;
        this.writer = writer;
        this.cleaner = cleaner;
    }

    @Override
    public void put(String collection, String key, byte[] data) {
        writer.write(statements -> statements.update(PUT, collection, key, data));
    }

    @Override
    public boolean putIfAbsent(String collection, String key, byte[] data) {
        writer.write(statements -> statements.update(PUT_IF_ABSENT, collection, key, data));
        return get(collection, key)
                .filter(stored -> Arrays.equals(stored, data))
                .isPresent();
    }

    @Override
    public Optional<byte[]> get(String collection, String key) {
        return readers.query(statements -> statements.query(
                "SELECT data FROM record WHERE collection = ? AND key = ?",
                row -> row.next() ? Optional.of(row.getBytes(1)) : Optional.empty(),
                collection,
                key));
    }

    @Override
    public List<Blob> list(String collection) {
        return readers.query(statements -> {
            List<Blob> blobs = new ArrayList<>();
            statements.queryEach(
                    "SELECT key, data FROM record WHERE collection = ? ORDER BY ordinal",
                    row -> blobs.add(new Blob(row.getString(1), row.getBytes(2))),
                    collection);
            return blobs;
        });
    }

    @Override
    public void remove(String collection) {
        boolean removed = writer.write(statements -> {
            boolean any = delete(statements, collection) > 0;
            if (any) {
                CleaningDebt.owe(statements);
            }
            return any;
        });
        if (removed) {
            cleaner.request();
        }
    }

    /** Deletes a collection and returns the number of its blobs. */
    static int delete(StatementCache statements, String collection) throws SQLException {
        return statements.update("DELETE FROM record WHERE collection = ?", collection);
    }
}
