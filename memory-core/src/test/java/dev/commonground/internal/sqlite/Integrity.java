package dev.commonground.internal.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks a database file with SQLite's integrity check and the rules of a log.
 *
 * @param file the file, which may be in use
 */
public record Integrity(Path file) {

    private static final List<String> RULES = List.of(
            "SELECT 'SQLite: ' || integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
            """
            SELECT 'positions of ' || s.id || ' leave a gap' FROM scope s
            LEFT JOIN (SELECT scope, count(*) n, min(position) low, max(position) high FROM entry GROUP BY scope) e
            ON e.scope = s.id
            WHERE s.position <> coalesce(e.n, 0) OR (e.n > 0 AND (e.low <> 1 OR e.high <> e.n))""",
            """
            SELECT 'the head of lane ' || l.lane || ' of ' || l.scope || ' is wrong' FROM lane l
            LEFT JOIN (SELECT scope, lane, count(*) n, max(number) high FROM entry GROUP BY scope, lane) e
            ON e.scope = l.scope AND e.lane = l.lane
            WHERE l.head <> coalesce(e.n, 0) OR l.head <> coalesce(e.high, 0)""",
            """
            SELECT 'two entries have number ' || number || ' of lane ' || lane || ' of ' || scope FROM entry
            WHERE lane <> 0 GROUP BY scope, lane, number HAVING count(*) > 1""",
            """
            SELECT 'two entries are number ' || ordinal || ' of commit ' || commit_id || ' to ' || scope FROM entry
            GROUP BY scope, commit_id, ordinal HAVING count(*) > 1""",
            """
            SELECT 'the index of the commits of ' || s.id || ' is wrong' FROM scope s
            WHERE s.indexed NOT BETWEEN s.position - 63 AND s.position
            OR (SELECT coalesce(sum(c.last - c.first + 1), 0) FROM commit_entries c WHERE c.scope = s.id) <> s.indexed
            OR EXISTS (SELECT 1 FROM commit_entries c JOIN entry e ON e.scope = c.scope AND e.position IN (c.first, c.last)
              WHERE c.scope = s.id AND e.commit_id <> c.commit_id)""",
            """
            SELECT 'entry ' || position || ' of ' || scope || ' belongs to no scope' FROM entry
            WHERE scope NOT IN (SELECT id FROM scope)""",
            """
            SELECT 'a vector of ' || v.scope || ' belongs to no entry' FROM vector v
            WHERE NOT EXISTS (SELECT 1 FROM entry e WHERE e.scope = v.scope AND e.statement = v.statement)""",
            """
            SELECT 'vector ' || v.number || ' of ' || v.scope || ' belongs to no entry' FROM entry_vector v
            WHERE NOT EXISTS (SELECT 1 FROM entry e
              WHERE e.scope = v.scope AND e.vector = v.number AND e.statement = v.statement)""");

    /** Returns the violations; empty if the file is sound. */
    public List<String> problems() throws SQLException {
        List<String> problems = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String rule : RULES) {
                try (ResultSet row = statement.executeQuery(rule)) {
                    while (row.next()) {
                        problems.add(row.getString(1));
                    }
                }
            }
        }
        return problems;
    }
}
