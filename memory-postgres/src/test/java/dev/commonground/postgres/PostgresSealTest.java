package dev.commonground.postgres;

import dev.commonground.SealContract;
import dev.commonground.SharedMemory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

class PostgresSealTest extends SealContract {

    final String schema = TestServer.newSchema();

    @Override
    protected SharedMemory.Builder memory() {
        return SharedMemory.builder(TestServer.url(schema));
    }

    @Override
    protected Connection connect() throws SQLException {
        return DriverManager.getConnection(TestServer.url(schema));
    }
}
