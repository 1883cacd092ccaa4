package dev.commonground.internal.sqlite;

import dev.commonground.memory.Scope;
import dev.commonground.memory.Verification;
import dev.commonground.store.AdministrativeAct;
import dev.commonground.store.ScopeName;
import dev.commonground.store.SealVerifier;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Reads the chain of hashes over the table {@code entry}. */
final class SealRows {

    private static final String SCOPES =
            "SELECT id, kind, name, task, position, link FROM scope WHERE owner = ? ORDER BY kind, name, task";

    private static final String ENTRIES =
            "SELECT " + SealVerifier.COLUMNS + " FROM entry WHERE scope = ? ORDER BY position";

    private SealRows() {}

    @SuppressWarnings("ArrayRecordComponent") // heads are never compared
    private record ScopeEnd(String id, Scope scope, long position, byte[] link) {}

    static Verification verify(StatementCache statements, String owner) throws SQLException {
        List<ScopeEnd> heads = new ArrayList<>();
        statements.queryEach(
                SCOPES,
                row -> heads.add(new ScopeEnd(
                        row.getString(1),
                        new ScopeName(row.getString(2), row.getString(3), row.getString(4)).scope(),
                        row.getLong(5),
                        row.getBytes(6))),
                owner);
        Verification all = new Verification(0, List.of());
        for (ScopeEnd head : heads) {
            SealVerifier verifier = new SealVerifier(head.scope, UnaryOperator.identity());
            statements.queryEach(ENTRIES, verifier::add, head.id);
            all = all.and(verifier.end(head.position, head.link))
                    .and(VectorRows.verify(statements, head.id, head.scope));
        }
        return all.and(AdministrativeAct.verify(ActRows.all(statements, owner)));
    }
}
