package dev.commonground.sqlite;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.commonground.log.Entry;
import dev.commonground.log.MemoryStore;
import dev.commonground.log.StatementVector;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Statement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table {@code entry}: a column for each plain value, JSON for lists and maps. */
final class EntryRows {

    private static final String INSERT = """
            INSERT INTO entry (scope, position, lane, run, number, commit_id, ordinal, action, at, author_type, author,
              node, thread, retracts, statement, kind, key, value, text, origin, trust, evidence, metadata, expires,
              derived_from, tip)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String READ_BEYOND =
            "SELECT " + EntryReader.COLUMNS + " FROM entry WHERE scope = ? AND position > ? ORDER BY position";

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
                row.setString(14, RowJson.write(forgotten.retracts()));
            } else if (entry.action() instanceof Entry.Annotate annotation) {
                row.setString(8, "annotate");
                row.setString(9, annotation.at().toString());
                setAuthor(row, annotation.author());
                row.setString(15, annotation.id().value());
                row.setString(23, RowJson.write(annotation.metadata().values()));
            } else if (entry.action() instanceof Entry.Erase erase) {
                row.setString(8, "erase");
                row.setString(9, erase.at().toString());
                setAuthor(row, erase.author());
                row.setString(15, erase.id().value());
            } else if (entry.action() instanceof Entry.Sweep sweep) {
                row.setString(8, "sweep");
                row.setString(9, sweep.at().toString());
                row.setString(14, RowJson.write(sweep.positions()));
            } else if (entry.action() instanceof Entry.Tip tip) {
                row.setString(8, "tip");
                row.setString(26, RowJson.write(Map.of(tip.run(), tip.lanes())));
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
        row.setString(14, RowJson.write(asserted.retracts()));
        row.setString(15, asserted.id().value());
        row.setString(16, statement.kind().name());
        row.setString(17, statement.key());
        row.setString(18, statement.value());
        row.setString(19, statement.text());
        row.setString(20, assertion.origin().name());
        row.setDouble(21, assertion.trust());
        row.setString(22, assertion.evidence());
        row.setString(23, RowJson.write(assertion.metadata().values()));
        row.setString(
                24, assertion.expires() == null ? null : assertion.expires().toString());
        row.setString(
                25,
                RowJson.write(
                        assertion.derivedFrom().stream().map(MemoryId::value).toList()));
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
        try (PreparedStatement statement = connection.prepareStatement(READ_BEYOND)) {
            statement.setString(1, scope);
            statement.setLong(2, position);
            try (ResultSet row = statement.executeQuery()) {
                EntryReader reader = new EntryReader(row);
                while (row.next()) {
                    entries.add(reader.entry());
                }
            }
        }
        return new MemoryStore.Tail(entries, vectors(connection, scope, entries, position, model));
    }

    /** Returns the vectors of what entries assert; a scope read from its beginning takes all it has. */
    private static List<StatementVector> vectors(
            Connection connection, String scope, List<Entry> entries, long position, String model) throws SQLException {
        if (model.isEmpty()) {
            return List.of();
        }
        if (position == 0) {
            return VectorRows.readAll(connection, scope, model);
        }
        Set<MemoryId> asserted = entries.stream()
                .map(Entry::action)
                .filter(Entry.Assert.class::isInstance)
                .map(action -> ((Entry.Assert) action).id())
                .collect(Collectors.toSet());
        return VectorRows.read(connection, scope, asserted, model);
    }

    static SortedMap<Long, Long> lanes(@Nullable String json) {
        return json == null ? new TreeMap<>() : RowJson.read(json, new TypeReference<TreeMap<Long, Long>>() {});
    }
}
