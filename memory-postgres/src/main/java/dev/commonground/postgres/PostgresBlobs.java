package dev.commonground.postgres;

import dev.commonground.store.BlobStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The blobs, which are in the table {@code record}. */
final class PostgresBlobs implements BlobStore {

    /** A new blob follows all others. Two that are put at the same moment are in the order of their keys. */
    private static final String INSERT = """
            INSERT INTO @record (collection, key, ordinal, data)
            SELECT ?, ?, coalesce(max(ordinal), 0) + 1, ? FROM @record WHERE collection = ?
            ON CONFLICT (collection, key)\s""";

    private static final String PUT = INSERT + "DO UPDATE SET data = excluded.data";

    private static final String PUT_IF_ABSENT = INSERT + "DO NOTHING";

    private static final String GET = "SELECT key, data FROM @record WHERE collection = ? AND key = ?";

    private static final String LIST = "SELECT key, data FROM @record WHERE collection = ? ORDER BY ordinal, key";

    private final Transactions transactions;
    private final Schema schema;

    PostgresBlobs(Transactions transactions, Schema schema) {
        this.transactions = transactions;
        this.schema = schema;
    }

    @Override
    public void put(String collection, String key, byte[] data) {
        update(PUT, collection, key, data, collection);
    }

    @Override
    public boolean putIfAbsent(String collection, String key, byte[] data) {
        update(PUT_IF_ABSENT, collection, key, data, collection);
        return get(collection, key)
                .filter(stored -> Arrays.equals(stored, data))
                .isPresent();
    }

    @Override
    public Optional<byte[]> get(String collection, String key) {
        return query(GET, collection, key).stream().map(Blob::data).findFirst();
    }

    @Override
    public List<Blob> list(String collection) {
        return query(LIST, collection);
    }

    private List<Blob> query(String query, Object... parameters) {
        return transactions.statement(connection -> {
            List<Blob> blobs = new ArrayList<>();
            new Script(schema)
                    .askEach(
                            query,
                            row -> blobs.add(new Blob(StoredText.read(row.getString(1)), row.getBytes(2))),
                            parameters)
                    .run(connection);
            return blobs;
        });
    }

    @Override
    public void remove(String collection) {
        transactions.transaction(connection -> {
            boolean removed = new Script(schema)
                            .then("DELETE FROM @record WHERE collection = ?", collection)
                            .run(connection)
                    > 0;
            Script debt = new Script(schema);
            if (removed) {
                TableCleaner.owe(debt);
            }
            debt.runIfAny(connection);
            return removed;
        });
    }

    private void update(String statement, Object... parameters) {
        int unused = transactions.statement(
                connection -> new Script(schema).then(statement, parameters).run(connection));
    }
}
