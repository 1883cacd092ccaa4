package dev.commonground.store;

import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Statement;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Sets entries as the parameters of statements. Plain values have a column each; lists and maps are JSON.
 *
 * <p>Not thread-safe.
 */
public final class EntryWriter {

    /** The number of parameters of an entry: one for each of {@link EntryReader#COLUMNS}. */
    public static final int PARAMETERS = EntryReader.COUNT;

    /** The assignments of an update that turns an entry into an {@link Entry.Erased}. */
    public static final String ERASED = "action = 'erased', node = NULL, thread = NULL, statement = NULL, kind = NULL,"
            + " key = NULL, value = NULL, text = NULL, origin = NULL, trust = NULL, evidence = NULL, metadata = NULL,"
            + " expires = NULL, derived_from = NULL, recorder_type = NULL, recorder = NULL, details = NULL, salt = NULL";

    /**
     * The condition of that update, with the scope and the statement's id as its parameters: every entry that names the
     * statement, whatever its action, except the erasures themselves.
     */
    public static final String ERASABLE = "scope = ? AND statement = ? AND action <> 'erase'";

    /** The assignments of an update that turns an entry into an {@link Entry.Swept}. */
    public static final String SWEPT = "action = 'swept', at = NULL, author_type = NULL, author = NULL, node = NULL,"
            + " thread = NULL, retracts = NULL, statement = NULL, kind = NULL, key = NULL, value = NULL, text = NULL,"
            + " origin = NULL, trust = NULL, evidence = NULL, metadata = NULL, expires = NULL, derived_from = NULL,"
            + " recorder_type = NULL, recorder = NULL, details = NULL, salt = NULL";

    /** The columns that a {@link Seal} covers; the chain itself covers the order of the entries. */
    static final List<Integer> SEALED = IntStream.rangeClosed(1, PARAMETERS)
            .filter(column ->
                    column != EntryReader.POSITION && column != EntryReader.LANE && column != EntryReader.NUMBER)
            .boxed()
            .toList();

    private final UnaryOperator<String> encoding;
    private final @Nullable String[] texts = new String[PARAMETERS + 1];
    private @Nullable Double trust;

    /**
     * Creates a writer.
     *
     * @param encoding returns the column value of a text
     */
    public EntryWriter(UnaryOperator<String> encoding) {
        this.encoding = encoding;
    }

    /**
     * Sets the parameters of an entry.
     *
     * @param first the index of the first parameter, from 1
     */
    public void set(PreparedStatement statement, int first, Entry entry) throws SQLException {
        fill(entry);
        for (int column = 1; column <= PARAMETERS; column++) {
            set(statement, first + column - 1, column, entry);
        }
    }

    private void fill(Entry entry) {
        Arrays.fill(texts, null);
        trust = null;
        texts[EntryReader.RUN] = entry.run();
        fill(entry.action());
    }

    /** Returns the columns of {@link #SEALED}. */
    List<@Nullable String> columns(Entry entry) {
        fill(entry);
        List<@Nullable String> columns = new ArrayList<>();
        for (int column : SEALED) {
            columns.add(column == EntryReader.TRUST && trust != null ? Double.toString(trust) : texts[column]);
        }
        return columns;
    }

    private void set(PreparedStatement statement, int parameter, int column, Entry entry) throws SQLException {
        switch (column) {
            case EntryReader.POSITION -> statement.setLong(parameter, entry.position());
            case EntryReader.LANE -> statement.setLong(parameter, entry.lane());
            case EntryReader.NUMBER -> statement.setLong(parameter, entry.number());
            case EntryReader.TRUST -> setTrust(statement, parameter);
            default -> {
                String text = texts[column];
                statement.setString(parameter, text == null ? null : encoding.apply(text));
            }
        }
    }

    private void setTrust(PreparedStatement statement, int parameter) throws SQLException {
        if (trust == null) {
            statement.setNull(parameter, Types.DOUBLE);
        } else {
            statement.setDouble(parameter, trust);
        }
    }

