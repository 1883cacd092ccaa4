package dev.commonground.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.commonground.memory.Author;
import dev.commonground.memory.Scope;
import dev.commonground.memory.Verification;
import dev.commonground.memory.Verification.Flaw;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Seals commits, changes their rows, and verifies them. */
class SealVerifierTest {

    static final String CONTENT = "the content differs from its commitment";
    static final String REMOVED = "the content was removed without an erasure or a sweep";
    static final String LINK = "the commitments of its commit, or the link to the entries before it, are changed";

    Connection connection;
    UnaryOperator<String> decoding = UnaryOperator.identity();
    byte[] link = {};
    long head;

    @BeforeEach
    void connect() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        change("CREATE TABLE entry (%s)".formatted(SealVerifier.COLUMNS));
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    void change(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static Entry.Forget forget(@Nullable String reason) {
        return new Entry.Forget(Author.person("Ann"), Instant.EPOCH, List.of(), reason);
    }

    /** Appends a commit to the direct lane, or to the lane 4, on which it is the first. */
    void append(String commit, boolean direct, Entry.Action... actions) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        for (Entry.Action action : actions) {
            long position = head + entries.size() + 1;
            entries.add(
                    direct
                            ? new Entry(position, Entry.DIRECT, null, position, action)
                            : new Entry(position, 4, "run-1", entries.size() + 1, action));
        }
        Seal seal = Seal.of(commit, entries);
        link = seal.link(link);
        head += entries.size();
        String insert = "INSERT INTO entry VALUES (?" + ", ?".repeat(EntryWriter.PARAMETERS + 4) + ")";
        try (PreparedStatement row = connection.prepareStatement(insert)) {
            for (int ordinal = 0; ordinal < entries.size(); ordinal++) {
                new EntryWriter(UnaryOperator.identity()).set(row, 1, entries.get(ordinal));
                row.setString(EntryWriter.PARAMETERS + 1, commit);
                row.setInt(EntryWriter.PARAMETERS + 2, ordinal);
                row.setBytes(EntryWriter.PARAMETERS + 3, seal.salt(ordinal));
                row.setBytes(EntryWriter.PARAMETERS + 4, seal.commitment(ordinal));
                row.setBytes(EntryWriter.PARAMETERS + 5, link);
                row.executeUpdate();
            }
        }
    }

    /** Appends three commits: the positions 1 and 2 directly, 3 to 5 on a lane, and 6 directly. */
    void appendThree() throws SQLException {
        append("c1", true, forget("one"), assertion());
        append("c2", false, forget("three"), forget("four"), forget(null));
        append("c3", true, new Entry.Tip("run-1", new TreeMap<>(Map.of(4L, 3L))));
    }

    static Entry.Assert assertion() {
        return new Entry.Assert(
                EntryRoundTripTest.ID, EntryRoundTripTest.keyed(), EntryRoundTripTest.full(), List.of(1L));
    }

