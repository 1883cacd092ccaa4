package dev.commonground.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A unit of work on a connection. It may run several times, if the connection breaks or another transaction conflicts
 * with it.
 */
@FunctionalInterface
interface PostgresTask<T> {

    T run(Connection connection) throws SQLException;
}
