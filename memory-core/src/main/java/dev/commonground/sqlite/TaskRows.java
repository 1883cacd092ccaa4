package dev.commonground.sqlite;

import dev.commonground.log.RecordShelf;
import dev.commonground.log.ScopeRecord;
import dev.commonground.memory.Scope;
import dev.commonground.memory.StatementIdentity;
import dev.commonground.memory.TaskState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The rows that belong to a task or another scope as a whole: its life and its end. */
final class TaskRows {

    /**
     * A task with the notes that agents keep on it; an id is never blank, so no other scope has a task's name. The owner
     * stands in both halves so that SQLite looks each up in an index.
     */
    private static final String OF_TASK =
            "((owner = ? AND kind = 'task' AND name = ?) OR (owner = ? AND task = ? AND kind = 'agent'))";

    private static final List<String> TABLES = List.of("entry", "vector", "lane", "tip");

    private TaskRows() {}

    static List<ScopeRecord> scopes(Connection connection, String owner, Scope.Task task) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT id, kind, name, salt FROM scope WHERE " + OF_TASK)) {
            set(statement, 1, owner, task);
            List<ScopeRecord> scopes = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Scope scope =
                            row.getString(2).equals("task") ? task : Scope.agentOnTask(row.getString(3), task.task());
                    scopes.add(new ScopeRecord(row.getString(1), scope, new StatementIdentity(row.getBytes(4))));
                }
            }
            return scopes;
        }
    }

    static TaskState state(Connection connection, String owner, Scope.Task task) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT max(archived) FROM scope WHERE " + OF_TASK)) {
            set(statement, 1, owner, task);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                boolean archived = row.getBoolean(1);
                return row.wasNull() ? TaskState.ABSENT : archived ? TaskState.ARCHIVED : TaskState.OPEN;
            }
        }
    }

    static int archive(Connection connection, String owner, Scope.Task task, boolean archived) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE scope SET archived = ? WHERE " + OF_TASK)) {
            statement.setBoolean(1, archived);
            set(statement, 2, owner, task);
            return statement.executeUpdate();
        }
    }

    private static void set(PreparedStatement statement, int index, String owner, Scope.Task task) throws SQLException {
        statement.setString(index, owner);
        statement.setString(index + 1, task.task());
        statement.setString(index + 2, owner);
        statement.setString(index + 3, task.task());
    }

    /** Deletes a scope, with a task its agents' notes and its records, so that its bytes are overwritten. */
    static boolean delete(Connection connection, String owner, Scope scope) throws SQLException {
        Erasure.overwrite(connection);
        List<String> ids = ids(connection, owner, scope);
        for (String id : ids) {
            for (String table : TABLES) {
                delete(connection, "DELETE FROM %s WHERE scope = ?".formatted(table), id);
            }
            delete(connection, "DELETE FROM scope WHERE id = ?", id);
        }
        int records = scope instanceof Scope.Task task
                ? delete(
                        connection,
                        "DELETE FROM record WHERE collection = ?",
                        RecordShelf.owned(owner, RecordShelf.ofTask(task)))
                : 0;
        return records > 0 || !ids.isEmpty();
    }

    private static int delete(Connection connection, String sql, String id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, id);
            return statement.executeUpdate();
        }
    }

    private static List<String> ids(Connection connection, String owner, Scope scope) throws SQLException {
        boolean task = scope instanceof Scope.Task;
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT id FROM scope WHERE " + (task ? OF_TASK : ScopeRows.NAMED))) {
            if (scope instanceof Scope.Task whole) {
                set(statement, 1, owner, whole);
            } else {
                ScopeRows.Name.of(scope).set(statement, 1, owner);
            }
            List<String> ids = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getString(1));
                }
            }
            return ids;
        }
    }
}
