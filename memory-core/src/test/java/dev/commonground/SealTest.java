package dev.commonground;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.io.TempDir;

class SealTest extends SealContract {

    @TempDir
    Path folder;

    @Override
    protected SharedMemory.Builder memory() {
        return SharedMemory.builder(folder.resolve("memory.db"));
    }

    @Override
    protected Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("memory.db"));
    }
}
