package dev.commonground;

import static dev.commonground.SharedMemory.DEFAULT_OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.internal.sqlite.SqliteStore;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.ErasureReceipt;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Scope;
import dev.commonground.store.BlobStore;
import dev.commonground.store.ScopeRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches the raw bytes of all files of an embedded memory for what was removed from it. */
class ErasedBytesTest {

    private static final int SECRETS = 300;

    /** The pages that an erasure changes; the whole file would be ten times as much. */
    private static final long MOST_BYTES_OF_AN_ERASURE = 100_000;

    @TempDir
    Path folder;

    SharedMemory memory;
    AgentMemory agent;

    @BeforeEach
    void open() {
        memory = SharedMemory.builder(folder.resolve("memory.db"))
                .embeddings(SecretTexts.MODEL)
                .open();
        agent = memory.task("order-7").agent("writer");
    }

    @AfterEach
    void close() {
        memory.close();
    }

    RawBytes search(SecretTexts secrets) {
        try (SqliteStore store = SqliteStore.open(folder.resolve("memory.db"))) {
            ScopeRecord scope =
                    store.find(DEFAULT_OWNER, new Scope.Task("order-7")).orElseThrow();
            return secrets.search(store, scope.id());
        }
    }

    /** Reads in a transaction, which keeps the old content readable until it ends. */
    Connection reader() throws SQLException {
        Connection reader = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("memory.db"));
        reader.setAutoCommit(false);
        try (Statement statement = reader.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM entry")) {
            row.next();
        }
        return reader;
    }

    void awaitClean() throws InterruptedException {
        while (!memory.clean().isComplete()) {
            Thread.sleep(10);
        }
    }

    @Test
    void nothingIsLeftOfErasedMemories() throws Exception {
        SecretTexts secrets = SecretTexts.write(agent, SECRETS);
        RawBytes search = search(secrets);
        assertThat(search.in(folder)).hasSizeGreaterThan(SECRETS);

        ErasureReceipt receipt = agent.log().eraseAll(secrets.ids());

        assertThat(search.in(folder)).isEmpty();
        assertThat(receipt.cleanup().cleaned()).containsExactly("memory.db", "memory.db-wal");
        assertThat(receipt.memories()).extracting(ErasureReceipt.Item::id).containsExactlyElementsOf(secrets.ids());
    }

    @Test
    void nothingIsLeftAfterEachErasure() throws Exception {
        SecretTexts secrets = SecretTexts.write(agent, 30);
        RawBytes search = search(secrets);

        secrets.ids().forEach(agent::erase);

        assertThat(search.in(folder)).isEmpty();
    }

    @Test
    void nothingIsLeftWhenAReaderHasEnded() throws Exception {
        SecretTexts secrets = SecretTexts.write(agent, SECRETS);
        RawBytes search = search(secrets);
        Connection reader = reader();

        for (int i = 0; i < SECRETS; i += 30) {
            agent.log().eraseAll(secrets.ids().subList(i, i + 30));
        }

        assertThat(memory.clean().pending()).contains("reader");
        assertThat(search.in(folder)).isNotEmpty();
        agent.remember("Writers are not held up");
        reader.close();
        awaitGone(search);
    }

    /** Nobody asks for it: the memory tries again by itself. */
    void awaitGone(RawBytes search) throws IOException, InterruptedException {
        for (int i = 0; i < 200 && !search.in(folder).isEmpty(); i++) {
            Thread.sleep(50);
        }
        assertThat(search.in(folder)).isEmpty();
    }

    /** Waits until the memory, unasked, has deleted the record of a removal that is not cleaned. */
    void awaitNoDebt() throws SQLException, InterruptedException {
        int debts = 1;
        for (int i = 0; i < 200 && debts > 0; i++) {
            Thread.sleep(50);
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("memory.db"));
                    Statement statement = connection.createStatement();
                    ResultSet row =
                            statement.executeQuery("SELECT count(*) FROM record WHERE collection = 'cleaning'")) {
                debts = row.next() ? row.getInt(1) : 0;
            }
        }
        assertThat(debts).isZero();
    }

    @Test
    void theLogStaysSmallWhileAReaderIsOpen() throws Exception {
        SecretTexts secrets = SecretTexts.write(agent, 100);
        awaitClean();
        try (Connection reader = reader()) {
            long[] sizes = new long[3];
            for (int part = 0; part < 3; part++) {
                secrets.ids().subList(part * 30, part * 30 + 30).forEach(agent::erase);
                sizes[part] = folder.resolve("memory.db-wal").toFile().length();
            }

            assertThat(sizes[2] - sizes[1]).isLessThan(2 * sizes[0]);
            assertThat(sizes[2]).isLessThan(90 * MOST_BYTES_OF_AN_ERASURE);
            assertThat(reader.isClosed()).isFalse();
        }
    }

    @Test
    void theNextProcessFinishesWhatAReaderHeldUp() throws Exception {
        SecretTexts secrets = SecretTexts.write(agent, 30);
        RawBytes search = search(secrets);
        try (Connection reader = reader()) {
            secrets.ids().forEach(agent::erase);
            memory.close();
            assertThat(search.in(folder)).isNotEmpty();
            assertThat(reader.isClosed()).isFalse();
        }

        open();

        awaitGone(search);
    }

    @Test
    void theNextProcessFinishesWhatAKilledOneErased() throws Exception {
        SecretTexts secrets = SecretTexts.write(agent, 30);
        RawBytes search = search(secrets);
        memory.close();
        Path asKilled = Files.createDirectory(folder.resolve("as-killed"));
        try (Connection reader = reader()) {
            KilledEraser.eraseAndDie(folder.resolve("memory.db").toString());
            for (String file : List.of("memory.db", "memory.db-wal")) {
                Files.copy(folder.resolve(file), asKilled.resolve(file));
            }
            assertThat(reader.isClosed()).isFalse();
        }
        assertThat(search.in(asKilled)).isNotEmpty();

        folder = asKilled;
        open();

        awaitNoDebt();
        assertThat(search.in(folder)).isEmpty();
        assertThat(memory.task("order-7").agent("writer").list()).isNotEmpty().noneMatch(live -> live.key() != null);
        assertThat(memory.verify().isIntact()).isTrue();
    }

    @Test
    void nothingIsLeftOfADeletedTask() throws Exception {
        SecretTexts secrets = SecretTexts.write(agent, 100);
        memory.task("order-8").agent("writer").remember("This one stays");
        RawBytes search = search(secrets);

        memory.task("order-7").delete();

        assertThat(search.in(folder)).isEmpty();
    }

    @Test
    void nothingIsLeftOfRemovedBlobs() throws Exception {
        RawBytes search = new RawBytes();
        for (int i = 0; i < 100; i++) {
            String word = "quokka%05dzebu".formatted(i);
            search.text(word);
            memory.blobs().put("mine", word, (word + " ").repeat(100).getBytes(StandardCharsets.UTF_16LE));
            memory.blobs().put("others", "key" + i, new byte[1_000]);
        }
        BlobStore blobs = memory.blobs();

        blobs.remove("mine");

        awaitGone(search);
        assertThat(blobs.list("others")).hasSize(100);
    }

    @Test
    void nothingIsLeftOfSweptEntries() throws Exception {
        RawBytes search = new RawBytes();
        Cursor planned = step(Cursor.newRun(), "This one stays");
        for (int i = 0; i < 50; i++) {
            String word = "quokka%05dzebu".formatted(i);
            search.text(word);
            step(planned, "The %s costs 900 euros".formatted(word));
        }
        Cursor moment = step(planned, "This one stays, too");

        int swept = memory.task("order-7").sweep(Set.of("thread-1"), () -> List.of(planned, moment));

        assertThat(swept).isEqualTo(50);
        awaitGone(search);
    }

    Cursor step(Cursor from, String text) {
        Step step = memory.begin(
                StepRequest.builder("order-7", "write", "thread-1").cursor(from).build());
        step.memory().remember(text);
        return step.commit();
    }

    @Test
    void aSecondErasureIsCleanedToo() throws Exception {
        SecretTexts secrets = SecretTexts.write(agent, 100);
        RawBytes search = search(secrets);
        List<MemoryId> ids = secrets.ids();

        agent.log().eraseAll(ids.subList(0, 50));
        awaitClean();
        agent.log().eraseAll(ids.subList(50, 100));

        assertThat(search.in(folder)).isEmpty();
    }
}
