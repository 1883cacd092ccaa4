package dev.commonground.postgres;

import dev.commonground.store.AdministrativeAct;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The administrative acts, which are blobs. */
final class ActTable {

    private static final String HEAD = "SELECT position, link FROM @head WHERE scope = ?";

    private static final String ALL = "SELECT data FROM @record WHERE collection = ? ORDER BY ordinal";

    private static final String LAST =
            "SELECT ordinal, data FROM @record WHERE collection = ? ORDER BY ordinal DESC LIMIT 1";

    /** Waits for a transaction that inserts the same act, and inserts nothing if it commits. */
    private static final String INSERT = """
            INSERT INTO @record (collection, key, ordinal, data) VALUES (?, ?, ?, ?)
            ON CONFLICT (collection, key) DO NOTHING""";

    private final Schema schema;

    ActTable(Schema schema) {
        this.schema = schema;
    }

    /** Records an act on scopes, which still exist and are locked. */
    void add(Connection connection, String owner, AdministrativeAct.Kind kind, List<String> scopes)
            throws SQLException {
        for (String scope : scopes) {
            List<AdministrativeAct> act = new ArrayList<>();
            new Script(schema)
                    .askEach(
                            HEAD,
                            row -> act.add(new AdministrativeAct(kind, scope, row.getLong(1), row.getBytes(2))),
                            scope)
                    .run(connection);
            boolean added = act.isEmpty();
            while (!added) {
                added = add(connection, AdministrativeAct.collection(owner), act.get(0));
            }
        }
    }

    private boolean add(Connection connection, String collection, AdministrativeAct act) throws SQLException {
        List<Long> number = new ArrayList<>(List.of(1L));
        List<byte[]> last = new ArrayList<>();
        new Script(schema)
                .askEach(
                        LAST,
                        row -> {
                            number.set(0, row.getLong(1) + 1);
                            last.add(row.getBytes(2));
                        },
                        collection)
                .run(connection);
        byte[] blob = act.after(last.isEmpty() ? null : last.get(0), Instant.now());
        return new Script(schema)
                        .then(INSERT, collection, Long.toString(number.get(0)), number.get(0), blob)
                        .run(connection)
                > 0;
    }

    List<byte[]> all(Connection connection, String owner) throws SQLException {
        List<byte[]> acts = new ArrayList<>();
        new Script(schema)
                .askEach(ALL, row -> acts.add(row.getBytes(1)), AdministrativeAct.collection(owner))
                .run(connection);
        return acts;
    }
}
