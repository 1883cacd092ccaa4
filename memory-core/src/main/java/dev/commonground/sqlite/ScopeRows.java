package dev.commonground.sqlite;

import dev.commonground.log.MemoryStoreException;
import dev.commonground.log.RandomNames;
import dev.commonground.log.ScopeRecord;
import dev.commonground.memory.Scope;
import dev.commonground.memory.StatementIdentity;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table {@code scope}. */
final class ScopeRows {

    private static final String BY_NAME =
            "SELECT id, salt FROM scope WHERE owner = ? AND kind = ? AND name = ? AND task = ?";

    private ScopeRows() {}

    /** The columns that name a scope; an id is never blank, so an empty task means none. */
    private record Name(String kind, String name, String task) {

        static Name of(Scope scope) {
            if (scope instanceof Scope.User user) {
                return new Name("user", user.user(), "");
            }
            if (scope instanceof Scope.Task task) {
                return new Name("task", task.task(), "");
            }
            Scope.Agent agent = (Scope.Agent) scope;
            return new Name("agent", agent.agent(), agent.task() == null ? "" : agent.task());
        }

        void set(PreparedStatement statement, int index, String owner) throws SQLException {
            statement.setString(index, owner);
            statement.setString(index + 1, kind);
            statement.setString(index + 2, name);
            statement.setString(index + 3, task);
        }
    }

    static Optional<ScopeRecord> find(Connection connection, String owner, Scope scope) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BY_NAME)) {
            Name.of(scope).set(statement, 1, owner);
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
        Name name = Name.of(scope);
        String id = name.kind().charAt(0) + RandomNames.next();
        byte[] salt = StatementIdentity.newSalt();
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO scope (id, owner, kind, name, task, salt, position) VALUES (?, ?, ?, ?, ?, ?, 0)")) {
            statement.setString(1, id);
            name.set(statement, 2, owner);
            statement.setBytes(6, salt);
            statement.executeUpdate();
        }
        return new ScopeRecord(id, scope, new StatementIdentity(salt));
    }

    static long position(Connection connection, String scope) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT position FROM scope WHERE id = ?")) {
            statement.setString(1, scope);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new MemoryStoreException(
                            "The memory has no scope %s: it was made by another memory or is deleted, so start anew"
                                    .formatted(scope));
                }
                return row.getLong(1);
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
