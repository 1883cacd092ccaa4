package dev.commonground;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Draft;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Verification;
import dev.commonground.memory.Verification.Flaw;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes a stored memory from outside, and verifies it. A test class of a store extends this class. */
public abstract class SealContract {

    /** The entries of {@link #write}. */
    private static final long ENTRIES = 12;

    private static final String OF_TASK = " WHERE scope = (SELECT id FROM scope WHERE name = 'order-7')";

    SharedMemory memory;
    AgentMemory writer;

    /** Returns the settings of the memory of this test. */
    protected abstract SharedMemory.Builder memory();

    /** Connects to the database, past the library. */
    protected abstract Connection connect() throws SQLException;

    @BeforeEach
    void open() {
        memory = memory().keywordsOnly().open();
        writer = memory.task("order-7").forUser("ann").agent("writer");
    }

    @AfterEach
    void close() {
        memory.close();
    }

    /** Fills the task's log with many actions. */
    void write() {
        MemoryId first = writer.remember(Draft.finding("The price is 40 euros")
                        .evidence("it costs 40")
                        .metadata("page", 3)
                        .trust(0.25)
                        .build())
                .memory()
                .id();
        writer.rememberAll(List.of(
                Draft.constraint("Short").key("length", "short").build(),
                Draft.finding("Zo\u00eb \ud83d\ude00 \u0000 \u001a ships on Monday")
                        .build()));
        writer.annotate(first, Metadata.NONE.with("note", "checked"));
        writer.erase(writer.remember("A secret").memory().id());
        writer.forget(writer.remember("An error").memory().id());
        Step step =
                memory.begin(StepRequest.builder("order-7", "write", "thread-1").build());
        step.memory()
                .rememberAll(List.of(
                        Draft.finding("From a graph").build(),
                        Draft.finding("And another").build()));
        step.commit();
        writer.aboutUser().prefer("Mornings");
    }

    void change(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Returns the kinds of the administrative acts, which are in the first lines of their records. */
    List<String> acts() throws SQLException {
        List<String> kinds = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT data FROM record WHERE collection = 'acts/local' ORDER BY ordinal")) {
            while (rows.next()) {
                kinds.add(new String(rows.getBytes(1), UTF_8).lines().toList().get(0));
            }
        }
        return kinds;
    }

    List<Long> positions() {
        return memory.verify().flaws().stream().map(Flaw::position).toList();
    }

    @Test
    void isIntactAfterEveryActionAndAnErasure() {
        write();

        Verification verification = memory.verify();

        assertThat(verification.flaws()).isEmpty();
        assertThat(verification.entries()).isEqualTo(ENTRIES);
    }

    @Test
    void namesTheEntryWithAChangedColumn() throws SQLException {
        write();
        for (String change : List.of(
                "text = 'The price is 50 euros'",
                "evidence = 'it costs 50'",
                "metadata = '{\"page\":4}'",
                "trust = 0.5",
                "author = 'editor'",
                "at = '2026-11-22T12:00:01Z'",
                "kind = 'DECISION'",
                "origin = 'PERSON'",
                "retracts = '[1]'",
                "statement = 'm-aaaaaaaaaaaaaaaaaaaaaaaaaa'")) {
            change(
                    "CREATE TABLE saved AS SELECT * FROM entry",
                    "UPDATE entry SET " + change + OF_TASK + " AND position = 1");

            assertThat(memory.verify().flaws()).as(change).singleElement().satisfies(flaw -> {
                assertThat(flaw.place()).isEqualTo("task order-7");
                assertThat(flaw.position()).isEqualTo(1);
                assertThat(flaw.problem()).contains("content");
            });
            change("DELETE FROM entry", "INSERT INTO entry SELECT * FROM saved", "DROP TABLE saved");
        }
        assertThat(memory.verify().isIntact()).isTrue();
    }

    @Test
    void namesAnErasedEntryWhoseCommitmentWasChanged() throws SQLException {
        write();

        change("UPDATE entry SET commitment = link" + OF_TASK + " AND action = 'erased'");

        assertThat(positions()).containsExactly(5L);
    }

    @Test
    void namesAChangedLink() throws SQLException {
        write();

        change("UPDATE entry SET link = commitment" + OF_TASK + " AND position = 4");

        assertThat(positions()).containsExactly(4L);
    }

    @Test
    void namesARemovedEntry() throws SQLException {
        write();

        change("DELETE FROM entry" + OF_TASK + " AND position = 1");

        assertThat(positions()).contains(1L);
    }

    /** Each commit fits its own commitments; only the link tells what came before it. */
    @Test
    void namesACommitInAnotherPlace() throws SQLException {
        write();

        change(
                "UPDATE entry SET position = 1000, number = 1000" + OF_TASK + " AND position = 4",
                "UPDATE entry SET position = 4, number = 4" + OF_TASK + " AND position = 1",
                "UPDATE entry SET position = 1, number = 1" + OF_TASK + " AND position = 1000");

        assertThat(positions()).contains(1L);
    }

    @Test
    void namesAnEntryThatWasTakenForErased() throws SQLException {
        write();

        change("UPDATE entry SET salt = NULL" + OF_TASK + " AND position = 2");

        assertThat(positions()).containsExactly(2L);
    }

    @Test
    void findsARemovedEnd() throws SQLException {
        write();

        change("DELETE FROM entry WHERE scope = (SELECT id FROM scope WHERE name = 'ann')");

        assertThat(memory.verify().flaws()).extracting(Flaw::place).containsOnly("user ann");
    }

    @Test
    void coversArchivingAndDeleting() throws SQLException {
        write();
        memory.task("order-7").archive();
        memory.task("order-7").reopen();
        memory.task("order-7").delete();
        memory.deleteUser("ann");
        assertThat(memory.verify()).isEqualTo(new Verification(4, List.of()));
        assertThat(acts()).containsExactly("ARCHIVED", "REOPENED", "DELETED", "DELETED");

        change(
                "UPDATE record SET data = (SELECT data FROM record WHERE collection = 'acts/local' ORDER BY ordinal LIMIT 1)"
                        + " WHERE collection = 'acts/local' AND ordinal ="
                        + " (SELECT max(ordinal) FROM record WHERE collection = 'acts/local')");

        assertThat(memory.verify().flaws()).singleElement().satisfies(flaw -> {
            assertThat(flaw.place()).isEqualTo("administration");
            assertThat(flaw.position()).isEqualTo(4);
        });
    }

    @Test
    void isIntactWhenTwoProcessesWrite() throws InterruptedException {
        try (SharedMemory elsewhere = memory().keywordsOnly().open()) {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                String name = "agent-" + i;
                SharedMemory used = i % 2 == 0 ? memory : elsewhere;
                Thread thread = new Thread(() -> {
                    for (int j = 0; j < 25; j++) {
                        used.task("order-8").agent(name).remember(name + " says " + j);
                    }
                });
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }

        assertThat(memory.verify()).isEqualTo(new Verification(100, List.of()));
    }
}
