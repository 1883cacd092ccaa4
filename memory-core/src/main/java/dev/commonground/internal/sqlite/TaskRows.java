package dev.commonground.internal.sqlite;

import dev.commonground.memory.Scope;
import dev.commonground.memory.TaskState;
import dev.commonground.store.AdministrativeAct;
import dev.commonground.store.BlobStore;
import dev.commonground.store.ScopeRecord;
import dev.commonground.store.StatementIdentity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The rows that belong to a task as a whole: its state and its deletion. */
final class TaskRows {

    /**
     * The scopes of a task. Only a task's scope and its agents' notes match, because an id is never blank. Both halves name
     * the owner, because SQLite then looks each up in an index.
     */
    private static final String OF_TASK =
            "((owner = ? AND kind = 'task' AND name = ?) OR (owner = ? AND task = ? AND kind = 'agent'))";

    private TaskRows() {}

    static List<ScopeRecord> scopes(StatementCache statements, String owner, Scope.Task task) throws SQLException {
        return statements.query(
                "SELECT id, kind, name, salt FROM scope WHERE " + OF_TASK,
                rows -> records(rows, task),
                owner,
                task.task(),
                owner,
                task.task());
    }

    private static List<ScopeRecord> records(ResultSet rows, Scope.Task task) throws SQLException {
        List<ScopeRecord> records = new ArrayList<>();
        while (rows.next()) {
            Scope scope = rows.getString(2).equals("task") ? task : Scope.agentOnTask(rows.getString(3), task.task());
            records.add(new ScopeRecord(rows.getString(1), scope, new StatementIdentity(rows.getBytes(4))));
        }
        return records;
    }

    static TaskState state(StatementCache statements, String owner, Scope.Task task) throws SQLException {
        return statements.query(
                "SELECT max(archived) FROM scope WHERE " + OF_TASK,
                row -> {
                    row.next();
                    boolean archived = row.getBoolean(1);
                    return row.wasNull() ? TaskState.ABSENT : archived ? TaskState.ARCHIVED : TaskState.OPEN;
                },
                owner,
                task.task(),
                owner,
                task.task());
    }

    static int archive(StatementCache statements, String owner, Scope.Task task, boolean archived) throws SQLException {
        for (ScopeRecord scope : scopes(statements, owner, task)) {
            ActRows.add(
                    statements,
                    owner,
                    archived ? AdministrativeAct.Kind.ARCHIVED : AdministrativeAct.Kind.REOPENED,
                    scope.id());
        }
        return statements.update(
                "UPDATE scope SET archived = ? WHERE " + OF_TASK, archived, owner, task.task(), owner, task.task());
    }

    /** Deletes a scope, and overwrites its bytes. Deleting a task also deletes its agents' notes and its blobs. */
    static boolean delete(StatementCache statements, String owner, Scope scope) throws SQLException {
        List<ScopeRecord> scopes = scope instanceof Scope.Task task
                ? scopes(statements, owner, task)
                : ScopeRows.find(statements, owner, scope).stream().toList();
        for (ScopeRecord each : scopes) {
            ActRows.add(statements, owner, AdministrativeAct.Kind.DELETED, each.id());
            ScopeRows.delete(statements, each.id());
        }
        int blobs = scope instanceof Scope.Task task
                ? SqliteBlobs.delete(statements, BlobStore.ownedCollection(owner, BlobStore.taskCollection(task)))
                : 0;
        boolean deleted = blobs > 0 || !scopes.isEmpty();
        if (deleted) {
            CleaningDebt.owe(statements);
        }
        return deleted;
    }
}
