package dev.commonground.postgres;

import dev.commonground.log.MemoryStore;
import dev.commonground.log.RecordShelf;
import dev.commonground.log.ScopeRecord;
import dev.commonground.memory.Scope;
import dev.commonground.memory.StatementIdentity;
import dev.commonground.memory.TaskState;
import dev.commonground.rows.ScopeName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tables {@code scope}, which names the scopes of an owner, and {@code head}, where each of them stands. */
final class ScopeTables {

    private static final String FIND =
            "SELECT id, salt FROM @scope WHERE owner = ? AND kind = ? AND name = ? AND task = ?";

    private static final String INSERT = """
            INSERT INTO @scope (owner, kind, name, task, id, salt) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (owner, kind, name, task) DO NOTHING RETURNING id""";

    private static final String INSERT_HEAD = "INSERT INTO @head (scope, position, archived) VALUES (?, 0, ?)";

    /** A task with the notes that agents keep on it; an id is never blank, so no other scope has a task's name. */
    private static final String OF_TASK = """
            SELECT id, kind, name, salt FROM @scope
            WHERE owner = ? AND ((kind = 'task' AND name = ?) OR (kind = 'agent' AND task = ?)) ORDER BY id""";

    private static final List<String> HELD = List.of("entry", "vector", "lane", "tip");

    private final Schema schema;

    ScopeTables(Schema schema) {
        this.schema = schema;
    }

    private Script script() {
        return new Script(schema);
    }

    Optional<ScopeRecord> find(Connection connection, String owner, Scope scope) throws SQLException {
        return Optional.ofNullable(known(connection, owner, List.of(scope)).get(scope));
    }

    /** Asks for each scope by itself, so that each question is one of one shard. */
    MemoryStore.Glance glance(Connection connection, String owner, List<Scope> named, List<String> ids)
            throws SQLException {
        Map<Scope, ScopeRecord> known = new HashMap<>();
        Map<String, Long> positions = new HashMap<>();
        Script script = script();
        ask(script, owner, named, known);
        for (String id : ids) {
            script.ask(
                    "SELECT position FROM @head WHERE scope = ?",
                    rows -> {
                        while (rows.next()) {
                            positions.put(id, rows.getLong(1));
                        }
                    },
                    id);
        }
        script.run(connection);
        return new MemoryStore.Glance(List.copyOf(known.values()), positions);
    }

    /** Returns those of the scopes that are known. */
    Map<Scope, ScopeRecord> known(Connection connection, String owner, List<Scope> scopes) throws SQLException {
        Map<Scope, ScopeRecord> known = new HashMap<>();
        Script script = script();
        ask(script, owner, scopes, known);
        script.run(connection);
        return known;
    }

    private static void ask(Script script, String owner, List<Scope> scopes, Map<Scope, ScopeRecord> known) {
        for (Scope scope : scopes) {
            ScopeName name = ScopeName.of(scope);
            script.ask(
                    FIND,
                    rows -> {
                        while (rows.next()) {
                            known.put(scope, record(rows.getString(1), scope, rows.getBytes(2)));
                        }
                    },
                    owner,
                    name.kind(),
                    name.name(),
                    name.task());
        }
    }

    private static ScopeRecord record(String id, Scope scope, byte[] salt) {
        return new ScopeRecord(id, scope, new StatementIdentity(salt));
    }

    /** Begins those that are new; whoever begins several begins them in the order of their names. */
    List<ScopeRecord> open(Connection connection, String owner, List<Scope> scopes) throws SQLException {
        SortedMap<String, Scope> inOrder = new TreeMap<>();
        scopes.forEach(scope -> inOrder.put(ScopeName.of(scope).toString(), scope));
        for (Scope scope : inOrder.values()) {
            begin(connection, owner, scope);
        }
        Map<Scope, ScopeRecord> all = known(connection, owner, scopes);
        return scopes.stream()
                .map(scope -> Objects.requireNonNull(all.get(scope), "scope"))
                .toList();
    }

