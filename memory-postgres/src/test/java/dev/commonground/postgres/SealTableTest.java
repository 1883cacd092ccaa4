package dev.commonground.postgres;

import static dev.commonground.postgres.SharedStore.SCHEMA;
import static dev.commonground.postgres.SharedStore.STORE;
import static dev.commonground.store.MemoryStoreContract.direct;
import static dev.commonground.store.MemoryStoreContract.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Scope;
import dev.commonground.memory.Verification;
import dev.commonground.store.ScopeRecord;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A verification while others write. */
class SealTableTest {

    final String owner = SharedStore.newOwner();

    @Test
    void seesOneMomentOfAllTables() throws SQLException {
        ScopeRecord task = SharedStore.open(owner, Scope.task("a"));
        STORE.commit(direct(task, says(task, "one")));
        Verification verification;
        try (Connection connection = TestServer.source().getConnection()) {
            connection.setAutoCommit(false);
            Connection reading = InterceptedConnection.of(
                    connection,
                    InterceptedConnection.first(
                            "ORDER BY position", () -> STORE.commit(direct(task, says(task, "two")))));

            verification = new SealTable(SCHEMA).verify(reading, owner);
        }

        assertThat(verification).isEqualTo(new Verification(1, List.of()));
        assertThat(STORE.verify(owner)).isEqualTo(new Verification(2, List.of()));
    }
}
