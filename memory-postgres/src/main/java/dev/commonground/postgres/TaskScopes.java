package dev.commonground.postgres;

import dev.commonground.memory.Scope;
import dev.commonground.memory.TaskState;
import dev.commonground.store.AdministrativeAct;
import dev.commonground.store.ScopeRecord;
import dev.commonground.store.StatementIdentity;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The scopes of a task: the task's own scope and the scopes of its agents' notes. */
final class TaskScopes {

    /** Only a task's scope and its agents' notes match, because an id is never blank. */
    private static final String OF_TASK = """
            SELECT id, kind, name, salt FROM @scope
            WHERE owner = ? AND ((kind = 'task' AND name = ?) OR (kind = 'agent' AND task = ?)) ORDER BY id""";

    private static final String ARCHIVED = "SELECT archived FROM @head WHERE scope = ?";

    private final Schema schema;

    TaskScopes(Schema schema) {
        this.schema = schema;
    }

    List<ScopeRecord> records(Connection connection, String owner, Scope.Task task) throws SQLException {
        List<ScopeRecord> records = new ArrayList<>();
        new Script(schema)
                .askEach(OF_TASK, row -> records.add(record(row, task)), owner, task.task(), task.task())
                .run(connection);
        return records;
    }

    private static ScopeRecord record(ResultSet row, Scope.Task task) throws SQLException {
        Scope scope = row.getString(2).equals("task") ? task : Scope.agentOnTask(row.getString(3), task.task());
        return new ScopeRecord(row.getString(1), scope, new StatementIdentity(row.getBytes(4)));
    }

    private List<String> ids(Connection connection, String owner, Scope.Task task) throws SQLException {
        return records(connection, owner, task).stream().map(ScopeRecord::id).toList();
    }

    TaskState state(Connection connection, String owner, Scope.Task task) throws SQLException {
        return state(connection, ids(connection, owner, task), ARCHIVED);
    }

    /** Returns the state of a task, which stays the same until the transaction ends. */
    TaskState lockedState(Connection connection, String owner, Scope.Task task) throws SQLException {
        return state(connection, ids(connection, owner, task), ARCHIVED + " FOR SHARE");
    }

    private TaskState state(Connection connection, List<String> ids, String query) throws SQLException {
        List<Boolean> archived = new ArrayList<>();
        Script script = new Script(schema);
        ids.forEach(id -> script.askEach(query, row -> archived.add(row.getBoolean(1)), id));
        script.runIfAny(connection);
        if (archived.isEmpty()) {
            return TaskState.ABSENT;
        }
        return archived.contains(true) ? TaskState.ARCHIVED : TaskState.OPEN;
    }

    /** Locks the scopes of a task and returns their ids. Locks twice, because others may create scopes meanwhile. */
    List<String> lock(Connection connection, String owner, Scope.Task task) throws SQLException {
        lock(connection, ids(connection, owner, task));
        List<String> all = ids(connection, owner, task);
        lock(connection, all);
        return all;
    }

    /** Locks the heads of scopes until the transaction ends. */
    void lock(Connection connection, List<String> ids) throws SQLException {
        Script script = new Script(schema);
        ids.forEach(id -> script.askEach("SELECT scope FROM @head WHERE scope = ? FOR UPDATE", row -> {}, id));
        script.runIfAny(connection);
    }

    void archive(Connection connection, String owner, Scope.Task task, boolean archived) throws SQLException {
        Script script = new Script(schema);
        List<String> ids = lock(connection, owner, task);
        AdministrativeAct.Kind kind = archived ? AdministrativeAct.Kind.ARCHIVED : AdministrativeAct.Kind.REOPENED;
        new ActTable(schema).add(connection, owner, kind, ids);
        for (String id : ids) {
            script.then("UPDATE @head SET archived = ? WHERE scope = ?", archived, id);
        }
        script.runIfAny(connection);
    }
}
