package dev.commonground.internal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteFileTest {

    /** The value of {@code PRAGMA temp_store} for MEMORY. */
    static final int IN_MEMORY = 2;

    @TempDir
    Path folder;

    /** SQLite refuses the switch to the write-ahead log at once while another connection writes, whatever its busy timeout. */
    @Test
    void aFileThatAnotherProcessIsCreatingIsWaitedFor() throws Exception {
        Path file = folder.resolve("memory.db");
        CompletableFuture<SqliteFile> opening;
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
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

    /** The views that complete an older file are temporary, and a temporary file would be a trace. */
    @Test
    void aConnectionThatOnlyReadsWaitsForOthersAndHasItsTemporaryViewsInMemory() throws SQLException {
        Path file = folder.resolve("memory.db");
        SqliteFile.prepare(file, List.of(), UnaryOperator.identity());

        try (Connection connection = SqliteFile.readOnly(file).connect()) {
            assertThat(connection.isReadOnly()).isTrue();
            assertThat(pragma(connection, "busy_timeout")).isEqualTo(SqliteFile.BUSY_TIMEOUT_MILLIS);
            assertThat(pragma(connection, "temp_store")).isEqualTo(IN_MEMORY);
        }
    }

    static int pragma(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA " + name)) {
            assertThat(row.next()).isTrue();
            return row.getInt(1);
        }
    }
}
