package dev.commonground.internal.sqlite;

import static dev.commonground.store.MemoryStoreContract.OWNER;
import static dev.commonground.store.MemoryStoreContract.direct;
import static dev.commonground.store.MemoryStoreContract.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.commonground.memory.Author;
import dev.commonground.memory.Scope;
import dev.commonground.store.Commit;
import dev.commonground.store.Entry;
import dev.commonground.store.ScopeRecord;
import dev.commonground.store.StatementVector;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The vectors of entries have numbers, which are given again after a deletion, and lead only to the vectors of their entries. */
class EntryVectorsTest {

    @TempDir
    Path folder;

    SqliteStore store;
    ScopeRecord a;
    ScopeRecord b;

    @BeforeEach
    void open() {
        store = SqliteStore.open(folder.resolve("memory.db"));
        List<ScopeRecord> scopes = store.open(OWNER, List.of(Scope.task("a"), Scope.task("b")));
        a = scopes.get(0);
        b = scopes.get(1);
    }

    @AfterEach
    void close() throws SQLException {
        store.close();
        assertThat(new Integrity(folder.resolve("memory.db")).problems()).isEmpty();
    }

    private Entry.Assert tell(ScopeRecord scope, String text) {
        Entry.Assert entry = says(scope, text);
        StatementVector vector = new StatementVector(entry.id(), "", "m", new float[] {0.6f, -0.8f});
        store.commit(Commit.of(
                List.of(new Commit.Append(scope.id(), null, List.<Entry.Action>of(entry), List.of(vector), null))));
        return entry;
    }

    private int vectors(ScopeRecord scope) {
        return store.readBeyond(scope.id(), 0, "m").vectors().size();
    }

    private long number(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("memory.db"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("memory.db"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void tellOthers() {
        for (int other = 0; other < 20; other++) {
            store.commit(direct(a, says(a, "other " + other)));
        }
    }

    @Test
    void aNumberThatIsGivenAgainLeadsToNoOtherVector() throws SQLException {
        tellOthers();
        tell(a, "first of a");
        long before = number("SELECT max(number) FROM entry_vector");
        assertThat(store.deleteVectors(a.id(), List.of(21L))).isEqualTo(1);
        tell(b, "first of b");
        assertThat(number("SELECT max(number) FROM entry_vector")).isEqualTo(before);

        assertThat(store.readVectors(a.id(), List.of(21L), "m")).isEmpty();
        assertThat(store.readBeyond(a.id(), 20, "m").vectors()).isEmpty();
        assertThat(vectors(a)).isZero();
        assertThat(store.deleteVectors(a.id(), List.of(21L))).isZero();
        assertThat(store.delete(OWNER, a.scope())).isTrue();
        assertThat(vectors(b)).isEqualTo(1);
    }

    @Test
    void nothingIsLeftOfADeletedScopeAndOfAnErasedStatement() throws SQLException {
        tell(a, "first of a");
        tell(b, "first of b");
        Entry.Assert gone = tell(b, "second of b");
        store.keepVectors(b.id(), 2, List.of(new StatementVector(gone.id(), "", "n", new float[] {1, 0})));

        store.delete(OWNER, a.scope());
        store.commit(direct(b, new Entry.Erase(gone.id(), Author.person("Ann"), Instant.EPOCH)));

        assertThat(number("SELECT count(*) FROM entry_vector")).isEqualTo(1);
        assertThat(number("SELECT count(*) FROM vector")).isZero();
        assertThat(vectors(b)).isEqualTo(1);
    }

    @Test
    void aVacuumedFileFindsItsVectors() throws SQLException {
        tell(a, "first of a");
        tell(b, "first of b");
        tell(a, "second of a");
        store.deleteVectors(a.id(), List.of(1L));
        store.close();
        execute("VACUUM");

        open();

        assertThat(store.readBeyond(a.id(), 1, "m").vectors()).hasSize(1);
        assertThat(vectors(b)).isEqualTo(1);
    }

    @Test
    void aVectorThatCameLaterIsNotReadBesideThatOfTheEntry() {
        Entry.Assert entry = tell(a, "first of a");

        store.keepVectors(a.id(), 1, List.of(new StatementVector(entry.id(), "", "m", new float[] {1, 0})));

        assertThat(store.readBeyond(a.id(), 0, "m").vectors())
                .singleElement()
                .satisfies(vector -> assertThat(vector.vector()[1]).isLessThan(-0.7f));
    }

    @Test
    void aVectorThatCameLaterIsReadInsteadOfADamagedOneOfTheEntry() throws SQLException {
        tellOthers();
        Entry.Assert entry = tell(a, "first of a");
        store.close();
        execute("UPDATE entry_vector SET vector = x'00'");
        open();

        store.keepVectors(a.id(), 21, List.of(new StatementVector(entry.id(), "", "m", new float[] {1, 0})));

        assertThat(List.of(
                        store.readVectors(a.id(), List.of(21L), "m"),
                        store.readBeyond(a.id(), 20, "m").vectors(),
                        store.readBeyond(a.id(), 0, "m").vectors()))
                .allSatisfy(read -> assertThat(read)
                        .singleElement()
                        .satisfies(vector -> assertThat(vector.vector()[0]).isCloseTo(1f, within(0.01f))));
    }
}
