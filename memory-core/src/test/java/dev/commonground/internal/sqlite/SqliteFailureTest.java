package dev.commonground.internal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

class SqliteFailureTest {

    static final Path FILE = Path.of("memory.db");

    @ParameterizedTest
    @CsvSource({
        "SQLITE_NOTADB, restore a backup",
        "SQLITE_CORRUPT_INDEX, is damaged",
        "SQLITE_READONLY_DIRECTORY, is not writable",
        "SQLITE_CANTOPEN, cannot be opened",
        "SQLITE_FULL, no room left",
        "SQLITE_BUSY_SNAPSHOT, was locked by another process for more than 20 seconds",
        "SQLITE_LOCKED, was locked by another process for more than 20 seconds",
        "SQLITE_IOERR_READ, check the disk",
        "SQLITE_RANGE, failed (sqlite_range): see the cause"
    })
    void namesARemedyForACodeAndItsExtensions(SQLiteErrorCode code, String remedy) {
        SQLiteException cause = new SQLiteException("details", code);

        assertThat(SqliteFailure.of(FILE, cause))
                .hasMessageStartingWith("The memory memory.db ")
                .hasMessageContaining(remedy)
                .hasCause(cause);
    }

    @Test
    void pointsToTheCauseOfAnotherFailure() {
        assertThat(SqliteFailure.of(FILE, new SQLException("details")))
                .hasMessage("The memory memory.db failed (unknown_error): see the cause");
    }
}
