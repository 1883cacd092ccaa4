package dev.commonground.internal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteFileTest {

    @TempDir
    Path folder;

    /** SQLite refuses the switch to the write-ahead log at once while another process writes, whatever its busy timeout. */
    @Test
    void aFileThatAnotherProcessIsCreatingIsWaitedFor() throws Exception {
        Path file = folder.resolve("memory.db");
        CompletableFuture<SqliteFile> opening;
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");
            opening =
                    CompletableFuture.supplyAsync(() -> SqliteFile.prepare(file, List.of(), UnaryOperator.identity()));
            assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> opening.get(100, TimeUnit.MILLISECONDS));
            statement.execute("ROLLBACK");
        }

        SqliteFile opened = opening.get(20, TimeUnit.SECONDS);
        try (Connection connection = opened.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM entry")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getInt(1)).isZero();
        }
    }
}
