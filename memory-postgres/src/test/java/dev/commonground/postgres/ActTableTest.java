package dev.commonground.postgres;

import static dev.commonground.postgres.SharedStore.SCHEMA;
import static dev.commonground.postgres.SharedStore.STORE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Scope;
import dev.commonground.memory.Verification;
import dev.commonground.store.AdministrativeAct;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two processes that act at the same moment. */
class ActTableTest {

    final String owner = SharedStore.newOwner();

    @Test
    void anActThatAnotherProcessOvertakesFollowsIt() throws SQLException {
        String user = SharedStore.open(owner, Scope.user("ada")).id();
        SharedStore.open(owner, Scope.task("a"));
        try (Connection connection = TestServer.source().getConnection()) {
            Connection overtaken = InterceptedConnection.of(
                    connection,
                    InterceptedConnection.first("INSERT", () -> STORE.archive(owner, new Scope.Task("a"), true)));

            new ActTable(SCHEMA).add(overtaken, owner, AdministrativeAct.Kind.DELETED, List.of(user));
        }

        assertThat(STORE.verify(owner)).isEqualTo(new Verification(2, List.of()));
    }
}
