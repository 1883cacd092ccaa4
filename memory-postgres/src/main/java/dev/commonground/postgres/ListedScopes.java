package dev.commonground.postgres;

import dev.commonground.store.ScopeListing;
import dev.commonground.store.ScopeName;
import dev.commonground.store.ScopeRecord;
import dev.commonground.store.ScopeStatus;
import dev.commonground.store.StatementIdentity;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Lists the scopes of an owner in two round trips: their names, then the state of each with a query of its own, so that a
 * distributed database needs one shard for each query.
 */
final class ListedScopes {

    private static final String SELECT = "SELECT kind, name, task, id, salt FROM @scope WHERE owner = ? AND ";

    private static final String BY_NAME =
            SELECT + "kind = ? AND task = '' AND name COLLATE \"C\" > ? ORDER BY name COLLATE \"C\" LIMIT ?";

    /**
     * A task without memories of its own exists by its agents' notes. Each half of a page stops after as many names as the
     * page has, and finds them in an index.
     */
    private static final String TASKS = """
            WITH page AS (
              SELECT task FROM (
                (SELECT name COLLATE "C" AS task FROM @scope
                 WHERE owner = ? AND kind = 'task' AND name COLLATE "C" > ? ORDER BY name COLLATE "C" LIMIT ?)
                UNION
                (SELECT DISTINCT task COLLATE "C" FROM @scope
                 WHERE owner = ? AND task COLLATE "C" > ? ORDER BY task COLLATE "C" LIMIT ?)) AS tasks
              ORDER BY task LIMIT ?)
            SELECT kind, name, s.task, id, salt, page.task AS listed FROM page JOIN @scope AS s
            ON s.owner = ? AND s.kind = 'task' AND s.name = page.task COLLATE "default"
            UNION ALL SELECT kind, name, s.task, id, salt, page.task FROM page JOIN @scope AS s
            ON s.owner = ? AND s.kind = 'agent' AND s.task = page.task COLLATE "default"
            ORDER BY listed, kind DESC, name""";

    private static final String STATUS = """
            SELECT archived, position, (
              SELECT at FROM @entry WHERE scope = h.scope AND at IS NOT NULL ORDER BY position DESC LIMIT 1)
            FROM @head h WHERE scope = ?""";

    private final Schema schema;

    ListedScopes(Schema schema) {
        this.schema = schema;
    }

    List<ScopeStatus> list(Connection connection, String owner, ScopeListing listing) throws SQLException {
        List<ScopeRecord> records = new ArrayList<>();
        String after = listing.after();
        int limit = listing.limit();
        Script names = new Script(schema);
        if (listing.subject() != ScopeListing.Subject.TASKS) {
            String kind = listing.subject() == ScopeListing.Subject.USERS ? "user" : "agent";
            names.askEach(BY_NAME, row -> records.add(record(row)), owner, kind, after, limit);
        } else {
            names.askEach(
                    TASKS,
                    row -> records.add(record(row)),
                    owner,
                    after,
                    limit,
                    owner,
                    after,
                    limit,
                    limit,
                    owner,
                    owner);
        }
        names.run(connection);
        List<ScopeStatus> listed = new ArrayList<>();
        Script states = new Script(schema);
        records.forEach(record -> states.askEach(STATUS, row -> listed.add(status(record, row)), record.id()));
        states.runIfAny(connection);
        return listed;
    }

    private static ScopeRecord record(ResultSet row) throws SQLException {
        return new ScopeRecord(
                row.getString(4),
                new ScopeName(row.getString(1), row.getString(2), row.getString(3)).scope(),
                new StatementIdentity(row.getBytes(5)));
    }

    private static ScopeStatus status(ScopeRecord record, ResultSet row) throws SQLException {
        String at = row.getString(3);
        return new ScopeStatus(record, row.getBoolean(1), row.getLong(2), at == null ? null : Instant.parse(at));
    }
}