    Verification verify() throws SQLException {
        SealVerifier verifier = new SealVerifier(Scope.task("a"), decoding);
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM entry ORDER BY position")) {
            while (rows.next()) {
                verifier.add(rows);
            }
        }
        return verifier.end(head, link);
    }

    Map<Long, String> flaws() throws SQLException {
        Map<Long, String> flaws = new TreeMap<>();
        for (Flaw flaw : verify().flaws()) {
            assertThat(flaw.place()).isEqualTo("task a");
            flaws.put(flaw.position(), flaw.problem());
        }
        return flaws;
    }

    /** The hashes are in files, so the form never changes. They were computed with Python. */
    @Test
    void theFormOfTheHashesIsFixed() {
        byte[] salt = new byte[16];
        for (int i = 0; i < salt.length; i++) {
            salt[i] = (byte) i;
        }
        byte[] first = Seal.commitment(salt, "c1", 0, 4, Arrays.asList("assert", null, "", "Zo\u00eb \ud83d\ude00"));
        byte[] second = Seal.commitment(salt, "c1", 1, 4, List.of("x".repeat(300)));
        byte[] digest = Seal.digest(List.of(first, second));

        assertThat(HexFormat.of().formatHex(first))
                .isEqualTo("e09f56f745c7ded20fd67496e9dc15d318d0d30d4a93b277ed6a92023b4361db");
        assertThat(HexFormat.of().formatHex(digest))
                .isEqualTo("53df696a6ff17f15ab4ded13dfe8416e01f29909b334f8c2a61bf7bb058a9302");
        assertThat(HexFormat.of().formatHex(Seal.link(new byte[32], digest)))
                .isEqualTo("df7edd2a616b201b9be88efb2bd08bc3e69fdefa0039a478d6616304295bdbc9");
    }

    /** Without its own salt, the hash of a short text could be guessed. */
    @Test
    void eachEntryHasASaltOfItsOwn() {
        Entry entry = new Entry(1, Entry.DIRECT, null, 1, forget("one"));
        Seal seal = Seal.of("c1", List.of(entry, entry));

        assertThat(List.of(
                        HexFormat.of().formatHex(seal.salt(0)),
                        HexFormat.of().formatHex(seal.salt(1)),
                        HexFormat.of().formatHex(Seal.of("c1", List.of(entry)).salt(0)),
                        "00".repeat(16)))
                .doesNotHaveDuplicates();
    }

    @Test
    void unchangedRowsAreIntact() throws SQLException {
        appendThree();

        assertThat(verify()).isEqualTo(new Verification(6, List.of()));
    }

    @Test
    void aScopeWithoutEntriesIsIntact() throws SQLException {
        assertThat(verify()).isEqualTo(new Verification(0, List.of()));
    }

    /** Earlier versions sealed nothing; the commits after them are sealed. */
    @Test
    void entriesBeforeTheFirstSealNeedNone() throws SQLException {
        append("c1", true, forget("one"), forget("two"));
        change("UPDATE entry SET salt = NULL, commitment = NULL, link = NULL");
        link = new byte[0];
        assertThat(verify()).isEqualTo(new Verification(0, List.of()));

        append("c2", true, forget("three"));

        assertThat(verify()).isEqualTo(new Verification(1, List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text = 'At most 900 words'",
                "trust = 0.5",
                "trust = NULL",
                "evidence = NULL",
                "run = ''",
                "details = NULL",
                "commit_id = 'c0'",
                "ordinal = 7"
            })
    void aChangedColumnIsNamed(String change) throws SQLException {
        appendThree();

        change("UPDATE entry SET %s WHERE position = 2".formatted(change));

        assertThat(flaws()).contains(entry(2L, CONTENT));
    }

    @Test
    void textsAreComparedAfterTheyAreDecoded() throws SQLException {
        appendThree();
        decoding = text -> text.replace("~", "");
        change("UPDATE entry SET text = '~' || text, commit_id = '~' || commit_id");
        assertThat(flaws()).isEmpty();

        decoding = text -> {
            if (text.startsWith("~At")) {
                throw new IllegalStateException();
            }
            return text.replace("~", "");
        };
        assertThat(flaws()).containsExactly(entry(2L, CONTENT));
    }

    @Test
    void theRemainsOfARemovalHaveNoSalt() throws SQLException {
        appendThree();
        change("UPDATE entry SET %s WHERE position = 2".formatted(EntryWriter.ERASED));
        change("UPDATE entry SET %s WHERE position = 4".formatted(EntryWriter.SWEPT));

        assertThat(verify()).isEqualTo(new Verification(6, List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"salt = NULL", "action = 'erased'", "action = 'swept'"})
    void aRemovalThatIsNoneIsNamed(String change) throws SQLException {
        appendThree();

        change("UPDATE entry SET %s WHERE position = 2".formatted(change));

        assertThat(flaws()).containsExactly(entry(2L, REMOVED));
    }

    @Test
    void aRowThatCannotBeReadIsNamed() throws SQLException {
        append("c1", true, forget("one"), forget("two"), forget("three"));
        change("UPDATE entry SET salt = NULL, commitment = NULL, link = NULL");
        link = new byte[0];
        change("UPDATE entry SET at = 'yesterday' WHERE position = 2");
        change("UPDATE entry SET action = 'rewrite' WHERE position = 3");

        assertThat(flaws())
                .containsExactly(
                        entry(2L, "a column holds no value of its type: DateTimeParseException"),
                        entry(3L, "the entry cannot be read: MemoryStoreException"));
    }

    @Test
    void aMissingCommitmentIsNamed() throws SQLException {
        appendThree();

        change("UPDATE entry SET commitment = NULL WHERE position = 6");

        assertThat(flaws()).containsEntry(6L, "the commitment is missing");
    }

    @ParameterizedTest
    @CsvSource({"2", "4", "6"})
    void aWrongNumberOnALaneIsNamed(long position) throws SQLException {
        appendThree();

        change("UPDATE entry SET number = number + 1 WHERE position = " + position);

        assertThat(flaws()).containsExactly(entry(position, "the number on its lane is wrong"));
    }

    @Test
    void aMissingEntryIsNamed() throws SQLException {
        append("c1", true, forget("one"), forget("two"), forget("three"));

        change("DELETE FROM entry WHERE position = 2");

        assertThat(flaws()).containsEntry(2L, "the entry is missing");
    }

    @Test
    void aMissingEndIsNamed() throws SQLException {
        appendThree();

        change("DELETE FROM entry WHERE position = 6");

        assertThat(flaws()).containsExactly(entry(6L, "the scope ends at another position"));
    }

    @Test
    void anotherLastLinkIsNamed() throws SQLException {
        appendThree();
        link = new byte[32];

        assertThat(flaws()).containsExactly(entry(6L, "the last link differs from the one of the scope"));
    }

    @Test
    void anEmptyLastLinkIsNamed() throws SQLException {
        appendThree();
        link = new byte[0];

        assertThat(flaws()).containsExactly(entry(6L, "the last link differs from the one of the scope"));
    }

    /** A read-only memory sees a zero where the table of an earlier version has no link. */
    @Test
    void aZeroIsNoLink() throws SQLException {
        append("c1", true, forget("one"));
        change("UPDATE entry SET salt = NULL, commitment = NULL, link = NULL");
        link = new byte[] {'0'};

        assertThat(verify()).isEqualTo(new Verification(0, List.of()));
    }

    /** All seals are gone, but the scope still has its last link. */
    @Test
    void sealsThatAreAllRemovedAreMissed() throws SQLException {
        appendThree();

        change("UPDATE entry SET salt = NULL, commitment = NULL, link = NULL");

        assertThat(flaws()).containsExactly(entry(6L, "the last link differs from the one of the scope"));
    }

    @Test
    void oneLinkOfACommitIsNamedAndCostsNobodyTheRest() throws SQLException {
        appendThree();

        change("UPDATE entry SET link = x'00' WHERE position = 4");

        assertThat(flaws()).containsExactly(entry(4L, LINK));
    }

    @Test
    void theFirstEntryStandsForACommitWhoseLinksAreAllChanged() throws SQLException {
        appendThree();

        change("UPDATE entry SET link = x'00' WHERE position BETWEEN 3 AND 5");

        assertThat(flaws()).containsExactly(entry(3L, LINK));
    }

    /** The commitment of what was erased is compared with nothing but the link. */
    @Test
    void aChangedCommitmentOfARemovedEntryBreaksTheLinkOfItsCommit() throws SQLException {
        appendThree();
        change("UPDATE entry SET %s WHERE position = 4".formatted(EntryWriter.SWEPT));

        change("UPDATE entry SET commitment = x'00' WHERE position = 4");

        assertThat(flaws()).containsExactly(entry(3L, LINK));
    }

    /** The content of one entry explains the link of its commit. */
    @Test
    void aCommitIsNamedOnceIfAContentAndItsCommitmentWereChanged() throws SQLException {
        appendThree();

        change("UPDATE entry SET commitment = x'00' WHERE position = 5");

        assertThat(flaws()).containsExactly(entry(5L, CONTENT));
    }

    @Test
    void commitsInAnotherOrderAreNamed() throws SQLException {
        append("c1", true, forget("one"));
        append("c2", true, forget("two"));
        append("c3", true, forget("three"));

        change("UPDATE entry SET position = CASE position WHEN 1 THEN 2 WHEN 2 THEN 1 ELSE 3 END");
        change("UPDATE entry SET number = position");

        assertThat(flaws()).containsEntry(1L, LINK);
    }
}
