package dev.commonground.postgres;

import static dev.commonground.postgres.SharedStore.SCHEMA;
import static dev.commonground.postgres.SharedStore.STORE;
import static dev.commonground.store.MemoryStoreContract.direct;
import static dev.commonground.store.MemoryStoreContract.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.commonground.memory.Scope;
import dev.commonground.store.Entry;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.ScopeRecord;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A database that cannot read several scopes by one statement is asked for each of them. */
class NewsQueryTest {

    final String owner = SharedStore.newOwner();
    final NewsQuery news = new NewsQuery(SCHEMA, new KnownLanes());
    final List<String> united = new ArrayList<>();

    /** Returns a connection that refuses to unite queries. */
    Connection refusing(Connection connection, String state) {
        return InterceptedConnection.of(connection, sql -> {
            if (sql.contains("UNION")) {
                united.add(sql);
                throw new SQLException("refused", state);
            }
        });
    }

    @Test
    void scopesAreReadOneByOneIfTheyCannotBeReadTogether() throws SQLException {
        List<ScopeRecord> tasks = STORE.open(owner, List.of(Scope.task("a"), Scope.task("b")));
        tasks.forEach(task -> STORE.commit(direct(task, says(task, "one"), says(task, "two"))));
        Map<String, Long> known = Map.of(tasks.get(0).id(), 1L, tasks.get(1).id(), 1L);
        try (Connection connection = TestServer.source().getConnection()) {
            assertThatThrownBy(() -> news.read(refusing(connection, "57014"), owner, List.of(), known, ""))
                    .isInstanceOf(SQLException.class);
            for (int round = 0; round < 2; round++) {
                MemoryStore.Positions found =
                        news.read(refusing(connection, Failures.NOT_SUPPORTED), owner, List.of(), known, "");

                assertThat(found.byId().values()).containsExactly(2L, 2L);
                assertThat(found.news().values())
                        .flatExtracting(MemoryStore.Tail::entries)
                        .extracting(Entry::position)
                        .containsExactly(2L, 2L);
            }
        }
        assertThat(united).as("refused, and not asked for again").hasSize(2);
    }
}
