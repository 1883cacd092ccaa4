package dev.commonground.internal.sqlite;

import dev.commonground.memory.Scope;
import dev.commonground.memory.TaskState;
import dev.commonground.store.ScopeGoneException;
import dev.commonground.store.ScopeHead;
import dev.commonground.store.ScopeName;
import dev.commonground.store.ScopeRecord;
import dev.commonground.store.StatementIdentity;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table {@code scope}: the names and heads of scopes. */
final class ScopeRows {

    private static final String BY_NAME =
            "SELECT id, salt FROM scope WHERE owner = ? AND kind = ? AND name = ? AND task = ?";

    private static final String INSERT = """
            INSERT INTO scope (id, owner, kind, name, task, salt, position, archived)
            VALUES (?, ?, ?, ?, ?, ?, 0, ?)""";

    private ScopeRows() {}

    static Optional<ScopeRecord> find(StatementCache statements, String owner, Scope scope) throws SQLException {
        ScopeName name = ScopeName.of(scope);
        return statements.query(
                BY_NAME,
                row -> row.next()
                        ? Optional.of(new ScopeRecord(row.getString(1), scope, new StatementIdentity(row.getBytes(2))))
                        : Optional.empty(),
                owner,
                name.kind(),
                name.name(),
                name.task());
    }

    static List<ScopeRecord> open(StatementCache statements, String owner, List<Scope> scopes) throws SQLException {
        List<ScopeRecord> records = new ArrayList<>();
        for (Scope scope : scopes) {
            Optional<ScopeRecord> known = find(statements, owner, scope);
            records.add(known.isPresent() ? known.get() : insert(statements, owner, scope));
        }
        return records;
    }

    private static ScopeRecord insert(StatementCache statements, String owner, Scope scope) throws SQLException {
        ScopeName name = ScopeName.of(scope);
        String id = name.newId();
        byte[] salt = StatementIdentity.newSalt();
        boolean archived = isOfArchivedTask(statements, owner, scope);
        statements.update(INSERT, id, owner, name.kind(), name.name(), name.task(), salt, archived);
        return new ScopeRecord(id, scope, new StatementIdentity(salt));
    }

    private static boolean isOfArchivedTask(StatementCache statements, String owner, Scope scope) throws SQLException {
        return scope instanceof Scope.Agent agent
                && agent.task() != null
                && TaskRows.state(statements, owner, new Scope.Task(agent.task())) == TaskState.ARCHIVED;
    }

    static long position(StatementCache statements, String scope) throws SQLException {
        return head(statements, scope)
                .orElseThrow(() -> new ScopeGoneException(scope))
                .position();
    }

    static Optional<ScopeHead> head(StatementCache statements, String scope) throws SQLException {
        return statements.query(
                "SELECT position, archived FROM scope WHERE id = ?",
                row -> row.next() ? Optional.of(new ScopeHead(row.getLong(1), row.getBoolean(2))) : Optional.empty(),
                scope);
    }

    /** Returns the link of the last commit. */
    static byte[] link(StatementCache statements, String scope) throws SQLException {
        return statements.query(
                "SELECT link FROM scope WHERE id = ?", row -> row.next() ? row.getBytes(1) : new byte[0], scope);
    }

    static void moveTo(StatementCache statements, String scope, long position, byte[] link) throws SQLException {
        statements.update("UPDATE scope SET position = ?, link = ? WHERE id = ?", position, link, scope);
    }

    /** Deletes a scope with its log. */
    static void delete(StatementCache statements, String id) throws SQLException {
        for (String table : List.of("entry", "vector", "commit_entries", "lane", "tip", "reading")) {
            statements.update("DELETE FROM %s WHERE scope = ?".formatted(table), id);
        }
        statements.update("DELETE FROM scope WHERE id = ?", id);
    }
}
