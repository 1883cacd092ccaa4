package dev.commonground.sqlite;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.commonground.log.Entry;
import dev.commonground.log.MemoryStoreException;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.Kind;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Origin;
import dev.commonground.memory.Statement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads entries out of the rows of one query. What many rows repeat, such as authors and metadata, becomes one object
 * for all of them, which saves time and heap.
 */
final class EntryReader {

    /** The columns to select, in the order of the numbers below. */
    static final String COLUMNS =
            "position, lane, run, number, action, at, author_type, author, node, thread, retracts,"
                    + " statement, kind, key, value, text, origin, trust, evidence, metadata, expires, derived_from, tip";

    private static final int POSITION = 1;
    private static final int LANE = 2;
    private static final int RUN = 3;
    private static final int NUMBER = 4;
    private static final int ACTION = 5;
    private static final int AT = 6;
    private static final int AUTHOR_TYPE = 7;
    private static final int AUTHOR = 8;
    private static final int NODE = 9;
    private static final int THREAD = 10;
    private static final int RETRACTS = 11;
    private static final int STATEMENT = 12;
    private static final int KIND = 13;
    private static final int KEY = 14;
    private static final int VALUE = 15;
    private static final int TEXT = 16;
    private static final int ORIGIN = 17;
    private static final int TRUST = 18;
    private static final int EVIDENCE = 19;
    private static final int METADATA = 20;
    private static final int EXPIRES = 21;
    private static final int DERIVED_FROM = 22;
    private static final int TIP = 23;

    private final ResultSet row;
    private final Map<String, String> strings = new HashMap<>();
    private final Map<Author, Author> authors = new HashMap<>();
    private final Map<String, Metadata> metadata = new HashMap<>();
    private String lastText = Instant.EPOCH.toString();
    private Instant lastInstant = Instant.EPOCH;

    EntryReader(ResultSet row) {
        this.row = row;
    }

    /** Returns the entry of the current row. */
    Entry entry() throws SQLException {
        return new Entry(row.getLong(POSITION), row.getLong(LANE), shared(RUN), row.getLong(NUMBER), action());
    }

    private Entry.Action action() throws SQLException {
        String action = row.getString(ACTION);
        return switch (action) {
            case "assert" -> new Entry.Assert(id(), statement(), assertion(), retracts());
            case "forget" -> new Entry.Forget(author(), at(), retracts());
            case "annotate" -> new Entry.Annotate(id(), author(), at(), metadata());
            case "erase" -> new Entry.Erase(id(), author(), at());
            case "erased" -> new Entry.Erased(author(), at(), retracts());
            case "sweep" -> new Entry.Sweep(at(), retracts());
            case "swept" -> new Entry.Swept();
            case "tip" -> tip(row.getString(TIP));
            default ->
                throw new MemoryStoreException(
                        "The memory holds an entry of the unknown sort %s: use the newer library that wrote it"
                                .formatted(action));
        };
    }

    private MemoryId id() throws SQLException {
        return new MemoryId(row.getString(STATEMENT));
    }

    private Statement statement() throws SQLException {
        return new Statement(Kind.valueOf(row.getString(KIND)), shared(KEY), row.getString(VALUE), row.getString(TEXT));
    }

    private Assertion assertion() throws SQLException {
        String expires = row.getString(EXPIRES);
        return new Assertion(
                author(),
                at(),
                shared(NODE),
                shared(THREAD),
                Origin.valueOf(row.getString(ORIGIN)),
                row.getDouble(TRUST),
                row.getString(EVIDENCE),
                metadata(),
                expires == null ? null : Instant.parse(expires),
                derivedFrom());
    }

    private Author author() throws SQLException {
        Author author = new Author(Author.Type.valueOf(row.getString(AUTHOR_TYPE)), row.getString(AUTHOR));
        Author known = authors.putIfAbsent(author, author);
        return known == null ? author : known;
    }

    private Instant at() throws SQLException {
        String text = row.getString(AT);
        if (!text.equals(lastText)) {
            lastText = text;
            lastInstant = Instant.parse(text);
        }
        return lastInstant;
    }

    private Metadata metadata() throws SQLException {
        String json = row.getString(METADATA);
        return json.equals(RowJson.EMPTY_MAP)
                ? Metadata.NONE
                : metadata.computeIfAbsent(json, text -> new Metadata(RowJson.read(text, new TypeReference<>() {})));
    }

    private List<MemoryId> derivedFrom() throws SQLException {
        String json = row.getString(DERIVED_FROM);
        return json.equals(RowJson.EMPTY_LIST)
                ? List.of()
                : RowJson.read(json, new TypeReference<List<String>>() {}).stream()
                        .map(MemoryId::new)
                        .toList();
    }

    private List<Long> retracts() throws SQLException {
        String json = row.getString(RETRACTS);
        return json == null || json.equals(RowJson.EMPTY_LIST)
                ? List.of()
                : RowJson.read(json, new TypeReference<List<Long>>() {});
    }

    private static Entry.Tip tip(String json) {
        Map<String, SortedMap<Long, Long>> tip =
                RowJson.read(json, new TypeReference<Map<String, SortedMap<Long, Long>>>() {});
        Map.Entry<String, SortedMap<Long, Long>> only =
                tip.entrySet().iterator().next();
        return new Entry.Tip(only.getKey(), only.getValue());
    }

    private @Nullable String shared(int column) throws SQLException {
        String text = row.getString(column);
        String known = text == null ? null : strings.putIfAbsent(text, text);
        return known == null ? text : known;
    }
}
