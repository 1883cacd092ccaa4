package dev.commonground.benchmarks.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * What a server has written. Other users of the server count too.
 *
 * @param log the bytes of the write-ahead log since the server was created
 * @param disk the bytes of the schema's tables and indexes
 */
record ServerSize(double log, double disk) {

    private static final String SIZES = """
            SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn,
                   (SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                    WHERE n.nspname = ? AND c.relkind = 'r')""";

    static ServerSize now(DataSource server, String schema) throws SQLException {
        try (Connection connection = server.getConnection();
                PreparedStatement sizes = connection.prepareStatement(SIZES)) {
            sizes.setString(1, schema);
            try (ResultSet row = sizes.executeQuery()) {
                row.next();
                return new ServerSize(row.getDouble(1), row.getDouble(2));
            }
        }
    }
}
