package dev.commonground.sqlite;

import java.sql.Connection;
import java.sql.SQLException;

/** Something to do with a connection. */
@FunctionalInterface
interface SqlTask<T> {

    T run(Connection connection) throws SQLException;
}
