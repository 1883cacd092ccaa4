package dev.commonground.internal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.SharedMemory;
import dev.commonground.memory.Author;
import dev.commonground.memory.Scope;
import dev.commonground.recall.EmbeddingModelProvider;
import dev.commonground.store.Commit;
import dev.commonground.store.Entry;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.ScopeRecord;
import dev.commonground.store.StatementVector;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OlderFileTest {

    @TempDir
    Path folder;

    static final class OneVector implements EmbeddingModel {
        @Override
        public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
            return Response.from(segments.stream()
                    .map(segment -> Embedding.from(new float[] {0.6f, 0.8f}))
                    .toList());
        }
    }

    @Test
    void aMigrationFromSchemaTwoKeepsVectors() throws SQLException {
        Path file = folder.resolve("memory.db");
        try (SharedMemory memory = SharedMemory.builder(file)
                .embeddings(EmbeddingModelProvider.of("two-dimensional", new OneVector()))
                .open()) {
            memory.task("tea").agent("writer").remember("Ada likes tea");
        }
        toSchemaTwo(file);

        try (MemoryStore store = SqliteStore.open(file)) {
            String scope = store.find(SharedMemory.DEFAULT_OWNER, Scope.task("tea"))
                    .orElseThrow()
                    .id();
            assertThat(store.readBeyond(scope, 0, "two-dimensional").vectors())
                    .extracting(StatementVector::vector)
                    .containsExactly(new float[] {0.6f, 0.8f});
        }
    }

    @Test
    void aCommitBeforeAMigrationIsKnownAfterIt() throws SQLException {
        Path file = folder.resolve("memory.db");
        Commit commit;
        Commit.Receipt first;
        try (MemoryStore store = SqliteStore.open(file)) {
            ScopeRecord scope = store.open("", List.of(Scope.task("tea"))).get(0);
            commit = Commit.of(
                    List.of(new Commit.Append(scope.id(), null, List.of(forget(), forget()), List.of(), null)));
            first = store.commit(commit);
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            withoutEntryVectors(statement);
            withoutCommitIndex(statement);
            statement.execute("PRAGMA user_version = 9");
        }

        try (MemoryStore store = SqliteStore.open(file)) {
            assertThat(store.commit(commit)).isEqualTo(first);
            String scope = commit.appends().get(0).scope();
            assertThat(store.readBeyond(scope, 0, "").entries()).hasSize(2);
        }
        assertThat(new Integrity(file).problems()).isEmpty();
    }

    private Path schemaNine() throws SQLException {
        Path file = folder.resolve("memory.db");
        try (SharedMemory memory = SharedMemory.builder(file)
                .embeddings(EmbeddingModelProvider.of("two-dimensional", new OneVector()))
                .open()) {
            memory.task("tea").agent("writer").remember("Ada likes tea");
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            withoutEntryVectors(statement);
            withoutCommitIndex(statement);
            statement.execute("PRAGMA user_version = 9");
        }
        return file;
    }

    /** Opens a file as another process does. The connection must have read, so that the file is in use. */
    private static Connection open(Path file) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery("SELECT count(*) FROM entry").close();
        }
        return connection;
    }

    /** Does what another process does that opens the file for writing and asserts the statement again. */
    private static void migrate(Path file, Connection other) throws SQLException {
        new SqliteSchema(file).migrate(other);
        try (Statement statement = other.createStatement()) {
            statement.execute("INSERT INTO entry_vector SELECT 1, scope, statement, voice, model, vector FROM vector");
            statement.execute("UPDATE entry SET vector = 1");
            statement.execute("DELETE FROM vector");
        }
    }

    private static List<StatementVector> vectors(MemoryStore store) {
        String scope = store.find(SharedMemory.DEFAULT_OWNER, Scope.task("tea"))
                .orElseThrow()
                .id();
        return store.readBeyond(scope, 0, "two-dimensional").vectors();
    }

    @Test
    void aReaderFollowsAMigrationByAnotherProcess() throws SQLException {
        Path file = schemaNine();
        try (Connection other = open(file);
                MemoryStore reader = SqliteStore.openReadOnly(file)) {
            assertThat(vectors(reader)).hasSize(1);

            migrate(file, other);

            assertThat(vectors(reader)).hasSize(1);
        }
    }

    @Test
    void aReadDuringAMigrationBeginsAnew() throws SQLException {
        Path file = schemaNine();
        try (Connection other = open(file)) {
            SqliteReaders readers = new SqliteReaders(SqliteFile.readOnly(file));
            AtomicInteger runs = new AtomicInteger();

            int found = readers.query(statements -> {
                if (runs.getAndIncrement() == 0) {
                    migrate(file, other);
                }
                return statements.query("SELECT count(*) FROM entry_vector", row -> row.getInt(1));
            });

            assertThat(found).isEqualTo(1);
            assertThat(runs).hasValue(2);
            readers.close();
        }
    }

    private static Entry.Action forget() {
        return new Entry.Forget(Author.agent("writer"), Instant.EPOCH, List.of(), null);
    }

    private static void withoutEntryVectors(Statement statement) throws SQLException {
        statement.execute("INSERT INTO vector SELECT scope, statement, voice, model, vector FROM entry_vector");
        statement.execute("DROP TRIGGER erased_vector");
        statement.execute("DROP TRIGGER deleted_vector");
        statement.execute("DROP TABLE entry_vector");
        statement.execute("ALTER TABLE entry DROP COLUMN vector");
    }

    private static void withoutCommitIndex(Statement statement) throws SQLException {
        statement.execute("DROP TABLE commit_entries");
        statement.execute("ALTER TABLE scope DROP COLUMN indexed");
        statement.execute("CREATE UNIQUE INDEX entry_of_commit ON entry (scope, commit_id, ordinal)");
        statement.execute("CREATE UNIQUE INDEX entry_on_lane ON entry (scope, lane, number) WHERE lane <> 0");
    }

    static void toSchemaTwo(Path file) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            withoutEntryVectors(statement);
            withoutCommitIndex(statement);
            statement.execute("ALTER TABLE vector RENAME TO vector_with_rowid");
            statement.execute("""
                    CREATE TABLE vector (scope TEXT NOT NULL, statement TEXT NOT NULL, voice TEXT NOT NULL,
                      model TEXT NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (scope, statement, voice, model))
                      WITHOUT ROWID""");
            statement.execute("INSERT INTO vector SELECT * FROM vector_with_rowid");
            statement.execute("DROP TABLE vector_with_rowid");
            statement.execute("ALTER TABLE entry DROP COLUMN recorder_type");
            statement.execute("ALTER TABLE entry DROP COLUMN recorder");
            statement.execute("ALTER TABLE entry DROP COLUMN details");
            statement.execute("ALTER TABLE entry DROP COLUMN salt");
            statement.execute("ALTER TABLE entry DROP COLUMN commitment");
            statement.execute("ALTER TABLE entry DROP COLUMN link");
            statement.execute("ALTER TABLE scope DROP COLUMN link");
            statement.execute("DROP TABLE reading");
            statement.execute("PRAGMA user_version = 2");
        }
    }
}
