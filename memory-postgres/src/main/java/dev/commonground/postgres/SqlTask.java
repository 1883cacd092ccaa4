package dev.commonground.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/** Something to do with a connection. It may be done again if the connection breaks, so it must not mind. */
@FunctionalInterface
interface SqlTask<T> {

    T run(Connection connection) throws SQLException;
}
