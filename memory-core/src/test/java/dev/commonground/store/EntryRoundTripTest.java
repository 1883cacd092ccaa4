package dev.commonground.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.commonground.memory.Assertion;
import dev.commonground.memory.Audience;
import dev.commonground.memory.Audience.Member;
import dev.commonground.memory.Author;
import dev.commonground.memory.Kind;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Origin;
import dev.commonground.memory.Statement;
import dev.commonground.memory.WriteSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Writes actions to the columns of a row and reads them again, each with all of its parts and with as few as possible. */
class EntryRoundTripTest {

    static final String ROW = "SELECT ?" + ", ?".repeat(EntryWriter.PARAMETERS - 1);
    static final Author ANN = Author.person("Ann");
    static final Author WRITER = Author.agent("writer");
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123456789Z");
    static final MemoryId ID = id('a');
    static final Audience FEW = Audience.of(Member.role("client"), Member.person("Ann: the first"))
            .and(Audience.of(Member.agent("writer")));

    Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite::memory:");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    static MemoryId id(char letter) {
        return new MemoryId("m-" + String.valueOf(letter).repeat(26));
    }

    static Assertion full() {
        return new Assertion(
                WRITER,
                ANN,
                NOON,
                "plan",
                "thread-1",
                Origin.TOOL,
                0.75,
                "it costs 40",
                Metadata.NONE
                        .with("page", 3)
                        .with("share", 0.5)
                        .with("checked", true)
                        .with("by", "Ann"),
                NOON.plusSeconds(1),
                List.of(id('b'), id('c')),
                FEW);
    }

    static Assertion plain() {
        return new Assertion(WRITER, NOON, null, null, Origin.AGENT, 0, null, Metadata.NONE, null, List.of());
    }

    static Statement keyed() {
        return new Statement(Kind.CONSTRAINT, "max_words", "500", "At most 500 words");
    }

    static Statement unkeyed() {
        return new Statement(Kind.FINDING, null, null, "Ada likes \"tea\"\n\u0000");
    }

    /** The actions that have a JSON form, too. */
    static Stream<Entry.Action> writes() {
        return Stream.of(
                new Entry.Assert(ID, keyed(), full(), List.of(3L, 7L)),
                new Entry.Assert(ID, unkeyed(), plain(), List.of()),
                new Entry.Quarantine(ID, keyed(), full(), "it gives an order"),
                new Entry.Quarantine(ID, unkeyed(), plain(), "it gives an order"),
                new Entry.Forget(ANN, NOON, List.of(3L), "it was wrong"),
                new Entry.Forget(ANN, NOON, List.of()),
                new Entry.Annotate(ID, WRITER, NOON, Metadata.NONE.with("page", 4), FEW),
                new Entry.Annotate(ID, WRITER, NOON, Metadata.NONE));
    }

    static Stream<Entry.Action> actions() {
        Entry.SourcesElsewhere elsewhere = new Entry.SourcesElsewhere(Set.of(id('b'), id('c')), Set.of(id('d')));
        return Stream.concat(
                writes(),
                Stream.of(
                        new Entry.Erase(ID, ANN, NOON, FEW, Map.of(3L, FEW, 12L, Audience.EVERYONE)),
                        new Entry.Erase(ID, ANN, NOON, FEW, Map.of()),
                        new Entry.Erase(ID, ANN, NOON),
                        new Entry.Review(ANN, NOON, 5, true),
                        new Entry.Review(ANN, NOON, 5, false),
                        new Entry.Sweep(NOON, List.of(1L, 2L)),
                        new Entry.Revoke(
                                "r1",
                                ANN,
                                NOON,
                                new WriteSource(WRITER, Origin.WEB, NOON, NOON.plusSeconds(1)),
                                elsewhere),
                        new Entry.Revoke("r1", ANN, NOON, WriteSource.of(WRITER), elsewhere),
                        new Entry.Revoke("r1", ANN, NOON, WriteSource.of(Origin.WEB), Entry.SourcesElsewhere.NONE),
                        new Entry.Revoke("r1", ANN, NOON, WriteSource.since(NOON), Entry.SourcesElsewhere.NONE),
                        new Entry.Revoke(
                                "r1", ANN, NOON, new WriteSource(null, null, null, NOON), Entry.SourcesElsewhere.NONE),
                        new Entry.Revoke("r1", ANN, NOON, null, elsewhere),
                        new Entry.Restore("r1", ANN, NOON, elsewhere),
                        new Entry.Restore("r1", ANN, NOON, Entry.SourcesElsewhere.NONE),
                        new Entry.Tip("run-1", new TreeMap<>(Map.of(1L, 2L, 3L, 4L))),
                        new Entry.Tip("run-1", new TreeMap<>()),
                        new Entry.Encrypted(Entry.Encrypted.Type.ASSERT, ID, WRITER, NOON, List.of(3L), "bm90aGluZw=="),
                        new Entry.Encrypted(
                                Entry.Encrypted.Type.FORGET, null, WRITER, NOON, List.of(3L), "bm90aGluZw==")));
    }

    /** Returns the entries after they went through rows of one query. */
    List<Entry> throughRows(UnaryOperator<String> encoding, UnaryOperator<String> decoding, Entry... entries)
            throws SQLException {
        List<Entry> read = new ArrayList<>();
        String rows = String.join(" UNION ALL ", Collections.nCopies(entries.length, ROW));
        try (PreparedStatement statement = connection.prepareStatement(rows)) {
            EntryWriter writer = new EntryWriter(encoding);
            for (int i = 0; i < entries.length; i++) {
                writer.set(statement, 1 + i * EntryWriter.PARAMETERS, entries[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                EntryReader reader = new EntryReader(row, decoding);
                while (row.next()) {
                    read.add(reader.entry());
                }
            }
        }
        return read;
    }

    List<Entry> throughRows(Entry... entries) throws SQLException {
        return throughRows(UnaryOperator.identity(), UnaryOperator.identity(), entries);
    }

    static Entry direct(long position, Entry.Action action) {
        return new Entry(position, Entry.DIRECT, null, position, action);
    }

    @ParameterizedTest
    @MethodSource("actions")
    void everyActionIsReadAsItWasWritten(Entry.Action action) throws SQLException {
        Entry onLane = new Entry(9, 4, "run-1", 2, action);

        assertThat(throughRows(direct(8, action), onLane)).containsExactly(direct(8, action), onLane);
    }

    @ParameterizedTest
    @MethodSource("writes")
    void everyWriteIsReadFromItsJsonForm(Entry.Action action) {
        assertThat(ActionJson.read(ActionJson.write(action))).isEqualTo(action);
    }

    /** A writer fills its columns again for each entry. */
    @Test
    void noEntryKeepsAColumnOfTheOneBefore() throws SQLException {
        Entry[] entries = actions().map(action -> direct(1, action)).toArray(Entry[]::new);
        for (int i = 0; i < entries.length; i++) {
            Entry next = entries[(i + 1) % entries.length];
            assertThat(throughRows(entries[0], next)).containsExactly(entries[0], next);
        }
    }

    @ParameterizedTest
    @EnumSource
    void encryptedContentKeepsItsAction(Entry.Encrypted.Type type) throws SQLException {
        Entry.Encrypted encrypted = new Entry.Encrypted(type, ID, WRITER, NOON, List.of(), "bm90aGluZw==");

        assertThat(throughRows(direct(1, encrypted))).containsExactly(direct(1, encrypted));
        assertThat(encrypted.asserts()).isEqualTo(type == Entry.Encrypted.Type.ASSERT ? ID : null);
    }

    @Test
    void textsAreEncodedAndDecoded() throws SQLException {
        Entry entry = new Entry(9, 4, "run-1", 2, new Entry.Assert(ID, keyed(), full(), List.of(3L)));
        UnaryOperator<String> encoding = text -> "~" + text;
        UnaryOperator<String> decoding = text -> text.substring(1);

        assertThat(throughRows(encoding, decoding, entry)).containsExactly(entry);
    }

    @Test
    void rowsShareEqualAuthorsMetadataAndNames() throws SQLException {
        Entry.Assert action = new Entry.Assert(ID, keyed(), full(), List.of());
        List<Entry> entries = throughRows(new Entry(1, 4, "run-1", 1, action), new Entry(2, 4, "run-1", 2, action));

        Entry first = entries.get(0);
        Entry second = entries.get(1);
        Assertion one = ((Entry.Assert) first.action()).assertion();
        Assertion other = ((Entry.Assert) second.action()).assertion();
        assertThat(second.run()).isSameAs(first.run());
        assertThat(other.author()).isSameAs(one.author());
        assertThat(other.metadata()).isSameAs(one.metadata());
        assertThat(other.at()).isSameAs(one.at());
    }

    @Test
    void anEntryWithoutTrustClearsTheParameter() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ROW)) {
            EntryWriter writer = new EntryWriter(UnaryOperator.identity());
            writer.set(statement, 1, direct(1, new Entry.Assert(ID, keyed(), full(), List.of())));
            writer.set(statement, 1, direct(1, new Entry.Forget(ANN, NOON, List.of())));
            try (ResultSet row = statement.executeQuery()) {
                assertThat(row.next()).isTrue();
                assertThat(row.getObject(EntryReader.TRUST)).isNull();
            }
        }
    }

    /** Sets have no order, but equal memories have equal exports. */
    @Test
    void anAudienceIsWrittenInOneOrder() {
        Audience audience = Stream.of("d", "b", "e", "a", "c")
                .map(name -> Audience.of(Member.person(name), Member.agent("z"), Member.role("y"), Member.agent("x")))
                .reduce(Audience.EVERYONE, Audience::and);

        assertThat(EntryDetails.of(audience))
                .isEqualTo(Stream.of("a", "b", "c", "d", "e")
                        .map(name -> List.of("AGENT:x", "AGENT:z", "PERSON:" + name, "ROLE:y"))
                        .toList());
    }

    @Test
    void theRemainsOfAnErasureCannotBeAppended() {
        Entry erased = direct(1, new Entry.Erased(ANN, NOON, List.of()));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> throughRows(erased))
                .withMessageContaining("Erased cannot be appended");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ActionJson.write(erased.action()))
                .withMessageContaining("Erased has no JSON form");
    }

    @Test
    void anUnknownActionIsThatOfANewerVersion() throws SQLException {
        String columns = "1, 0, NULL, 1, 'rewrite'" + ", NULL".repeat(EntryWriter.PARAMETERS - 5);
        try (PreparedStatement statement = connection.prepareStatement("SELECT " + columns);
                ResultSet row = statement.executeQuery()) {
            assertThat(row.next()).isTrue();

            assertThatExceptionOfType(MemoryStoreException.class)
                    .isThrownBy(() -> new EntryReader(row).entry())
                    .withMessageContaining("unknown action rewrite");
        }
    }

    @Test
    void anEntryIsOnALaneOfARunOrOnNone() {
        Entry.Action action = new Entry.Swept();

        assertThatIllegalArgumentException().isThrownBy(() -> new Entry(1, Entry.DIRECT, "run-1", 1, action));
        assertThatIllegalArgumentException().isThrownBy(() -> new Entry(1, 4, null, 1, action));
    }

    @Test
    void aTextThatIsNoActionIsRefusedByTheNameOfTheField() {
        var node = ActionJson.write(new Entry.Forget(ANN, NOON, List.of()));
        node.remove("at");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ActionJson.read(node))
                .withMessageContaining("no field 'at'");
    }

    @Test
    void knowledgeOfOtherScopesIsComparedById() {
        Entry.SourcesElsewhere some = new Entry.SourcesElsewhere(Set.of(id('b'), id('c')), Set.of(id('d')));

        assertThat(some.beyond(new Entry.SourcesElsewhere(Set.of(id('c')), Set.of(id('d')))))
                .isEqualTo(new Entry.SourcesElsewhere(Set.of(id('b')), Set.of()));
        assertThat(some.isEmpty()).isFalse();
        assertThat(new Entry.SourcesElsewhere(Set.of(), Set.of(ID)).isEmpty()).isFalse();
        assertThat(some.beyond(some).isEmpty()).isTrue();
    }
}
