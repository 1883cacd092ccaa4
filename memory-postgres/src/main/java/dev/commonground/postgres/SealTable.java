package dev.commonground.postgres;

import dev.commonground.memory.Scope;
import dev.commonground.memory.Verification;
import dev.commonground.store.AdministrativeAct;
import dev.commonground.store.ScopeName;
import dev.commonground.store.SealVerifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads the chain of hashes over the table {@code entry}. */
final class SealTable {

    private static final String SCOPES = """
            SELECT s.id, s.kind, s.name, s.task, h.position, h.link FROM @scope s JOIN @head h ON h.scope = s.id
            WHERE s.owner = ? ORDER BY s.kind, s.name, s.task""";

    private static final String ENTRIES =
            "SELECT " + SealVerifier.COLUMNS + " FROM @entry WHERE scope = ? ORDER BY position";

    private final Schema schema;

    SealTable(Schema schema) {
        this.schema = schema;
    }

    @SuppressWarnings("ArrayRecordComponent") // heads are never compared
    private record ChainEnd(String id, Scope scope, long position, byte[] link) {}

    /** Verifies within a transaction that sees one moment of all tables. */
    Verification verify(Connection connection, String owner) throws SQLException {
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        List<ChainEnd> heads = new ArrayList<>();
        new Script(schema)
                .askEach(
                        SCOPES,
                        row -> heads.add(new ChainEnd(
                                row.getString(1),
                                new ScopeName(
                                                row.getString(2),
                                                StoredText.read(row.getString(3)),
                                                StoredText.read(row.getString(4)))
                                        .scope(),
                                row.getLong(5),
                                row.getBytes(6))),
                        owner)
                .run(connection);
        Verification all = new Verification(0, List.of());
        for (ChainEnd head : heads) {
            SealVerifier verifier = new SealVerifier(head.scope, StoredText::read);
            new Script(schema).askEach(ENTRIES, verifier::add, head.id).run(connection);
            all = all.and(verifier.end(head.position, head.link));
        }
        return all.and(AdministrativeAct.verify(new ActTable(schema).all(connection, owner)));
    }
}
