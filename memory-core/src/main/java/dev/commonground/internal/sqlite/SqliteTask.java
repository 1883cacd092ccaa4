package dev.commonground.internal.sqlite;

import java.sql.SQLException;

/** A unit of work on a connection to the file. */
@FunctionalInterface
interface SqliteTask<T> {

    T run(StatementCache statements) throws SQLException;
}
