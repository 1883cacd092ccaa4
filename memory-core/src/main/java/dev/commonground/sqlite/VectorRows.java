package dev.commonground.sqlite;

import dev.commonground.log.StatementVector;
import dev.commonground.memory.MemoryId;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The table {@code vector}: little-endian floats. */
final class VectorRows {

    private VectorRows() {}

    static void insert(Connection connection, String scope, List<StatementVector> vectors) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT OR IGNORE INTO vector (scope, statement, voice, model, vector) VALUES (?, ?, ?, ?, ?)")) {
            for (StatementVector vector : vectors) {
                statement.setString(1, scope);
                statement.setString(2, vector.id().value());
                statement.setString(3, vector.voice());
                statement.setString(4, vector.model());
                statement.setBytes(5, bytes(vector.vector()));
                statement.executeUpdate();
            }
        }
    }

    static void deleteUnasserted(Connection connection, String scope) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                DELETE FROM vector WHERE scope = ?1 AND statement NOT IN (
                  SELECT statement FROM entry WHERE scope = ?1 AND action = 'assert')""")) {
            statement.setString(1, scope);
            statement.executeUpdate();
        }
    }

    /** Returns all vectors of a scope, in the order in which they lie on the disk. */
    static List<StatementVector> readAll(Connection connection, String scope, String model) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT statement, voice, vector FROM vector
                WHERE rowid IN (SELECT rowid FROM vector WHERE scope = ? AND model = ?) ORDER BY rowid""")) {
            statement.setString(1, scope);
            statement.setString(2, model);
            List<StatementVector> vectors = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    vectors.add(vector(new MemoryId(row.getString(1)), row, model));
                }
            }
            return vectors;
        }
    }

    /** Returns the vectors of some statements. */
    static List<StatementVector> read(Connection connection, String scope, Set<MemoryId> ids, String model)
            throws SQLException {
        List<StatementVector> vectors = new ArrayList<>();
        for (MemoryId id : ids) {
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT statement, voice, vector FROM vector WHERE scope = ? AND statement = ? AND model = ?")) {
                statement.setString(1, scope);
                statement.setString(2, id.value());
                statement.setString(3, model);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        vectors.add(vector(id, row, model));
                    }
                }
            }
        }
        return vectors;
    }

    private static StatementVector vector(MemoryId id, ResultSet row, String model) throws SQLException {
        return new StatementVector(id, row.getString(2), model, floats(row.getBytes(3)));
    }

    private static byte[] bytes(float[] vector) {
        ByteBuffer buffer = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(vector);
        return buffer.array();
    }

    private static float[] floats(byte[] bytes) {
        float[] vector = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        return vector;
    }
}