    private void fill(Entry.Action action) {
        if (action instanceof Entry.Assert asserted) {
            fillAuthored(
                    "assert", asserted.assertion().at(), asserted.assertion().author());
            fillAsserted(asserted.id(), asserted.statement(), asserted.assertion());
            texts[EntryReader.RETRACTS] = RowJson.write(asserted.retracts());
        } else if (action instanceof Entry.Quarantine held) {
            fillAuthored("quarantine", held.assertion().at(), held.assertion().author());
            fillAsserted(held.id(), held.statement(), held.assertion());
            texts[EntryReader.DETAILS] = EntryDetails.write(held.assertion(), held.reason());
        } else if (action instanceof Entry.Encrypted encrypted) {
            fillEncrypted(encrypted);
        } else if (action instanceof Entry.Forget forgotten) {
            fillAuthored("forget", forgotten.at(), forgotten.author());
            texts[EntryReader.RETRACTS] = RowJson.write(forgotten.retracts());
            texts[EntryReader.DETAILS] = EntryDetails.write(forgotten);
        } else if (action instanceof Entry.Annotate annotation) {
            fillAuthored("annotate", annotation.at(), annotation.author());
            texts[EntryReader.STATEMENT] = annotation.id().value();
            texts[EntryReader.METADATA] = RowJson.write(annotation.metadata().values());
            texts[EntryReader.DETAILS] = EntryDetails.write(annotation.audience());
        } else if (action instanceof Entry.Erase erase) {
            fillAuthored("erase", erase.at(), erase.author());
            texts[EntryReader.STATEMENT] = erase.id().value();
            texts[EntryReader.DETAILS] = EntryDetails.write(erase);
        } else if (action instanceof Entry.Review review) {
            fillAuthored("review", review.at(), review.author());
            texts[EntryReader.RETRACTS] = RowJson.write(List.of(review.position()));
            texts[EntryReader.DETAILS] = EntryDetails.write(review.released());
        } else if (action instanceof Entry.Revoke revoke) {
            fillAuthored("revoke", revoke.at(), revoke.author());
            texts[EntryReader.DETAILS] = RevocationDetails.write(revoke);
        } else if (action instanceof Entry.Restore restore) {
            fillAuthored("restore", restore.at(), restore.author());
            texts[EntryReader.DETAILS] = RevocationDetails.write(restore);
        } else {
            fillUnauthored(action);
        }
    }

    private void fillUnauthored(Entry.Action action) {
        if (action instanceof Entry.Sweep sweep) {
            texts[EntryReader.ACTION] = "sweep";
            texts[EntryReader.AT] = sweep.at().toString();
            texts[EntryReader.RETRACTS] = RowJson.write(sweep.positions());
        } else if (action instanceof Entry.Tip tip) {
            texts[EntryReader.ACTION] = "tip";
            texts[EntryReader.TIP] = RowJson.write(Map.of(tip.run(), tip.lanes()));
        } else {
            throw new IllegalArgumentException(
                    "An action of type %s cannot be appended: append an Erase or a Sweep, which leaves it behind"
                            .formatted(action.getClass().getSimpleName()));
        }
    }

    /** The encrypted content has the column of the text, and the kind says so. */
    private void fillEncrypted(Entry.Encrypted encrypted) {
        fillAuthored(encrypted.type().name().toLowerCase(Locale.ROOT), encrypted.at(), encrypted.author());
        MemoryId id = encrypted.id();
        texts[EntryReader.STATEMENT] = id == null ? null : id.value();
        texts[EntryReader.RETRACTS] = RowJson.write(encrypted.retracts());
        texts[EntryReader.KIND] = EntryReader.ENCRYPTED;
        texts[EntryReader.TEXT] = encrypted.content();
    }

    private void fillAuthored(String action, Instant at, Author author) {
        texts[EntryReader.ACTION] = action;
        texts[EntryReader.AT] = at.toString();
        texts[EntryReader.AUTHOR_TYPE] = author.type().name();
        texts[EntryReader.AUTHOR] = author.name();
    }

    private void fillAsserted(MemoryId id, Statement statement, Assertion assertion) {
        fillStatement(id, statement);
        fillAssertion(assertion);
        Author recorder = assertion.recorder();
        if (recorder != null) {
            texts[EntryReader.RECORDER_TYPE] = recorder.type().name();
            texts[EntryReader.RECORDER] = recorder.name();
        }
    }

    private void fillStatement(MemoryId id, Statement statement) {
        texts[EntryReader.STATEMENT] = id.value();
        texts[EntryReader.KIND] = statement.kind().name();
        texts[EntryReader.KEY] = statement.key();
        texts[EntryReader.VALUE] = statement.value();
        texts[EntryReader.TEXT] = statement.text();
    }

    private void fillAssertion(Assertion assertion) {
        Instant expires = assertion.expires();
        texts[EntryReader.NODE] = assertion.node();
        texts[EntryReader.THREAD] = assertion.thread();
        texts[EntryReader.ORIGIN] = assertion.origin().name();
        trust = assertion.trust();
        texts[EntryReader.EVIDENCE] = assertion.evidence();
        texts[EntryReader.METADATA] = RowJson.write(assertion.metadata().values());
        texts[EntryReader.DETAILS] = EntryDetails.write(assertion.audience());
        texts[EntryReader.EXPIRES] = expires == null ? null : expires.toString();
        texts[EntryReader.DERIVED_FROM] = RowJson.write(
                assertion.derivedFrom().stream().map(MemoryId::value).toList());
    }
}
