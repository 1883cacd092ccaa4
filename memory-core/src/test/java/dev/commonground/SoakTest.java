package dev.commonground;

import dev.commonground.internal.sqlite.Integrity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

class SoakTest implements SoakContract {

    @TempDir
    Path folder;

    @Override
    public String where() {
        return folder.resolve("memory.db").toString();
    }

    @Override
    public long bytesOfLogs() throws IOException {
        return Files.size(Path.of(where() + "-wal"));
    }

    @Override
    public List<String> problems() throws SQLException {
        return new Integrity(Path.of(where())).problems();
    }
}
