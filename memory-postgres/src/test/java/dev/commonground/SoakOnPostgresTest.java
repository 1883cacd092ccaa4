package dev.commonground;

import dev.commonground.postgres.TestServer;
import java.sql.SQLException;
import java.util.List;

class SoakOnPostgresTest implements SoakContract {

    final String schema = TestServer.newSchema();

    @Override
    public String where() {
        return TestServer.url(schema);
    }

    /** The server recycles its own log. */
    @Override
    public long bytesOfLogs() {
        return 0;
    }

    @Override
    public List<String> problems() throws SQLException {
        return TestServer.problems(schema);
    }
}
