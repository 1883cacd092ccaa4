package dev.commonground.sqlite;

import dev.commonground.log.ScopeArchivedException;
import dev.commonground.log.ScopeGoneException;
import dev.commonground.log.ScopeRecord;
import dev.commonground.memory.Scope;
import dev.commonground.memory.StatementIdentity;
import dev.commonground.memory.TaskState;
import dev.commonground.rows.ScopeName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table {@code scope}. */
final class ScopeRows {

    static final String NAMED = "owner = ? AND kind = ? AND name = ? AND task = ?";

    private static final String BY_NAME = "SELECT id, salt FROM scope WHERE " + NAMED;

    private ScopeRows() {}

    static void set(PreparedStatement statement, int index, String owner, ScopeName name) throws SQLException {
        statement.setString(index, owner);
        statement.setString(index + 1, name.kind());
        statement.setString(index + 2, name.name());
        statement.setString(index + 3, name.task());
    }

    static Optional<ScopeRecord> find(Connection connection, String owner, Scope scope) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BY_NAME)) {
            set(statement, 1, owner, ScopeName.of(scope));
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new ScopeRecord(row.getString(1), scope, new StatementIdentity(row.getBytes(2))))
                        : Optional.empty();
            }
        }
    }

    static List<ScopeRecord> open(Connection connection, String owner, List<Scope> scopes) throws SQLException {
        List<ScopeRecord> records = new ArrayList<>();
        for (Scope scope : scopes) {
            Optional<ScopeRecord> known = find(connection, owner, scope);
            records.add(known.isPresent() ? known.get() : insert(connection, owner, scope));
        }
        return records;
    }

    private static ScopeRecord insert(Connection connection, String owner, Scope scope) throws SQLException {
        ScopeName name = ScopeName.of(scope);
        String id = name.newId();
        byte[] salt = StatementIdentity.newSalt();
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO scope (id, owner, kind, name, task, salt, position, archived) VALUES (?, ?, ?, ?, ?, ?, 0, ?)")) {
            statement.setString(1, id);
            set(statement, 2, owner, name);
            statement.setBytes(6, salt);
            statement.setBoolean(7, ofArchivedTask(connection, owner, scope));
            statement.executeUpdate();
        }
        return new ScopeRecord(id, scope, new StatementIdentity(salt));
    }

    private static boolean ofArchivedTask(Connection connection, String owner, Scope scope) throws SQLException {
        return scope instanceof Scope.Agent agent
                && agent.task() != null
                && TaskRows.state(connection, owner, new Scope.Task(agent.task())) == TaskState.ARCHIVED;
    }

    static long position(Connection connection, String scope) throws SQLException {
        return read(connection, scope).position;
    }

    /** Returns where a scope stands that is about to be written. */
    static long writablePosition(Connection connection, String scope) throws SQLException {
        Standing standing = read(connection, scope);
        if (standing.archived) {
            throw new ScopeArchivedException(scope);
        }
        return standing.position;
    }

    private record Standing(long position, boolean archived) {}

    private static Standing read(Connection connection, String scope) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT position, archived FROM scope WHERE id = ?")) {
            statement.setString(1, scope);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new ScopeGoneException(scope);
                }
                return new Standing(row.getLong(1), row.getBoolean(2));
            }
        }
    }

    static void moveTo(Connection connection, String scope, long position) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("UPDATE scope SET position = ? WHERE id = ?")) {
            statement.setLong(1, position);
            statement.setString(2, scope);
            statement.executeUpdate();
        }
    }
}
