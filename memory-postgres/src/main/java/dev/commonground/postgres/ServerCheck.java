package dev.commonground.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns at the opening of a store of what its connections lead to: a pooler, or a standby. */
final class ServerCheck {

    private static final Logger LOG = LoggerFactory.getLogger(ServerCheck.class);

    private static final String ASK = """
        SELECT pg_backend_pid(), pg_is_in_recovery(),
          CASE WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0
            ELSE coalesce(extract(epoch FROM now() - pg_last_xact_replay_timestamp()), 0) END\
        """;

    private ServerCheck() {}

    /** Looks at one connection. Another database than PostgreSQL may not know the functions, and is not checked. */
    static boolean run(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ASK)) {
            row.next();
            warnOfPooler(connection, row.getInt(1));
            if (row.getBoolean(2)) {
                LOG.warn(
                        "The memory is read from a standby that is {} seconds behind: a read shows what the standby"
                                + " has received. To ask it again: SELECT now() - pg_last_xact_replay_timestamp()",
                        row.getLong(3));
            }
        } catch (SQLException e) {
            if (Failures.isTransient(e)) {
                throw e;
            }
            LOG.debug("This database does not tell what it is", e);
        }
        return true;
    }

    /** A pooler shows its clients another process than the one that works for them. */
    private static void warnOfPooler(Connection connection, int process) throws SQLException {
        if (connection.isWrapperFor(PGConnection.class)) {
            PGConnection driver = connection.unwrap(PGConnection.class);
            if (driver.getBackendPID() != process && driver.getPrepareThreshold() != 0) {
                LOG.warn("The memory is reached through a pooler: if it gives each transaction another connection, as"
                        + " PgBouncer does with pool_mode = transaction, add prepareThreshold=0 to the URL");
            }
        }
    }
}