    private void begin(Connection connection, String owner, Scope scope) throws SQLException {
        ScopeName name = ScopeName.of(scope);
        List<String> begun = new ArrayList<>();
        script().ask(
                        INSERT,
                        rows -> {
                            while (rows.next()) {
                                begun.add(rows.getString(1));
                            }
                        },
                        owner,
                        name.kind(),
                        name.name(),
                        name.task(),
                        name.newId(),
                        StatementIdentity.newSalt())
                .run(connection);
        if (!begun.isEmpty()) {
            boolean archived = scope instanceof Scope.Agent agent
                    && agent.task() != null
                    && state(connection, owner, new Scope.Task(agent.task()), " FOR SHARE") == TaskState.ARCHIVED;
            script().then(INSERT_HEAD, begun.get(0), archived).run(connection);
        }
    }

    List<ScopeRecord> scopes(Connection connection, String owner, Scope.Task task) throws SQLException {
        List<ScopeRecord> scopes = new ArrayList<>();
        script().ask(
                        OF_TASK,
                        rows -> {
                            while (rows.next()) {
                                Scope scope = rows.getString(2).equals("task")
                                        ? task
                                        : Scope.agentOnTask(rows.getString(3), task.task());
                                scopes.add(record(rows.getString(1), scope, rows.getBytes(4)));
                            }
                        },
                        owner,
                        task.task(),
                        task.task())
                .run(connection);
        return scopes;
    }

    TaskState state(Connection connection, String owner, Scope.Task task) throws SQLException {
        return state(connection, owner, task, "");
    }

    private TaskState state(Connection connection, String owner, Scope.Task task, String lock) throws SQLException {
        Map<String, Boolean> archived = new LinkedHashMap<>();
        forEachScope(
                connection,
                ids(connection, owner, task),
                "SELECT scope, archived FROM @head WHERE scope = ?" + lock,
                rows -> archived.put(rows.getString(1), rows.getBoolean(2)));
        return archived.isEmpty()
                ? TaskState.ABSENT
                : archived.containsValue(true) ? TaskState.ARCHIVED : TaskState.OPEN;
    }

    /** Reads one row. */
    @FunctionalInterface
    private interface Row {
        void read(ResultSet row) throws SQLException;
    }

    private void forEachScope(Connection connection, List<String> ids, String query, Row reader) throws SQLException {
        Script script = script();
        for (String id : ids) {
            script.ask(
                    query,
                    rows -> {
                        while (rows.next()) {
                            reader.read(rows);
                        }
                    },
                    id);
        }
        if (!script.isEmpty()) {
            script.run(connection);
        }
    }

    private List<String> ids(Connection connection, String owner, Scope.Task task) throws SQLException {
        return scopes(connection, owner, task).stream().map(ScopeRecord::id).toList();
    }

    /** Locks the scopes of a task, those too that others begin meanwhile. */
    private List<String> locked(Connection connection, String owner, Scope.Task task) throws SQLException {
        lock(connection, ids(connection, owner, task));
        List<String> all = ids(connection, owner, task);
        lock(connection, all);
        return all;
    }

    private void lock(Connection connection, List<String> ids) throws SQLException {
        forEachScope(connection, ids, "SELECT scope FROM @head WHERE scope = ? FOR UPDATE", row -> {});
    }

    void archive(Connection connection, String owner, Scope.Task task, boolean archived) throws SQLException {
        Script script = script();
        for (String id : locked(connection, owner, task)) {
            script.then("UPDATE @head SET archived = ? WHERE scope = ?", archived, id);
        }
        if (!script.isEmpty()) {
            script.run(connection);
        }
    }

    /** Deletes a scope, with a task its agents' notes and its records. */
    boolean delete(Connection connection, String owner, Scope scope) throws SQLException {
        List<String> ids = scope instanceof Scope.Task task
                ? locked(connection, owner, task)
                : find(connection, owner, scope).map(ScopeRecord::id).stream().toList();
        lock(connection, ids);
        Script script = script();
        for (String id : ids) {
            HELD.forEach(table -> script.then("DELETE FROM @%s WHERE scope = ?".formatted(table), id));
            script.then("DELETE FROM @head WHERE scope = ?", id);
            script.then("DELETE FROM @scope WHERE owner = ? AND id = ?", owner, id);
        }
        String records = scope instanceof Scope.Task task ? RecordShelf.owned(owner, RecordShelf.ofTask(task)) : "";
        script.then("DELETE FROM @record WHERE collection = ?", records);
        return script.run(connection) > 0 || !ids.isEmpty();
    }
}
