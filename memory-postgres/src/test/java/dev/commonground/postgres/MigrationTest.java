package dev.commonground.postgres;

import static dev.commonground.store.MemoryStoreContract.direct;
import static dev.commonground.store.MemoryStoreContract.says;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.commonground.SharedMemory;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Scope;
import dev.commonground.store.Entry;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.MemoryStoreException;
import dev.commonground.store.ScopeRecord;
import dev.commonground.store.StatementVector;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sqlite.SQLiteDataSource;

/** Opening a store: roles, schema names, versions, and concurrent processes. */
@Timeout(120)
class MigrationTest {

    static final int NODES = 8;

    final String schema = TestServer.emptySchema();

    PostgresStore open() {
        return open(TestServer.source());
    }

    PostgresStore open(String url) {
        return open(TestServer.source(url));
    }

    PostgresStore open(DataSource source) {
        return PostgresStore.builder(source)
                .schema(schema)
                .patience(Duration.ofSeconds(5))
                .open();
    }

    static void use(MemoryStore store) {
        ScopeRecord scope = store.open("local", List.of(Scope.task("a"))).get(0);
        long before = store.readBeyond(scope.id(), 0, "").entries().size();
        store.commit(direct(scope, says(scope, "x")));
        store.blobs().put("collection", "key", new byte[] {1});
        assertThat(store.readBeyond(scope.id(), before, "").entries()).isNotEmpty();
    }

