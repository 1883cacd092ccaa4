package dev.commonground.internal.sqlite;

import dev.commonground.store.SealVerifier;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Lets a connection that cannot migrate a file read the tables of earlier versions: a temporary view of the same name adds
 * the columns that a table lacks. SQLite looks up temporary names first, so a connection {@linkplain #isOutdated is outdated}
 * as soon as another process migrates the file. The connection's temporary database has the version that was completed.
 */
final class OlderTables {

    private static final String ENTRY_VECTORS = """
            CREATE TEMP VIEW entry_vector AS SELECT 0 AS number, NULL AS scope, NULL AS statement, NULL AS voice,
              NULL AS model, NULL AS vector WHERE 0""";

    private static final String READINGS = """
            CREATE TEMP VIEW reading AS SELECT NULL AS scope, 0 AS ordinal, NULL AS statement, NULL AS reader_type,
              NULL AS reader, NULL AS task, NULL AS node, NULL AS thread, NULL AS run, NULL AS at WHERE 0""";

    private OlderTables() {}

    private static final String VERSION = "PRAGMA main.user_version";
    private static final String COMPLETED = "PRAGMA temp.user_version";

    static void complete(Connection connection) throws SQLException {
        execute(connection, COMPLETED + " = " + version(connection));
        List<String> columns = new ArrayList<>(List.of(SealVerifier.COLUMNS.split(",\\s*")));
        columns.add("vector");
        addMissing(connection, "entry", columns, "NULL");
        addMissing(connection, "scope", List.of("archived", "link"), "0");
        addView(connection, "reading", READINGS);
        addView(connection, "entry_vector", ENTRY_VECTORS);
    }

    /** Returns whether the file has another version than when the connection was completed. */
    static boolean isOutdated(StatementCache statements) throws SQLException {
        return version(statements, VERSION) != version(statements, COMPLETED);
    }

    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(VERSION)) {
            return row.getInt(1);
        }
    }

    private static int version(StatementCache statements, String pragma) throws SQLException {
        return statements.query(pragma, row -> row.next() ? row.getInt(1) : 0);
    }

    private static void addMissing(Connection connection, String table, List<String> wanted, String value)
            throws SQLException {
        List<String> missing = new ArrayList<>(wanted);
        missing.removeAll(columns(connection, table));
        if (!missing.isEmpty()) {
            String added = missing.stream()
                    .map(column -> ", %s AS %s".formatted(value, column))
                    .collect(Collectors.joining());
            execute(connection, "CREATE TEMP VIEW %1$s AS SELECT *%2$s FROM main.%1$s".formatted(table, added));
        }
    }

    private static void addView(Connection connection, String table, String view) throws SQLException {
        if (columns(connection, table).isEmpty()) {
            execute(connection, view);
        }
    }

    private static Set<String> columns(Connection connection, String table) throws SQLException {
        Set<String> columns = new TreeSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA main.table_info(%s)".formatted(table))) {
            while (rows.next()) {
                columns.add(rows.getString("name"));
            }
        }
        return columns;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
