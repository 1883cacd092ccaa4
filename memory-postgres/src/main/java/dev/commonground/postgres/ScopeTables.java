package dev.commonground.postgres;

import dev.commonground.memory.Scope;
import dev.commonground.memory.TaskState;
import dev.commonground.store.AdministrativeAct;
import dev.commonground.store.BlobStore;
import dev.commonground.store.ScopeName;
import dev.commonground.store.ScopeRecord;
import dev.commonground.store.StatementIdentity;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tables {@code scope}, which has the names of scopes, and {@code head}, which has their last positions. */
final class ScopeTables {

    private static final String FIND =
            "SELECT id, salt, kind, name, task FROM @scope WHERE owner = ? AND kind = ? AND name = ? AND task = ?";

    private static final String INSERT = """
            INSERT INTO @scope (owner, kind, name, task, id, salt) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (owner, kind, name, task) DO NOTHING RETURNING id""";

    private static final String INSERT_HEAD = "INSERT INTO @head (scope, position, archived) VALUES (?, 0, ?)";

    private static final List<String> TABLES_OF_LOG = List.of("entry", "vector", "lane", "tip", "reading", "head");

    private final Schema schema;
    private final TaskScopes tasks;

    ScopeTables(Schema schema, TaskScopes tasks) {
        this.schema = schema;
        this.tasks = tasks;
    }

    Optional<ScopeRecord> find(Connection connection, String owner, Scope scope) throws SQLException {
        return Optional.ofNullable(findAll(connection, owner, List.of(scope)).get(scope));
    }

    /** Returns the records of those scopes that exist. */
    Map<Scope, ScopeRecord> findAll(Connection connection, String owner, List<Scope> scopes) throws SQLException {
        Map<Scope, ScopeRecord> found = new HashMap<>();
        Script script = new Script(schema);
        ask(script, owner, scopes, found);
        script.runIfAny(connection);
        return found;
    }

    /** Adds one statement that finds scopes by their names, all in the shard of their owner. */
    static void ask(Script script, String owner, List<Scope> scopes, Map<Scope, ScopeRecord> found) {
        Map<ScopeName, Scope> names = new HashMap<>();
        UnionQuery branches = new UnionQuery("", true);
        for (Scope scope : scopes) {
            ScopeName name = ScopeName.of(scope);
            names.put(name, scope);
            branches.add(FIND, owner, name.kind(), name.name(), name.task());
        }
        branches.addTo(script, rows -> {
            while (rows.next()) {
                Scope scope = Objects.requireNonNull(names.get(name(rows)), "scope");
                StatementIdentity identity = new StatementIdentity(rows.getBytes(2));
                found.put(scope, new ScopeRecord(rows.getString(1), scope, identity));
            }
        });
    }

    private static ScopeName name(ResultSet row) throws SQLException {
        return new ScopeName(row.getString(3), StoredText.read(row.getString(4)), StoredText.read(row.getString(5)));
    }

    /** Creates the scopes that do not exist, in the order of their names, so that concurrent callers do not deadlock. */
    List<ScopeRecord> open(Connection connection, String owner, List<Scope> scopes) throws SQLException {
        SortedMap<String, Scope> ordered = new TreeMap<>();
        scopes.forEach(scope -> ordered.put(ScopeName.of(scope).toString(), scope));
        for (Scope scope : ordered.values()) {
            create(connection, owner, scope);
        }
        Map<Scope, ScopeRecord> all = findAll(connection, owner, scopes);
        return scopes.stream()
                .map(scope -> Objects.requireNonNull(all.get(scope), "scope"))
                .toList();
    }

    private void create(Connection connection, String owner, Scope scope) throws SQLException {
        Optional<String> id = insertName(connection, owner, ScopeName.of(scope));
        if (id.isPresent()) {
            boolean archived = isOfArchivedTask(connection, owner, scope);
            new Script(schema).then(INSERT_HEAD, id.get(), archived).run(connection);
        }
    }

    /** Returns the id of the new scope, or empty if another process has created the scope. */
    private Optional<String> insertName(Connection connection, String owner, ScopeName name) throws SQLException {
        List<String> created = new ArrayList<>();
        Script insert = new Script(schema);
        insert.askEach(
                INSERT,
                row -> created.add(row.getString(1)),
                owner,
                name.kind(),
                name.name(),
                name.task(),
                name.newId(),
                StatementIdentity.newSalt());
        insert.run(connection);
        return created.stream().findFirst();
    }

    private boolean isOfArchivedTask(Connection connection, String owner, Scope scope) throws SQLException {
        return scope instanceof Scope.Agent agent
                && agent.task() != null
                && tasks.lockedState(connection, owner, new Scope.Task(agent.task())) == TaskState.ARCHIVED;
    }

    /** Deletes a scope. Deleting a task also deletes its agents' notes and its blobs. */
    boolean delete(Connection connection, String owner, Scope scope) throws SQLException {
        List<String> ids = lock(connection, owner, scope);
        new ActTable(schema).add(connection, owner, AdministrativeAct.Kind.DELETED, ids);
        Script script = new Script(schema);
        for (String id : ids) {
            TABLES_OF_LOG.forEach(table -> script.then("DELETE FROM @%s WHERE scope = ?".formatted(table), id));
            script.then("DELETE FROM @scope WHERE owner = ? AND id = ?", owner, id);
        }
        script.then("DELETE FROM @record WHERE collection = ?", blobsOf(owner, scope));
        boolean deleted = script.run(connection) > 0 || !ids.isEmpty();
        if (deleted) {
            Script debt = new Script(schema);
            TableCleaner.owe(debt);
            debt.runIfAny(connection);
        }
        return deleted;
    }

    private static String blobsOf(String owner, Scope scope) {
        return scope instanceof Scope.Task task ? BlobStore.ownedCollection(owner, BlobStore.taskCollection(task)) : "";
    }

    private List<String> lock(Connection connection, String owner, Scope scope) throws SQLException {
        if (scope instanceof Scope.Task task) {
            return tasks.lock(connection, owner, task);
        }
        List<String> ids =
                find(connection, owner, scope).map(ScopeRecord::id).stream().toList();
        tasks.lock(connection, ids);
        return ids;
    }
}
