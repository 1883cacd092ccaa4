package dev.commonground.internal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.commonground.store.MemoryStoreException;
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

/** Readers share a few connections, and leave none of them open or in a transaction. */
class SqliteReadersTest {

    static final int POOLED = 8;

    @TempDir
    Path folder;

    final List<Connection> connections = new ArrayList<>();
    Path file;
    SqliteReaders readers;

    @BeforeEach
    void open() throws SQLException {
        file = folder.resolve("memory.db");
        readers = new SqliteReaders(SqliteFile.prepare(file, List.of(), connection -> {
            connections.add(connection);
            return connection;
        }));
        connections.clear();
        write("CREATE TABLE note (text TEXT)");
    }

    @AfterEach
    void close() {
        readers.close();
    }

    void write(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static int notes(StatementCache statements) throws SQLException {
        return statements.query("SELECT count(*) FROM note", row -> row.next() ? row.getInt(1) : -1);
    }

    List<Connection> unclosed() throws SQLException {
        List<Connection> unclosed = new ArrayList<>();
        for (Connection connection : connections) {
            if (!connection.isClosed()) {
                unclosed.add(connection);
            }
        }
        return unclosed;
    }

    /** Reads within a read within a read, so that each needs a connection of its own. */
    int nested(int depth) {
        return readers.query(statements -> notes(statements) + (depth > 1 ? nested(depth - 1) : 0));
    }

    @Test
    void aTaskOfSeveralQueriesSeesOneSnapshotAndTheNextOneTheNewest() throws SQLException {
        int seen = readers.read(statements -> {
            int before = notes(statements);
            write("INSERT INTO note VALUES ('meanwhile')");
            return 10 * before + notes(statements);
        });

        assertThat(seen).isZero();
        assertThat(readers.read(SqliteReadersTest::notes)).isEqualTo(1);
        for (int i = 2; i < 4; i++) {
            write("INSERT INTO note VALUES ('later')");
            assertThat(readers.query(SqliteReadersTest::notes)).isEqualTo(i);
        }
        assertThat(connections).hasSize(1);
    }

    @Test
    void connectionsAreKeptUpToALimitAndUsedAgain() throws SQLException {
        nested(POOLED + 2);
        assertThat(connections).hasSize(POOLED + 2);
        assertThat(unclosed()).hasSize(POOLED);

        nested(POOLED);
        assertThat(connections).hasSize(POOLED + 2);

        readers.close();
        assertThat(unclosed()).isEmpty();
    }

    @Test
    void aFailedTaskLosesItsConnectionAndItsTransaction() throws SQLException {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> readers.read(statements -> {
                    throw new IllegalStateException("of the caller after " + notes(statements));
                }))
                .withMessage("of the caller after 0");
        assertThat(unclosed()).isEmpty();
        assertThatExceptionOfType(MemoryStoreException.class)
                .isThrownBy(() -> readers.query(statements -> statements.update("INSERT INTO nothing VALUES (1)")))
                .withMessageContaining("memory.db");
        assertThat(unclosed()).isEmpty();

        write("INSERT INTO note VALUES ('later')");
        assertThat(readers.read(SqliteReadersTest::notes)).isEqualTo(1);
    }

    @Test
    void aReaderThatEndsAfterTheClosingClosesItsConnection() throws SQLException {
        int read = readers.query(statements -> {
            readers.close();
            return notes(statements);
        });

        assertThat(read).isZero();
        assertThat(unclosed()).isEmpty();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> readers.query(SqliteReadersTest::notes))
                .withMessage("The memory is closed: open it again");
    }
}