    /** A table that is created again is no longer distributed, and other roles lose their privileges on it. */
    @Test
    void noMigrationAfterTheThirdReplacesATable() throws Exception {
        URI folder = requireNonNull(Migration.class.getResource("migration")).toURI();
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            assertThat(files.filter(file -> !file.getFileName().toString().matches("V[123]__.*")))
                    .hasSize(Migration.CURRENT - 3)
                    .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContainIgnoringCase("DROP TABLE"));
        }
    }

    @Test
    void processesThatStartTogetherMigrateOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(NODES);
        CyclicBarrier start = new CyclicBarrier(NODES);
        List<Callable<Boolean>> nodes = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            nodes.add(() -> {
                start.await();
                try (PostgresStore store = open()) {
                    use(store);
                }
                return true;
            });
        }

        for (Future<Boolean> node : threads.invokeAll(nodes)) {
            assertThat(node.get()).isTrue();
        }
        threads.shutdown();

        assertThat(history("count(*)", "version = '1'")).isEqualTo("1");
        assertThat(TestServer.ask("SELECT count(*) FROM \"%s\".entry".formatted(schema)))
                .isEqualTo(String.valueOf(NODES));
        assertThat(TestServer.problems(schema)).isEmpty();
    }

    String history(String what, String which) throws SQLException {
        return TestServer.ask("SELECT %s FROM \"%s\".schema_history WHERE %s".formatted(what, schema, which));
    }

    /** Creates a schema of the first version. */
    void beginOld() {
        Flyway.configure()
                .dataSource(TestServer.source())
                .schemas(schema)
                .table("schema_history")
                .locations("classpath:dev/commonground/postgres/migration")
                .target("1")
                .load()
                .migrate();
    }

    @Test
    void anOlderSchemaIsMigratedAndKeepsItsLogs() throws Exception {
        beginOld();
        TestServer.execute(
                "INSERT INTO \"%s\".scope VALUES ('local', 'task', 'old', '', 't1', 'salt')".formatted(schema));
        TestServer.execute("INSERT INTO \"%s\".head VALUES ('t1', 0, false)".formatted(schema));
        TestServer.execute("INSERT INTO \"%s\".vector VALUES ('t1', 'm-1', '', 'model', 'bytes')".formatted(schema));

        try (PostgresStore store = open()) {
            assertThat(store.find("local", Scope.task("old")))
                    .map(ScopeRecord::id)
                    .contains("t1");
            assertThat(store.readBeyond("t1", 0, "model").vectors()).isEmpty();
            use(store);
        }

        assertThat(history("count(*)", "success AND version = '3'")).isEqualTo("1");
    }

    @Test
    void refusesANewerSchemaAndLeavesItAlone() throws Exception {
        open().close();
        TestServer.execute("UPDATE \"%s\".schema_history SET version = '99' WHERE version = '3'".formatted(schema));

        assertThatExceptionOfType(MemoryStoreException.class)
                .isThrownBy(() -> open())
                .withMessageContaining(schema)
                .withMessageContaining("has version 99")
                .withMessageContaining("use the newer library");

        assertThat(history("max(version)", "success")).isEqualTo("99");
    }

    /** Returns the address with a role that has only the granted privileges. */
    String asLimited(String role) throws SQLException {
        TestServer.execute("CREATE ROLE %s".formatted(role));
        return TestServer.with(TestServer.url(), "options=-c%20role=" + role);
    }

    @Tag("proofs")
    @Test
    void aRoleWithoutDdlPrivilegesCanUseAMigratedSchema() throws Exception {
        String role = "limited_" + schema;
        String url = asLimited(role);
        try {
            assertThatExceptionOfType(MemoryStoreException.class)
                    .isThrownBy(() -> open(url))
                    .withMessageContaining("open the memory once as a role that owns the schema");
            open().close();
            assertThatExceptionOfType(MemoryStoreException.class)
                    .isThrownBy(() -> open(url))
                    .withMessageContaining("grant it USAGE on the schema");

            grant(role);

            try (PostgresStore store = open(url)) {
                use(store);
                assertThat(store.delete("local", Scope.task("a"))).isTrue();
            }
        } finally {
            TestServer.execute("DROP OWNED BY %s".formatted(role));
            TestServer.execute("DROP ROLE %s".formatted(role));
        }
    }

    private void grant(String role) throws SQLException {
        TestServer.execute("GRANT USAGE ON SCHEMA \"%s\" TO %s".formatted(schema, role));
        TestServer.execute(
                "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA \"%s\" TO %s".formatted(schema, role));
    }

    @Test
    void aMigrationKeepsDefaultPrivileges() throws Exception {
        String role = "granted_" + schema;
        String url = asLimited(role);
        try {
            beginOld();
            grant(role);
            TestServer.execute(
                    "ALTER DEFAULT PRIVILEGES IN SCHEMA \"%s\" GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO %s"
                            .formatted(schema, role));
            open().close();

            try (PostgresStore store = open(url)) {
                use(store);
                ScopeRecord scope =
                        store.open("local", List.of(Scope.task("a"))).get(0);
                Entry.Assert assertion = says(scope, "with a vector");
                store.commit(direct(scope, assertion));
                store.keepVectors(
                        scope.id(), 1, List.of(new StatementVector(assertion.id(), "", "m", new float[] {1, 0})));
                assertThat(store.readBeyond(scope.id(), 0, "m").vectors()).hasSize(1);
            }
        } finally {
            TestServer.execute("DROP OWNED BY %s".formatted(role));
            TestServer.execute("DROP ROLE %s".formatted(role));
        }
    }

    @Test
    void everySchemaNameIsQuoted() throws Exception {
        String odd = "My \"odd\" schema; " + schema;
        try (PostgresStore store =
                PostgresStore.builder(TestServer.source()).schema(odd).open()) {
            use(store);
        } finally {
            TestServer.execute("DROP SCHEMA %s CASCADE".formatted(new Schema(odd).quoted()));
        }
        for (String name : List.of("", " ", "x".repeat(64))) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> PostgresStore.builder(TestServer.source())
                            .schema(name)
                            .open())
                    .withMessageContaining("pass 1 to 63 characters");
        }
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> PostgresStore.builder(TestServer.source())
                        .patience(Duration.ofSeconds(-1))
                        .open())
                .withMessageContaining("PT-1S");
    }

    @Test
    void aMemoryIsOpenedByItsAddressOrItsDataSource() throws SQLException {
        try (SharedMemory memory =
                SharedMemory.builder(TestServer.url(schema)).keywordsOnly().open()) {
            memory.task("order-7").agent("ann").remember("Keep it short");
        }
        try (SharedMemory memory = SharedMemory.builder(
                        TestServer.source(TestServer.with(TestServer.url(), "currentSchema=public")))
                .owner(schema)
                .keywordsOnly()
                .open()) {
            memory.task("order-7").agent("ann").remember("In the default schema");
            memory.task("order-7").delete();
        }
        assertThat(TestServer.ask("SELECT count(*) FROM \"%s\".entry".formatted(schema)))
                .isEqualTo("1");
        assertThatExceptionOfType(MemoryStoreException.class)
                .isThrownBy(() -> SharedMemory.open("jdbc:unknown://ann:secret@host/db"))
                .withMessageContaining("jdbc:unknown:")
                .withMessageNotContaining("secret");
        assertThatExceptionOfType(MemoryStoreException.class)
                .isThrownBy(() -> SharedMemory.open(new SQLiteDataSource()))
                .withMessageContaining("add memory-postgres");
        assertThatExceptionOfType(MemoryStoreException.class)
                .isThrownBy(() -> SharedMemory.open("jdbc:postgresql://host:port:/%"))
                .withMessageContaining("pass jdbc:postgresql://host:port/database");
        assertThatExceptionOfType(MemoryStoreException.class)
                .isThrownBy(() -> SharedMemory.open(TestServer.url().replaceFirst("/postgres", "/nowhere")))
                .withMessageContaining("does not exist: create it");
    }

    @Test
    void clocksThatDifferByDaysDoNotChangeTheLiveStatements() {
        Instant now = Instant.parse("2026-11-22T12:00:00Z");
        try (SharedMemory ahead = at(now.plus(Duration.ofDays(3)));
                SharedMemory behind = at(now.minus(Duration.ofDays(3)))) {
            Memory london = ahead.task("order-7")
                    .agent("ann")
                    .remember("Ada lives in London")
                    .memory();

            Memory turin = behind.task("order-7")
                    .agent("bob")
                    .revise(london.id(), "Ada lives in Turin")
                    .memory();
            behind.task("order-7").agent("bob").remember("Ada is well");

            assertThat(ahead.task("order-7").agent("ann").list())
                    .extracting(Memory::text)
                    .containsExactlyInAnyOrder("Ada lives in Turin", "Ada is well");
            assertThat(ahead.task("order-7").agent("ann").find(turin.id())).isPresent();
        }
    }

    private SharedMemory at(Instant now) {
        return SharedMemory.builder(TestServer.url(schema))
                .keywordsOnly()
                .clock(Clock.fixed(now, ZoneOffset.UTC))
                .open();
    }

    @Test
    void aSchemaOfOtherTablesIsLeftAlone() throws Exception {
        TestServer.execute("CREATE SCHEMA \"%s\"".formatted(schema));
        TestServer.execute("CREATE TABLE \"%s\".entry (mine text)".formatted(schema));

        assertThatExceptionOfType(MemoryStoreException.class)
                .isThrownBy(() -> open(TestServer.url()))
                .withMessageContaining("could not be migrated to version " + Migration.CURRENT)
                .withCauseInstanceOf(FlywayException.class);
    }

    @Test
    void aRoleThatMayNotMigrateIsToldWhoMay() throws Exception {
        String role = "lost_" + schema;
        String url = asLimited(role);
        try {
            assertThatExceptionOfType(MemoryStoreException.class)
                    .isThrownBy(() -> open(url))
                    .withMessageContaining("open the memory once as a role that owns the schema");
        } finally {
            TestServer.execute("DROP ROLE " + role);
        }
    }

    @Test
    void aReadOnlyMemoryIsNotMigrated() throws Exception {
        beginOld();
        PostgresStore.Builder reader =
                PostgresStore.builder(TestServer.source()).schema(schema).readOnly();

        assertThatExceptionOfType(MemoryStoreException.class)
                .isThrownBy(reader::open)
                .withMessageContaining("has version 1 and must be migrated");
        TestServer.execute("UPDATE \"%s\".schema_history SET version = '99' WHERE version = '1'".formatted(schema));
        assertThatExceptionOfType(MemoryStoreException.class)
                .isThrownBy(reader::open)
                .withMessageContaining("use the newer library version");
        TestServer.execute("UPDATE \"%s\".schema_history SET version = '%d'".formatted(schema, Migration.CURRENT));
        reader.open().close();
        TestServer.execute("DROP TABLE \"%s\".schema_history".formatted(schema));
        assertThatExceptionOfType(MemoryStoreException.class)
                .isThrownBy(reader::open)
                .withMessageContaining("There is no memory in the schema");
    }
}
