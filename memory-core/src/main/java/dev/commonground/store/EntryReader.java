package dev.commonground.store;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.commonground.internal.text.TimeRange;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.Audience;
import dev.commonground.memory.Author;
import dev.commonground.memory.Kind;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Origin;
import dev.commonground.memory.Statement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads entries from the rows of a query. Rows with equal authors, metadata or short texts share one object, which saves
 * time and heap.
 *
 * <p>Not thread-safe.
 */
public final class EntryReader {

    /** The columns of an entry, in the order of reading and writing. */
    public static final String COLUMNS =
            "position, lane, run, number, action, at, author_type, author, node, thread, retracts,"
                    + " statement, kind, key, value, text, origin, trust, evidence, metadata, expires, derived_from, tip,"
                    + " recorder_type, recorder, details";

    static final int POSITION = 1;
    static final int LANE = 2;
    static final int RUN = 3;
    static final int NUMBER = 4;
    static final int ACTION = 5;
    static final int AT = 6;
    static final int AUTHOR_TYPE = 7;
    static final int AUTHOR = 8;
    static final int NODE = 9;
    static final int THREAD = 10;
    static final int RETRACTS = 11;
    static final int STATEMENT = 12;
    static final int KIND = 13;
    static final int KEY = 14;
    static final int VALUE = 15;
    static final int TEXT = 16;
    static final int ORIGIN = 17;
    static final int TRUST = 18;
    static final int EVIDENCE = 19;
    static final int METADATA = 20;
    static final int EXPIRES = 21;
    static final int DERIVED_FROM = 22;
    static final int TIP = 23;
    static final int RECORDER_TYPE = 24;
    static final int RECORDER = 25;
    static final int DETAILS = 26;

    /** The kind of an entry whose content is encrypted. */
    static final String ENCRYPTED = "ENCRYPTED";

    private static final Set<String> ENCRYPTABLE = Set.of("assert", "quarantine", "annotate", "forget");

    /** How many columns there are. */
    static final int COUNT = DETAILS;

    private final ResultSet row;
    private final UnaryOperator<String> decoding;
    private final Map<String, String> strings = new HashMap<>();
    private final Map<Author.Type, Map<String, Author>> authors = new EnumMap<>(Author.Type.class);
    private final Map<String, Metadata> metadata = new HashMap<>();
    private String lastText = Instant.EPOCH.toString();
    private Instant lastInstant = Instant.EPOCH;

    /** Creates a reader of rows whose texts are stored unchanged. */
    public EntryReader(ResultSet row) {
        this(row, UnaryOperator.identity());
    }

    /**
     * Creates a reader of rows whose texts are encoded.
     *
     * @param row the rows, whose first columns are {@link #COLUMNS}
     * @param decoding returns the text of a column value
     */
    public EntryReader(ResultSet row, UnaryOperator<String> decoding) {
        this.row = row;
        this.decoding = decoding;
    }

    /**
     * Returns the entry of the current row. It is {@link Entry.Unreadable} if a column holds no value of its type.
     *
     * @throws MemoryStoreException if the row's action is unknown
     */
    public Entry entry() throws SQLException {
        long position = row.getLong(POSITION);
        try {
            return new Entry(position, row.getLong(LANE), shared(RUN), row.getLong(NUMBER), action());
        } catch (DamagedJsonException e) {
            return unreadable(position, e);
        } catch (MemoryStoreException e) {
            throw e;
        } catch (RuntimeException e) {
            return unreadable(position, e);
        }
    }

    /** Whatever a stranger's value makes a conversion throw, it costs nobody the other rows. */
    private static Entry unreadable(long position, RuntimeException e) {
        String problem = "a column holds no value of its type: " + e.getClass().getSimpleName();
        return new Entry(position, Entry.DIRECT, null, position, new Entry.Unreadable(problem));
    }

    private Entry.Action action() throws SQLException {
        String action = required(ACTION);
        String kind = ENCRYPTABLE.contains(action) ? row.getString(KIND) : null;
        return ENCRYPTED.equals(kind) ? encrypted(action) : plain(action, kind);
    }

    private Entry.Encrypted encrypted(String action) throws SQLException {
        return new Entry.Encrypted(
                Entry.Encrypted.Type.valueOf(action.toUpperCase(Locale.ROOT)),
                row.getString(STATEMENT) == null ? null : id(),
                author(),
                at(),
                retracts(),
                required(TEXT));
    }

