package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.commonground.memory.Memory;
import dev.commonground.memory.Scope;
import dev.commonground.postgres.PostgresStore;
import dev.commonground.postgres.PostgresStoreProvider;
import dev.commonground.postgres.TestServer;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.MemoryStoreContract;
import dev.commonground.store.MemoryStoreException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An encrypted memory in PostgreSQL keeps the contracts, and leaves no content in the files of the server. */
class EncryptedOnPostgresTest {

    @TempDir
    Path folder;

    String schema = TestServer.newSchema();

    Path keys() {
        return folder.resolve(schema + ".keys");
    }

    MemoryStore store() {
        return Encrypted.store(
                new PostgresStoreProvider().open(TestServer.url(schema)).orElseThrow(), keys());
    }

    SharedMemory.Builder memory() {
        return SharedMemory.builder(TestServer.url(schema)).keywordsOnly().encryption(Encrypted.with(keys()));
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(TestServer.url(schema));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Nested
    @Tag("proofs")
    class StoreContract implements MemoryStoreContract {

        final List<MemoryStore> opened = new ArrayList<>();

        @Override
        public MemoryStore newStore() {
            schema = TestServer.newSchema();
            return sameStoreAgain();
        }

        @Override
        public MemoryStore sameStoreAgain() {
            MemoryStore store = store();
            opened.add(store);
            return store;
        }

        @AfterEach
        void close() {
            opened.forEach(MemoryStore::close);
        }
    }

    @Nested
    @Tag("proofs")
    class Revocations implements RevocationContract {
        @Override
        public MemoryStore newStore() {
            schema = TestServer.newSchema();
            return store();
        }
    }

    @Nested
    class Seals extends SealContract {
        @Override
        protected SharedMemory.Builder memory() {
            return EncryptedOnPostgresTest.this.memory();
        }

        @Override
        protected Connection connect() throws SQLException {
            return DriverManager.getConnection(TestServer.url(schema));
        }
    }

    /** Several processes at once. */
    @Nested
    @Tag("proofs")
    class Team implements TeamContract {
        @Override
        public String where() {
            return Encrypted.location(keys(), TestServer.url(schema));
        }

        @Override
        public List<String> problems() throws SQLException {
            return TestServer.problems(schema);
        }
    }

    @Test
    void leavesNoContentInTheServersFiles() throws Exception {
        assertThat(found(folder.resolve("plain"), false)).isGreaterThan(2 * 40);
        assertThat(found(folder.resolve("encrypted"), true)).isZero();
    }

    /** Returns how many words and vectors are in the data directory of a server that a memory was written to. */
    private int found(Path data, boolean encrypted) throws IOException, SQLException {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setServerConfig("fsync", "off")
                .start()) {
            MemoryStore plain =
                    PostgresStore.builder(server.getPostgresDatabase()).open();
            MemoryStore store = encrypted ? Encrypted.store(plain, keys()) : plain;
            try (SharedMemory memory =
                    SharedMemory.builder(store).embeddings(SecretTexts.MODEL).open()) {
                AgentMemory writer = memory.task("order-7").agent("writer");
                SecretTexts secrets = SecretTexts.write(writer, 40);
                memory.blobs().put("chats", "a", "wombat00001blob".getBytes(StandardCharsets.UTF_8));
                String scope = store.find(SharedMemory.DEFAULT_OWNER, Scope.task("order-7"))
                        .orElseThrow()
                        .id();
                try (Connection connection = server.getPostgresDatabase().getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute("ANALYZE");
                    statement.execute("CHECKPOINT");
                }
                assertThat(writer.recall("price of quokka00003zebu", 1)).hasSize(1);
                return secrets.search(store, scope)
                        .text("wombat00001blob")
                        .in(data)
                        .size();
            }
        }
    }

    @Test
    void changedAndSwappedRowsAreNamed() throws SQLException {
        try (SharedMemory memory = memory().open()) {
            memory.task("order-7").agent("writer").remember("The price is 40 euros");
            memory.task("order-7").agent("writer").remember("The price is 60 euros");
        }

        execute("UPDATE entry SET text = (SELECT text FROM entry WHERE position = 2) WHERE position = 1");

        try (SharedMemory memory = memory().open()) {
            assertThatExceptionOfType(MemoryStoreException.class)
                    .isThrownBy(() -> memory.task("order-7").agent("writer").list())
                    .withMessageContainingAll(" / 1 / ", "of the table entry");
        }
    }

    @Test
    void isOpenedOnlyWithItsKeys() {
        try (SharedMemory memory = memory().open()) {
            memory.task("order-7").agent("writer").remember("The price is 40 euros");
        }

        assertThatExceptionOfType(MemoryStoreException.class)
                .isThrownBy(() -> SharedMemory.open(TestServer.url(schema)))
                .withMessageContaining("Builder.encryption");

        try (SharedMemory memory = memory().readOnly().open()) {
            assertThat(memory.task("order-7").agent("writer").list())
                    .extracting(Memory::text)
                    .containsExactly("The price is 40 euros");
        }
    }
}
