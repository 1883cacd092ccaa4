package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.commonground.memory.Memory;
import dev.commonground.postgres.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class ReadOnlyOnPostgresTest {

    final String schema = TestServer.newSchema();
    final String url = TestServer.url(schema);

    private SharedMemory readOnly() {
        return SharedMemory.builder(url).keywordsOnly().readOnly().open();
    }

    @Test
    void readsWhatOthersWriteAndWritesNothing() {
        try (SharedMemory writer = SharedMemory.builder(url).keywordsOnly().open();
                SharedMemory reader = readOnly()) {
            writer.task("a").agent("writer").remember("Ships on Monday");

            assertThat(reader.task("a").agent("reader").list())
                    .extracting(Memory::text)
                    .containsExactly("Ships on Monday");
            assertThatThrownBy(() -> reader.task("a").agent("reader").remember("Ships on Tuesday"))
                    .hasMessage("This memory is read-only, so nothing can be written: open it without readOnly()");
        }
    }

    @Test
    void aMissingSchemaIsRefusedAndNotCreated() {
        assertThatThrownBy(this::readOnly)
                .hasMessageContaining("There is no memory in the schema")
                .hasMessageContaining("a read-only memory is not created");
        assertThatThrownBy(this::readOnly).hasMessageContaining("There is no memory in the schema");
    }

    @Test
    void anOlderSchemaIsRefusedWithWhatToDo() throws SQLException {
        SharedMemory.builder(url).keywordsOnly().open().close();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM schema_history WHERE version = (SELECT max(version) FROM schema_history)");
        }

        assertThatThrownBy(this::readOnly).hasMessageContaining("open it once without readOnly()");
    }
}
