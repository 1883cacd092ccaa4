package dev.commonground.sqlite;

import dev.commonground.log.RecordShelf;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table {@code record}. */
final class SqliteShelf implements RecordShelf {

    private final SqliteReaders readers;
    private final SqliteWriter writer;

    SqliteShelf(SqliteReaders readers, SqliteWriter writer) {
        this.readers = readers;
        this.writer = writer;
    }

    @Override
    public void put(String collection, String key, byte[] data) {
        writer.write(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "INSERT INTO record (collection, key, data) VALUES (?, ?, ?) ON CONFLICT (collection, key) DO UPDATE SET data = excluded.data")) {
                statement.setString(1, collection);
                statement.setString(2, key);
                statement.setBytes(3, data);
                return statement.executeUpdate();
            }
        });
    }

    @Override
    public Optional<byte[]> get(String collection, String key) {
        return readers.read(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT data FROM record WHERE collection = ? AND key = ?")) {
                statement.setString(1, collection);
                statement.setString(2, key);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
                }
            }
        });
    }

    @Override
    public List<Item> list(String collection) {
        return readers.read(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT key, data FROM record WHERE collection = ? ORDER BY ordinal")) {
                statement.setString(1, collection);
                List<Item> items = new ArrayList<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        items.add(new Item(row.getString(1), row.getBytes(2)));
                    }
                }
                return items;
            }
        });
    }

    @Override
    public void remove(String collection) {
        writer.write(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("DELETE FROM record WHERE collection = ?")) {
                statement.setString(1, collection);
                return statement.executeUpdate();
            }
        });
    }
}
