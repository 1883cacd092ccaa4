package dev.commonground;

import dev.commonground.postgres.TestServer;
import java.sql.SQLException;
import java.util.List;

class TeamOnPostgresTest implements TeamContract {

    final String schema = TestServer.newSchema();

    @Override
    public String where() {
        return TestServer.url(schema);
    }

    @Override
    public List<String> problems() throws SQLException {
        return TestServer.problems(schema);
    }
}
