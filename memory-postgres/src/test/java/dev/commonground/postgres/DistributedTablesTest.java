package dev.commonground.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On a server with Citus, all tests of this module run on distributed tables. */
class DistributedTablesTest {

    private static final String TABLES = """
            SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class
            WHERE relnamespace = '"%1$s"'::regnamespace AND relkind = 'r' AND relname <> 'schema_history'""";

    private static List<String> ask(String sql) throws SQLException {
        return List.of(TestServer.ask(sql).split(" "));
    }

    @Test
    void theDecisionNamesEveryTable() throws SQLException {
        String schema = TestServer.emptySchema();
        PostgresStore.builder(TestServer.source()).schema(schema).open().close();
        String statements = DistributedTables.statements(schema);

        assertThat(ask(TABLES.formatted(schema)))
                .hasSizeGreaterThan(1)
                .allSatisfy(table -> assertThat(statements).containsAnyOf("." + table + "'", "'" + table + "'"));
    }

    @Test
    void everyTableOfATestIsDistributed() throws SQLException {
        assumeTrue(DistributedTables.areAvailable(), "The server has no extension Citus");
        String schema = TestServer.newSchema();

        assertThat(ask(TABLES.formatted(schema) + """
                 AND oid NOT IN (SELECT logicalrelid FROM pg_dist_partition)""")).containsExactly("null");
    }
}
