package dev.commonground;

import dev.commonground.postgres.CuttingProxy;
import dev.commonground.postgres.TestServer;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The calls of processes are linearizable although a proxy cuts their connections and loses answers of the server. */
class RecordedCallsOnPostgresTest implements LinearizabilityContract {

    static CuttingProxy proxy;

    final String schema = TestServer.newSchema();

    @BeforeAll
    static void start() throws IOException {
        proxy = new CuttingProxy(TestServer.url());
    }

    @AfterAll
    static void stop() throws IOException {
        proxy.close();
    }

    @Override
    public String where() {
        return TestServer.url(schema);
    }

    @Override
    public String disturbed() {
        return proxy.through(where());
    }

    @Override
    public int disturb(Random random) {
        if (random.nextInt(3) == 0) {
            proxy.cut();
        } else {
            proxy.loseNextAnswer();
        }
        return 1;
    }

    @Override
    public List<String> problems() throws SQLException {
        return TestServer.problems(schema);
    }
}
