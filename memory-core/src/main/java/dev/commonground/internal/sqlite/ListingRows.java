package dev.commonground.internal.sqlite;

import dev.commonground.memory.Scope;
import dev.commonground.store.ScopeListing;
import dev.commonground.store.ScopeName;
import dev.commonground.store.ScopeRecord;
import dev.commonground.store.ScopeStatus;
import dev.commonground.store.StatementIdentity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Lists the scopes of an owner with their last activity. */
final class ListingRows {

    private static final String STATUS = """
            SELECT s.kind, s.name, s.task, s.id, s.salt, s.archived, s.position, (
              SELECT at FROM entry WHERE scope = s.id AND at IS NOT NULL ORDER BY position DESC LIMIT 1)""";

    private static final String BY_NAME = STATUS
            + " FROM scope s WHERE s.owner = ?1 AND s.kind = ?4 AND s.task = '' AND s.name > ?2 ORDER BY s.name LIMIT ?3";

    /**
     * A task without memories of its own exists by its agents' notes. Each half stops after a page, and finds its rows in an
     * index.
     */
    private static final String PAGE_OF_TASKS = """
            WITH page AS (SELECT task FROM (
              SELECT * FROM (
                SELECT name AS task FROM scope WHERE owner = ?1 AND kind = 'task' AND name > ?2 ORDER BY name LIMIT ?3)
              UNION SELECT * FROM (
                SELECT DISTINCT task FROM scope WHERE owner = ?1 AND task > ?2 ORDER BY task LIMIT ?3))
            ORDER BY task LIMIT ?3)\n""";

    private static final String TASKS = PAGE_OF_TASKS + STATUS + """
            , page.task AS listed FROM page CROSS JOIN scope s WHERE s.owner = ?1 AND s.kind = 'task' AND s.name = page.task
            UNION ALL\n""" + STATUS + """
            , page.task FROM page CROSS JOIN scope s WHERE s.owner = ?1 AND s.kind = 'agent' AND s.task = page.task
            ORDER BY listed, 1 DESC, 2""";

    private ListingRows() {}

    static List<ScopeStatus> list(StatementCache statements, String owner, ScopeListing listing) throws SQLException {
        return listing.subject() == ScopeListing.Subject.TASKS
                ? statements.query(TASKS, ListingRows::read, owner, listing.after(), listing.limit())
                : statements.query(
                        BY_NAME,
                        ListingRows::read,
                        owner,
                        listing.after(),
                        listing.limit(),
                        listing.subject() == ScopeListing.Subject.USERS ? "user" : "agent");
    }

    private static List<ScopeStatus> read(ResultSet rows) throws SQLException {
        List<ScopeStatus> listed = new ArrayList<>();
        while (rows.next()) {
            listed.add(status(rows));
        }
        return listed;
    }

    private static ScopeStatus status(ResultSet row) throws SQLException {
        Scope scope = new ScopeName(row.getString(1), row.getString(2), row.getString(3)).scope();
        String at = row.getString(8);
        return new ScopeStatus(
                new ScopeRecord(row.getString(4), scope, new StatementIdentity(row.getBytes(5))),
                row.getBoolean(6),
                row.getLong(7),
                at == null ? null : Instant.parse(at));
    }
}
