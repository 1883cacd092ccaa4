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
import java.util.ArrayList;
import java.util.List;
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
        users.leave(List.of());
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
    void aReaderThatLeftIsNotAskedToClose() {
        List<String> asked = new ArrayList<>();
        Runnable closing = () -> asked.add("left");
        FileUsers.join(file).beforeWriting(closing);
        users.beforeWriting(() -> asked.add("stayed"));

        users.leave(List.of(closing));
        users.beginWriting();

        assertThat(asked).containsExactly("stayed");
    }

    @Test
    void nothingIsKeptOfAFileThatIsClosed() {
        Path another = folder.resolve("another.db");
        FileUsers first = FileUsers.join(another);
        assertThat(FileUsers.join(another)).isSameAs(first);

        first.leave(List.of());
        assertThat(FileUsers.join(another)).isSameAs(first);
        first.leave(List.of());
        first.leave(List.of());
        FileUsers later = FileUsers.join(another);
        assertThat(later).isNotSameAs(first);
        later.leave(List.of());
    }
}
