package dev.commonground.postgres;

import dev.commonground.log.RecordShelf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The table {@code record}. */
final class PostgresShelf implements RecordShelf {

    /** A new record comes after those that were put before it; two at the same moment come in the order of their keys. */
    private static final String PUT = """
            INSERT INTO @record (collection, key, ordinal, data)
            SELECT ?, ?, coalesce(max(ordinal), 0) + 1, ? FROM @record WHERE collection = ?
            ON CONFLICT (collection, key) DO UPDATE SET data = excluded.data""";

    private final Transactions transactions;
    private final Schema schema;

    PostgresShelf(Transactions transactions, Schema schema) {
        this.transactions = transactions;
        this.schema = schema;
    }

    @Override
    public void put(String collection, String key, byte[] data) {
        change(PUT, collection, key, data, collection);
    }

    @Override
    public Optional<byte[]> get(String collection, String key) {
        return transactions.statement(connection -> {
            AtomicReference<byte @Nullable []> data = new AtomicReference<>();
            new Script(schema)
                    .ask(
                            "SELECT data FROM @record WHERE collection = ? AND key = ?",
                            rows -> data.set(rows.next() ? rows.getBytes(1) : null),
                            collection,
                            key)
                    .run(connection);
            return Optional.ofNullable(data.get());
        });
    }

    @Override
    public List<Item> list(String collection) {
        return transactions.statement(connection -> {
            List<Item> items = new ArrayList<>();
            new Script(schema)
                    .ask(
                            "SELECT key, data FROM @record WHERE collection = ? ORDER BY ordinal, key",
                            rows -> {
                                while (rows.next()) {
                                    items.add(new Item(StoredText.read(rows.getString(1)), rows.getBytes(2)));
                                }
                            },
                            collection)
                    .run(connection);
            return items;
        });
    }

    @Override
    public void remove(String collection) {
        change("DELETE FROM @record WHERE collection = ?", collection);
    }

    private void change(String statement, Object... parameters) {
        int unused = transactions.statement(
                connection -> new Script(schema).then(statement, parameters).run(connection));
    }
}
