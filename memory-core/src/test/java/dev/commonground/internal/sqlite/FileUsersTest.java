package dev.commonground.internal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.commonground.store.MemoryStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process knows which files it writes, and forgets those that it closed. */
class FileUsersTest {

    @TempDir
    Path folder;

    Path file;

    FileUsers users;

    @BeforeEach
    void join() {
        file = folder.resolve("memory.db");
        users = FileUsers.join(file);
    }

    @AfterEach
    void leave() {
        users.leave();
    }

    @Test
    void aFileIsWrittenUntilItsLastWriterCloses() {
        assertThat(users.isWritten()).isFalse();
        SqliteStore first = SqliteStore.open(file);
        SqliteStore.open(file).close();
        assertThat(users.isWritten()).isTrue();
        first.close();
        first.close();
        assertThat(users.isWritten()).isFalse();
    }

    @Test
    void aWriterThatCannotOpenTheFileIsNone() throws IOException {
        Files.writeString(file, "This is no memory, but a text that is longer than the header of one.".repeat(10));

        assertThatExceptionOfType(MemoryStoreException.class).isThrownBy(() -> SqliteStore.open(file));
        assertThat(users.isWritten()).isFalse();
        assertThatExceptionOfType(MemoryStoreException.class).isThrownBy(() -> SqliteStore.openReadOnly(file));
        assertThat(users.isWritten()).isFalse();
    }

    @Test
    void aWriterOfAnOlderVersionIsNone() throws SQLException {
        SqliteStore.open(file).close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = 1000");
        }

        assertThatExceptionOfType(MemoryStoreException.class).isThrownBy(() -> SqliteStore.open(file));
        assertThat(users.isWritten()).isFalse();
    }

    @Test
    void nothingIsKeptOfAFileThatIsClosed() {
        Path another = folder.resolve("another.db");
        FileUsers first = FileUsers.join(another);
        assertThat(FileUsers.join(another)).isSameAs(first);

        first.leave();
        assertThat(FileUsers.join(another)).isSameAs(first);
        first.leave();
        first.leave();
        FileUsers later = FileUsers.join(another);
        assertThat(later).isNotSameAs(first);
        later.leave();
    }
}
