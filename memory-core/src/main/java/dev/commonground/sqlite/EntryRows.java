package dev.commonground.sqlite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.commonground.log.Entry;
import dev.commonground.log.MemoryStore;
import dev.commonground.log.MemoryStoreException;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.Kind;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Origin;
import dev.commonground.memory.Statement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The table {@code entry}: a column for each plain value, JSON for lists and maps. */
final class EntryRows {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .build();

    private static final String INSERT = """
            INSERT INTO entry (scope, position, lane, run, number, commit_id, ordinal, action, at, author_type, author,
              node, thread, retracts, statement, kind, key, value, text, origin, trust, evidence, metadata, expires,
              derived_from, tip)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String ERASE_ENTRIES = """
            UPDATE entry SET action = 'erased', node = NULL, thread = NULL, statement = NULL, kind = NULL, key = NULL,
              value = NULL, text = NULL, origin = NULL, trust = NULL, evidence = NULL, metadata = NULL, expires = NULL,
              derived_from = NULL
            WHERE scope = ? AND statement = ? AND action IN ('assert', 'annotate')""";

    private static final String SWEEP_ENTRY = """
            UPDATE entry SET action = 'swept', at = NULL, author_type = NULL, author = NULL, node = NULL, thread = NULL,
              retracts = NULL, statement = NULL, kind = NULL, key = NULL, value = NULL, text = NULL, origin = NULL,
              trust = NULL, evidence = NULL, metadata = NULL, expires = NULL, derived_from = NULL
            WHERE scope = ? AND position = ? AND run IS NOT NULL""";

    private EntryRows() {}

    static void insert(Connection connection, String scope, String commitId, int ordinal, Entry entry)
            throws SQLException {
        try (PreparedStatement row = connection.prepareStatement(INSERT)) {
            row.setString(1, scope);
            row.setLong(2, entry.position());
            row.setLong(3, entry.lane());
            row.setString(4, entry.run());
            row.setLong(5, entry.number());
            row.setString(6, commitId);
            row.setInt(7, ordinal);
            if (entry.action() instanceof Entry.Assert asserted) {
                setAssert(row, asserted);
            } else if (entry.action() instanceof Entry.Forget forgotten) {
                row.setString(8, "forget");
                row.setString(9, forgotten.at().toString());
                setAuthor(row, forgotten.author());
                row.setString(14, json(forgotten.retracts()));
            } else if (entry.action() instanceof Entry.Annotate annotation) {
                row.setString(8, "annotate");
                row.setString(9, annotation.at().toString());
                setAuthor(row, annotation.author());
                row.setString(15, annotation.id().value());
                row.setString(23, json(annotation.metadata().values()));
            } else if (entry.action() instanceof Entry.Erase erase) {
                row.setString(8, "erase");
                row.setString(9, erase.at().toString());
                setAuthor(row, erase.author());
                row.setString(15, erase.id().value());
            } else if (entry.action() instanceof Entry.Sweep sweep) {
                row.setString(8, "sweep");
                row.setString(9, sweep.at().toString());
                row.setString(14, json(sweep.positions()));
            } else if (entry.action() instanceof Entry.Tip tip) {
                row.setString(8, "tip");
                row.setString(26, json(Map.of(tip.run(), tip.lanes())));
            }
            row.executeUpdate();
        }
    }

    private static void setAssert(PreparedStatement row, Entry.Assert asserted) throws SQLException {
        Assertion assertion = asserted.assertion();
        Statement statement = asserted.statement();
        row.setString(8, "assert");
        row.setString(9, assertion.at().toString());
        setAuthor(row, assertion.author());
        row.setString(12, assertion.node());
        row.setString(13, assertion.thread());
        row.setString(14, json(asserted.retracts()));
        row.setString(15, asserted.id().value());
        row.setString(16, statement.kind().name());
        row.setString(17, statement.key());
        row.setString(18, statement.value());
        row.setString(19, statement.text());
        row.setString(20, assertion.origin().name());
        row.setDouble(21, assertion.trust());
        row.setString(22, assertion.evidence());
        row.setString(23, json(assertion.metadata().values()));
        row.setString(
                24, assertion.expires() == null ? null : assertion.expires().toString());
        row.setString(
                25, json(assertion.derivedFrom().stream().map(MemoryId::value).toList()));
    }

    private static void setAuthor(PreparedStatement row, Author author) throws SQLException {
        row.setString(10, author.type().name());
        row.setString(11, author.name());
    }

    /** Takes a statement's words out of all entries about it, and its vectors out of the store. */
    static void erase(Connection connection, String scope, MemoryId id) throws SQLException {
        Erasure.overwrite(connection);
        for (String sql : List.of(ERASE_ENTRIES, "DELETE FROM vector WHERE scope = ? AND statement = ?")) {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, scope);
                statement.setString(2, id.value());
                statement.executeUpdate();
            }
        }
    }

    /** Takes away what stands at these positions, and the vectors of statements that nobody asserts any more. */
    static void sweep(Connection connection, String scope, List<Long> positions) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SWEEP_ENTRY)) {
            for (long position : positions) {
                statement.setString(1, scope);
                statement.setLong(2, position);
                statement.addBatch();
            }
            statement.executeBatch();
        }
        VectorRows.deleteUnasserted(connection, scope);
    }

    static boolean removedBeyond(Connection connection, String scope, long position) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT EXISTS (SELECT 1 FROM entry WHERE scope = ? AND position > ? AND action IN ('erase', 'sweep'))")) {
            statement.setString(1, scope);
            statement.setLong(2, position);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    static MemoryStore.Tail readBeyond(Connection connection, String scope, long position, String model)
            throws SQLException {
        List<Entry> entries = new ArrayList<>();
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT * FROM entry WHERE scope = ? AND position > ? ORDER BY position")) {
            statement.setString(1, scope);
            statement.setLong(2, position);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    entries.add(entry(row));
                }
            }
        }
        return new MemoryStore.Tail(
                entries, model.isEmpty() ? List.of() : VectorRows.readBeyond(connection, scope, position, model));
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getLong("position"), row.getLong("lane"), row.getString("run"), row.getLong("number"), action(row));
    }

    private static Entry.Action action(ResultSet row) throws SQLException {
        String action = row.getString("action");
        return switch (action) {
            case "assert" ->
                new Entry.Assert(
                        new MemoryId(row.getString("statement")), statement(row), assertion(row), retracts(row));
            case "forget" -> new Entry.Forget(author(row), Instant.parse(row.getString("at")), retracts(row));
            case "annotate" ->
                new Entry.Annotate(
                        new MemoryId(row.getString("statement")),
                        author(row),
                        Instant.parse(row.getString("at")),
                        metadata(row));
            case "erase" ->
                new Entry.Erase(
                        new MemoryId(row.getString("statement")), author(row), Instant.parse(row.getString("at")));
            case "erased" -> new Entry.Erased(author(row), Instant.parse(row.getString("at")), retracts(row));
            case "sweep" -> new Entry.Sweep(Instant.parse(row.getString("at")), retracts(row));
            case "swept" -> new Entry.Swept();
            case "tip" -> tip(row.getString("tip"));
            default ->
                throw new MemoryStoreException(
                        "The memory holds an entry of the unknown sort %s: use the newer library that wrote it"
                                .formatted(action));
        };
    }

    private static Statement statement(ResultSet row) throws SQLException {
        return new Statement(
                Kind.valueOf(row.getString("kind")),
                row.getString("key"),
                row.getString("value"),
                row.getString("text"));
    }

    private static Assertion assertion(ResultSet row) throws SQLException {
        String expires = row.getString("expires");
        return new Assertion(
                author(row),
                Instant.parse(row.getString("at")),
                row.getString("node"),
                row.getString("thread"),
                Origin.valueOf(row.getString("origin")),
                row.getDouble("trust"),
                row.getString("evidence"),
                metadata(row),
                expires == null ? null : Instant.parse(expires),
                parse(row.getString("derived_from"), new TypeReference<List<String>>() {}).stream()
                        .map(MemoryId::new)
                        .toList());
    }

    private static Author author(ResultSet row) throws SQLException {
        return new Author(Author.Type.valueOf(row.getString("author_type")), row.getString("author"));
    }

    private static Metadata metadata(ResultSet row) throws SQLException {
        return new Metadata(parse(row.getString("metadata"), new TypeReference<Map<String, Object>>() {}));
    }

    private static List<Long> retracts(ResultSet row) throws SQLException {
        String json = row.getString("retracts");
        return json == null ? List.of() : parse(json, new TypeReference<List<Long>>() {});
    }

    private static Entry.Tip tip(String json) {
        Map<String, SortedMap<Long, Long>> tip =
                parse(json, new TypeReference<Map<String, SortedMap<Long, Long>>>() {});
        Map.Entry<String, SortedMap<Long, Long>> only =
                tip.entrySet().iterator().next();
        return new Entry.Tip(only.getKey(), only.getValue());
    }

    static SortedMap<Long, Long> lanes(@Nullable String json) {
        return json == null ? new TreeMap<>() : parse(json, new TypeReference<TreeMap<Long, Long>>() {});
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Lists and maps of plain values can be written as JSON", e);
        }
    }

    private static <T> T parse(String json, TypeReference<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new MemoryStoreException(
                    "The memory holds an entry that cannot be read: restore a backup, or remove the entry by hand", e);
        }
    }
}
