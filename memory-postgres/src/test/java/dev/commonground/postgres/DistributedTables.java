package dev.commonground.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.regex.Pattern;

/**
 * The tables of a memory on a server with the extension Citus: distributed over its machines by the statements that decision
 * 27 gives.
 */
final class DistributedTables {

    private static final Path DECISION = Path.of("../docs/decisions/0027-distributed-forms-of-postgresql.md");

    private static final Pattern SEMICOLON = Pattern.compile(";");

    private static final boolean AVAILABLE = isInstalled();

    private DistributedTables() {}

    /** Returns whether the database of the tests has the extension. */
    static boolean areAvailable() {
        return AVAILABLE;
    }

    private static boolean isInstalled() {
        try {
            return TestServer.ask("SELECT 1 FROM pg_extension WHERE extname = 'citus'")
                    .equals("1");
        } catch (SQLException e) {
            throw new IllegalStateException("The server of the tests does not answer", e);
        }
    }

    /** Creates the tables of a schema and distributes them. */
    static void create(String schema) {
        PostgresStore.builder(TestServer.source()).schema(schema).open().close();
        try {
            for (String statement : SEMICOLON.splitAsStream(statements(schema)).toList()) {
                TestServer.execute(statement);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("A statement of decision 27 was refused", e);
        }
    }

    /** Returns the statements of the decision, for a schema. */
    static String statements(String schema) {
        try {
            String text = Files.readString(DECISION);
            String statements = text.substring(text.indexOf("-- Citus\n"), text.indexOf("-- YugabyteDB"));
            return statements.strip().replace("commonground.", schema + ".");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
