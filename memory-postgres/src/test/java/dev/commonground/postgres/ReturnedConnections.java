package dev.commonground.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** A source of one connection that notes its settings whenever it is given back, as a pool would get it. */
final class ReturnedConnections implements AutoCloseable {

    /** What a pool that does not reset connections would give to the next caller. */
    record Settings(TransactionState state, boolean autoCommit, int networkTimeout, int isolation) {

        static Settings of(Connection connection) throws SQLException {
            return new Settings(
                    connection.unwrap(BaseConnection.class).getTransactionState(),
                    connection.getAutoCommit(),
                    connection.getNetworkTimeout(),
                    connection.getTransactionIsolation());
        }
    }

    /** The settings of the connection whenever it was given back. */
    final Set<Settings> settings = ConcurrentHashMap.newKeySet();

    /** The network timeouts that were set meanwhile. */
    final Set<Integer> timeouts = ConcurrentHashMap.newKeySet();

    private final Connection connection;

    ReturnedConnections(String url, boolean autoCommit) throws SQLException {
        connection = TestServer.source(url).getConnection();
        connection.setAutoCommit(autoCommit);
    }

    DataSource source() {
        Connection noted = JdbcProxy.of(Connection.class, connection, (method, arguments, original) -> {
            if (method.equals("close")) {
                return settings.add(Settings.of(connection));
            }
            if (method.equals("setNetworkTimeout")) {
                timeouts.add((Integer) arguments.get(1));
            }
            return original.proceed();
        });
        return JdbcProxy.source(() -> noted);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
