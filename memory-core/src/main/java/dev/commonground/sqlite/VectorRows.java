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

    /** Returns the vectors of the statements asserted beyond {@code position}. */
    static List<StatementVector> readBeyond(Connection connection, String scope, long position, String model)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT v.statement, v.voice, v.vector
                FROM (SELECT DISTINCT statement FROM entry WHERE scope = ?1 AND position > ?2 AND statement IS NOT NULL) e
                JOIN vector v ON v.scope = ?1 AND v.statement = e.statement AND v.model = ?3""")) {
            statement.setString(1, scope);
            statement.setLong(2, position);
            statement.setString(3, model);
            List<StatementVector> vectors = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    vectors.add(new StatementVector(
                            new MemoryId(row.getString(1)), row.getString(2), model, floats(row.getBytes(3))));
                }
            }
            return vectors;
        }
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