    private Entry.Action plain(String action, @Nullable String kind) throws SQLException {
        return switch (action) {
            case "assert" -> new Entry.Assert(id(), statement(kind), assertion(), retracts());
            case "forget" -> new Entry.Forget(author(), at(), retracts(), EntryDetails.reason(text(DETAILS)));
            case "annotate" -> new Entry.Annotate(id(), author(), at(), metadata(), audience());
            case "quarantine" ->
                new Entry.Quarantine(id(), statement(kind), assertion(), EntryDetails.heldBack(text(DETAILS)));
            case "review" ->
                new Entry.Review(author(), at(), retracts().get(0), EntryDetails.isReleased(text(DETAILS)));
            case "erase" -> new Entry.Erase(id(), author(), at(), audience(), EntryDetails.restricted(text(DETAILS)));
            case "erased" -> new Entry.Erased(author(), at(), retracts());
            case "sweep" -> new Entry.Sweep(at(), retracts());
            case "revoke" -> RevocationDetails.revoke(required(DETAILS), author(), at());
            case "restore" -> RevocationDetails.restore(required(DETAILS), author(), at());
            case "swept" -> new Entry.Swept();
            case "tip" -> tip(required(TIP));
            default ->
                throw new MemoryStoreException(
                        "The memory contains an entry with the unknown action %s: use the newer library version that wrote it"
                                .formatted(action));
        };
    }

    private MemoryId id() throws SQLException {
        return new MemoryId(required(STATEMENT));
    }

    private Statement statement(@Nullable String kind) throws SQLException {
        return new Statement(
                Kind.valueOf(decoding.apply(requireNonNull(kind))), shared(KEY), text(VALUE), required(TEXT));
    }

    private Assertion assertion() throws SQLException {
        String expires = text(EXPIRES);
        return new Assertion(
                author(),
                row.getString(RECORDER) == null ? null : author(RECORDER_TYPE, RECORDER),
                at(),
                shared(NODE),
                shared(THREAD),
                Origin.valueOf(required(ORIGIN)),
                row.getDouble(TRUST),
                text(EVIDENCE),
                metadata(),
                expires == null ? null : Instant.parse(expires),
                derivedFrom(),
                audience());
    }

    private Audience audience() throws SQLException {
        return EntryDetails.audience(text(DETAILS));
    }

    private Author author() throws SQLException {
        return author(AUTHOR_TYPE, AUTHOR);
    }

    private Author author(int type, int name) throws SQLException {
        Author.Type authorType = Author.Type.valueOf(required(type));
        return authors.computeIfAbsent(authorType, first -> new HashMap<>())
                .computeIfAbsent(required(name), text -> new Author(authorType, text));
    }

    private Instant at() throws SQLException {
        String text = required(AT);
        if (!text.equals(lastText)) {
            lastText = text;
            lastInstant = TimeRange.checked("at", Instant.parse(text));
        }
        return lastInstant;
    }

    private Metadata metadata() throws SQLException {
        String json = required(METADATA);
        return json.equals(RowJson.EMPTY_MAP)
                ? Metadata.NONE
                : metadata.computeIfAbsent(json, text -> new Metadata(RowJson.read(text, new TypeReference<>() {})));
    }

    private List<MemoryId> derivedFrom() throws SQLException {
        String json = required(DERIVED_FROM);
        return json.equals(RowJson.EMPTY_LIST)
                ? List.of()
                : RowJson.read(json, new TypeReference<List<String>>() {}).stream()
                        .map(MemoryId::new)
                        .toList();
    }

    private List<Long> retracts() throws SQLException {
        String json = text(RETRACTS);
        return json == null || json.equals(RowJson.EMPTY_LIST)
                ? List.of()
                : RowJson.read(json, new TypeReference<List<Long>>() {});
    }

    private static Entry.Tip tip(String json) {
        Map<String, SortedMap<Long, Long>> tip =
                RowJson.read(json, new TypeReference<Map<String, SortedMap<Long, Long>>>() {});
        if (tip.size() != 1) {
            throw new IllegalArgumentException("A tip is of one run, not of %d".formatted(tip.size()));
        }
        Map.Entry<String, SortedMap<Long, Long>> only =
                tip.entrySet().iterator().next();
        return new Entry.Tip(only.getKey(), only.getValue());
    }

    private @Nullable String shared(int column) throws SQLException {
        String text = text(column);
        String known = text == null ? null : strings.putIfAbsent(text, text);
        return known == null ? text : known;
    }

    private String required(int column) throws SQLException {
        return decoding.apply(row.getString(column));
    }

    private @Nullable String text(int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? null : decoding.apply(text);
    }
}
