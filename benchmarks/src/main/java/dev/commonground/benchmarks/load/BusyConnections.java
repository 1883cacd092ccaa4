package dev.commonground.benchmarks.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Asks the server every few milliseconds how many connections are at work or within a transaction. */
final class BusyConnections {

    private static final int MILLIS = 25;
    private static final String BUSY = """
            SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'
            AND pid <> pg_backend_pid() AND datname = current_database() AND state <> 'idle'""";

    private final DataSource pool;
    private final List<Integer> samples = new ArrayList<>();
    private volatile boolean over;

    BusyConnections(DataSource pool) {
        this.pool = pool;
    }

    /** Samples until {@link #end}. */
    void run() {
        try (Connection connection = pool.getConnection();
                PreparedStatement busy = connection.prepareStatement(BUSY)) {
            while (!over) {
                sample(busy);
                Thread.sleep(MILLIS);
            }
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException("The server's connections could not be counted", e);
        }
    }

    private void sample(PreparedStatement busy) throws SQLException {
        try (ResultSet row = busy.executeQuery()) {
            row.next();
            samples.add(row.getInt(1));
        }
    }

    void end() {
        over = true;
    }

    double mean() {
        return samples.stream().mapToInt(Integer::intValue).average().orElse(0);
    }

    int most() {
        return samples.stream().mapToInt(Integer::intValue).max().orElse(0);
    }
}
