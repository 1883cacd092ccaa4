package dev.commonground.internal.sqlite;

import dev.commonground.store.AdministrativeAct;
import dev.commonground.store.ScopeGoneException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The administrative acts, which are blobs. */
final class ActRows {

    private static final String LAST = "SELECT data FROM record WHERE collection = ? ORDER BY ordinal DESC LIMIT 1";

    private static final String ALL = "SELECT data FROM record WHERE collection = ? ORDER BY ordinal";

    private static final String HEAD = "SELECT position, link FROM scope WHERE id = ?";

    private ActRows() {}

    /** Records an act on a scope, which still exists. */
    static void add(StatementCache statements, String owner, AdministrativeAct.Kind kind, String scope)
            throws SQLException {
        AdministrativeAct act = statements
                .query(
                        HEAD,
                        row -> row.next()
                                ? Optional.of(new AdministrativeAct(kind, scope, row.getLong(1), row.getBytes(2)))
                                : Optional.<AdministrativeAct>empty(),
                        scope)
                .orElseThrow(() -> new ScopeGoneException(scope));
        String collection = AdministrativeAct.collection(owner);
        Optional<byte[]> last = statements.query(
                LAST, row -> row.next() ? Optional.of(row.getBytes(1)) : Optional.<byte[]>empty(), collection);
        statements.update(
                "INSERT INTO record (collection, key, data) VALUES (?, lower(hex(randomblob(16))), ?)",
                collection,
                act.after(last.orElse(null), Instant.now()));
    }

    static List<byte[]> all(StatementCache statements, String owner) throws SQLException {
        List<byte[]> acts = new ArrayList<>();
        statements.queryEach(ALL, row -> acts.add(row.getBytes(1)), AdministrativeAct.collection(owner));
        return acts;
    }
}
