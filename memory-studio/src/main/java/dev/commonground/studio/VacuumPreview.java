package dev.commonground.studio;

import dev.commonground.store.MemoryStore;
import dev.commonground.store.MemoryStoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Properties;

/**
 * What rewriting the files of a store would free. It changes nothing.
 *
 * @param size the size of the files or tables, in bytes
 * @param free about how many of these bytes hold nothing, or only what was removed
 * @param removed whether content that was removed is possibly left in them
 */
record VacuumPreview(long size, long free, boolean removed) {

    private static final double KILO = 1024;

    private static final String SQLITE = """
            SELECT page_count * page_size, freelist_count * page_size,
            EXISTS (SELECT 1 FROM record WHERE collection = 'cleaning')
            FROM pragma_page_count(), pragma_page_size(), pragma_freelist_count()""";

    /** PostgreSQL estimates the dead rows of a table; their share of its size is about what they take. */
    private static final String POSTGRES = """
            SELECT sum(pg_catalog.pg_total_relation_size(relid)),
            sum(pg_catalog.pg_total_relation_size(relid) * n_dead_tup / greatest(n_live_tup + n_dead_tup, 1))
            FROM pg_catalog.pg_stat_user_tables WHERE schemaname = 'commonground'""";

    static VacuumPreview of(MemoryPlace place) {
        try {
            return place.isUrl() ? ofDatabase(place) : ofFile(place);
        } catch (SQLException e) {
            throw new MemoryStoreException("The size of the memory could not be read: see the cause", e);
        }
    }

    private static VacuumPreview ofFile(MemoryPlace place) throws SQLException {
        Properties readOnly = new Properties();
        readOnly.setProperty("open_mode", "1");
        try (Connection connection = DriverManager.getConnection(place.jdbcUrl(), readOnly);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SQLITE)) {
            row.next();
            long log = bytes(Path.of(place.file() + "-wal"));
            return new VacuumPreview(row.getLong(1) + log, row.getLong(2) + log, row.getBoolean(3));
        }
    }

    private static long bytes(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException("The size of %s could not be read: see the cause".formatted(file), e);
        }
    }

    private static VacuumPreview ofDatabase(MemoryPlace place) throws SQLException {
        boolean removed;
        try (MemoryStore store = place.existingStore()) {
            removed = !store.cleanup().isComplete();
        }
        try (Connection connection = DriverManager.getConnection(place.jdbcUrl());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(POSTGRES)) {
            row.next();
            return new VacuumPreview(row.getLong(1), row.getLong(2), removed);
        }
    }

    /** Returns the preview in words. */
    String text() {
        return "Would rewrite the memory, %s, and free about %s.%n%s"
                .formatted(
                        size(size),
                        size(free),
                        removed
                                ? "Content that was erased, swept or deleted may be left in it."
                                : "Nothing that was erased, swept or deleted is left in it.");
    }

    private static String size(long bytes) {
        double kilobytes = bytes / KILO;
        return kilobytes < KILO
                ? String.format(Locale.ROOT, "%.0f KB", kilobytes)
                : String.format(Locale.ROOT, "%.1f MB", kilobytes / KILO);
    }
}
