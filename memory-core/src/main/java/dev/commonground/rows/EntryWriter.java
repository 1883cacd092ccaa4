package dev.commonground.rows;

import dev.commonground.log.Entry;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Statement;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes entries into the parameters of statements: a column for each plain value, JSON for lists and maps.
 *
 * <p>Not thread-safe, as the statements themselves.
 */
public final class EntryWriter {

    /** How many parameters an entry takes: one for each of {@link EntryReader#COLUMNS}. */
    public static final int PARAMETERS = EntryReader.COUNT;

    /** What remains of an entry about an erased statement, as the assignments of an update. */
    public static final String ERASED = "action = 'erased', node = NULL, thread = NULL, statement = NULL, kind = NULL,"
            + " key = NULL, value = NULL, text = NULL, origin = NULL, trust = NULL, evidence = NULL, metadata = NULL,"
            + " expires = NULL, derived_from = NULL, recorder_type = NULL, recorder = NULL";

    /** What remains of an entry that was swept, as the assignments of an update. */
    public static final String SWEPT = "action = 'swept', at = NULL, author_type = NULL, author = NULL, node = NULL,"
            + " thread = NULL, retracts = NULL, statement = NULL, kind = NULL, key = NULL, value = NULL, text = NULL,"
            + " origin = NULL, trust = NULL, evidence = NULL, metadata = NULL, expires = NULL, derived_from = NULL, recorder_type = NULL, recorder = NULL";

    private final UnaryOperator<String> encoding;
    private final @Nullable String[] texts = new String[PARAMETERS + 1];
    private @Nullable Double trust;

    /**
     * Begins to write.
     *
     * @param encoding gives what stands in a column from its text
     */
    public EntryWriter(UnaryOperator<String> encoding) {
        this.encoding = encoding;
    }

    /**
     * Sets the parameters of an entry.
     *
     * @param first the number of the first of them, from 1
     */
    public void set(PreparedStatement statement, int first, Entry entry) throws SQLException {
        Arrays.fill(texts, null);
        trust = null;
        texts[EntryReader.RUN] = entry.run();
        note(entry.action());
        for (int column = 1; column <= PARAMETERS; column++) {
            int parameter = first + column - 1;
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
    }

    private void setTrust(PreparedStatement statement, int parameter) throws SQLException {
        if (trust == null) {
            statement.setNull(parameter, Types.DOUBLE);
        } else {
            statement.setDouble(parameter, trust);
        }
    }

    private void note(Entry.Action action) {
        if (action instanceof Entry.Assert asserted) {
            note("assert", asserted.assertion().at(), asserted.assertion().author());
            note(asserted.id(), asserted.statement(), asserted.assertion());
            texts[EntryReader.RETRACTS] = RowJson.write(asserted.retracts());
        } else if (action instanceof Entry.Forget forgotten) {
            note("forget", forgotten.at(), forgotten.author());
            texts[EntryReader.RETRACTS] = RowJson.write(forgotten.retracts());
        } else if (action instanceof Entry.Annotate annotation) {
            note("annotate", annotation.at(), annotation.author());
            texts[EntryReader.STATEMENT] = annotation.id().value();
            texts[EntryReader.METADATA] = RowJson.write(annotation.metadata().values());
        } else if (action instanceof Entry.Erase erase) {
            note("erase", erase.at(), erase.author());
            texts[EntryReader.STATEMENT] = erase.id().value();
        } else if (action instanceof Entry.Sweep sweep) {
            texts[EntryReader.ACTION] = "sweep";
            texts[EntryReader.AT] = sweep.at().toString();
            texts[EntryReader.RETRACTS] = RowJson.write(sweep.positions());
        } else if (action instanceof Entry.Tip tip) {
            texts[EntryReader.ACTION] = "tip";
            texts[EntryReader.TIP] = RowJson.write(Map.of(tip.run(), tip.lanes()));
        } else {
            throw new IllegalArgumentException(
                    "Entries that were erased or swept stand in the place of others: write the erasure or the sweep");
        }
    }

    private void note(String action, Instant at, Author author) {
        texts[EntryReader.ACTION] = action;
        texts[EntryReader.AT] = at.toString();
        texts[EntryReader.AUTHOR_TYPE] = author.type().name();
        texts[EntryReader.AUTHOR] = author.name();
    }

    private void note(MemoryId id, Statement statement, Assertion assertion) {
        Author recorder = assertion.recorder();
        if (recorder != null) {
            texts[EntryReader.RECORDER_TYPE] = recorder.type().name();
            texts[EntryReader.RECORDER] = recorder.name();
        }
        texts[EntryReader.NODE] = assertion.node();
        texts[EntryReader.THREAD] = assertion.thread();
        texts[EntryReader.STATEMENT] = id.value();
        texts[EntryReader.KIND] = statement.kind().name();
        texts[EntryReader.KEY] = statement.key();
        texts[EntryReader.VALUE] = statement.value();
        texts[EntryReader.TEXT] = statement.text();
        texts[EntryReader.ORIGIN] = assertion.origin().name();
        trust = assertion.trust();
        texts[EntryReader.EVIDENCE] = assertion.evidence();
        texts[EntryReader.METADATA] = RowJson.write(assertion.metadata().values());
        texts[EntryReader.EXPIRES] =
                assertion.expires() == null ? null : assertion.expires().toString();
        texts[EntryReader.DERIVED_FROM] = RowJson.write(
                assertion.derivedFrom().stream().map(MemoryId::value).toList());
    }
}
