package dev.commonground.postgres;

import static dev.commonground.postgres.SharedStore.SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Scope;
import dev.commonground.store.ScopeRecord;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The locks of a task and of a user, whose scopes others may write to or create meanwhile. */
class TaskScopesTest {

    static final Scope.Task TASK = new Scope.Task("a");

    final String owner = SharedStore.newOwner();
    final TaskScopes tasks = new TaskScopes(SCHEMA);
    Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = TestServer.source().getConnection();
        connection.setAutoCommit(false);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    /** Returns the number of scopes that nobody has locked. */
    String unlocked() throws SQLException {
        return TestServer.ask(SCHEMA.sql("""
                SELECT count(*) FROM (SELECT 1 FROM @head WHERE scope IN (SELECT id FROM @scope WHERE owner = '%s')
                FOR UPDATE SKIP LOCKED) AS unlocked""".formatted(owner)));
    }

    @Test
    void aNoteThatIsCreatedMeanwhileIsLocked() throws SQLException {
        ScopeRecord task = SharedStore.open(owner, TASK);
        Scope note = Scope.agentOnTask("writer", "a");
        Connection overtaken = InterceptedConnection.of(
                connection, InterceptedConnection.first("FOR UPDATE", () -> SharedStore.open(owner, note)));

        List<String> locked = tasks.lock(overtaken, owner, TASK);

        assertThat(locked)
                .containsExactlyInAnyOrder(
                        task.id(), SharedStore.open(owner, note).id());
        assertThat(unlocked()).isEqualTo("0");
    }

    @Test
    void aUserIsLockedBeforeItsDeletionIsRecorded() throws SQLException {
        SharedStore.open(owner, Scope.user("ada"));
        List<String> unlocked = new ArrayList<>();
        Connection observed = InterceptedConnection.of(connection, sql -> {
            if (sql.contains("SELECT position, link")) {
                unlocked.add(unlocked());
            }
        });

        boolean deleted = new ScopeTables(SCHEMA, tasks).delete(observed, owner, Scope.user("ada"));

        assertThat(deleted).isTrue();
        assertThat(unlocked).containsExactly("0");
    }
}
