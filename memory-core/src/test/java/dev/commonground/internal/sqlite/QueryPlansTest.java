package dev.commonground.internal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No statement of the store reads a whole table: each one finds its rows in an index, however many scopes a file holds. */
class QueryPlansTest {

    private static final Pattern STATEMENT = Pattern.compile("SELECT |UPDATE |DELETE |WITH ");

    /** Constants that are parts of other statements, and the scopes of an owner, which a verification reads all. */
    private static final Set<String> PARTS =
            Set.of("ListingRows.STATUS", "ListingRows.PAGE_OF_TASKS", "SqliteReadings.FIND", "SealRows.SCOPES");

    /** Read a whole table on purpose, for a scope that has half of it. */
    private static final Set<String> WHOLE = Set.of("EntryVectors.SCAN", "KeyedVectors.SCAN");

    /** A whole table, or all scopes of an owner. */
    private static final Pattern ALL = Pattern.compile(
            "SCAN (scope|lane|tip|entry|entry_vector|vector|reading|record|s|e|v)\\b.*|.*\\(owner=\\?\\)");

    @TempDir
    static Path folder;

    static Stream<String> statements() {
        return new ClassFileImporter()
                .importPath(Path.of("target", "classes", "dev", "commonground", "internal", "sqlite")).stream()
                        .map(JavaClass::reflect)
                        .flatMap(type -> Stream.of(type.getDeclaredFields()))
                        .filter(field -> field.getType() == String.class && Modifier.isStatic(field.getModifiers()))
                        .filter(field -> !PARTS.contains(name(field)) && !WHOLE.contains(name(field)))
                        .map(QueryPlansTest::value)
                        .filter(sql -> STATEMENT.matcher(sql).lookingAt());
    }

    private static String name(Field constant) {
        return constant.getDeclaringClass().getSimpleName() + "." + constant.getName();
    }

    private static String value(Field constant) {
        try {
            constant.setAccessible(true);
            return String.valueOf(constant.get(null));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("statements")
    void findTheirRowsInAnIndex(String sql) throws SQLException {
        Path file = folder.resolve("memory.db");
        SqliteStore.open(file).close();

        assertThat(plan(file, sql)).noneMatch(step -> ALL.matcher(step).matches());
    }

    private static List<String> plan(Path file, String sql) throws SQLException {
        List<String> steps = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("EXPLAIN QUERY PLAN " + sql)) {
            while (row.next()) {
                steps.add(row.getString("detail"));
            }
        }
        return steps;
    }
}
