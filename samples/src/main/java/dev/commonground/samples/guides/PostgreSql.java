package dev.commonground.samples.guides;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.commonground.SharedMemory;
import dev.commonground.postgres.PostgresStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Agents on several machines that share a PostgreSQL database. */
public final class PostgreSql {

    private PostgreSql() {}

    /** Runs the guide on the database of a JDBC URL. */
    public static void main(String[] arguments) {
        if (arguments.length != 1) {
            throw new IllegalArgumentException(
                    "Pass the JDBC URL of a database, such as jdbc:postgresql://host/db?user=ann");
        }
        show(arguments[0]).forEach(System.out::println);
    }

    static List<String> show(String url) {
        write(url);
        return readWithPool(url);
    }

    private static void write(String url) {
        // guide
        try (SharedMemory memory = SharedMemory.open(url)) {
            memory.task("task_q3_proposal").agent("researcher").remember("The deadline is 4 December");
        }
        // end of guide
    }

    private static List<String> readWithPool(String url) {
        List<String> seen = new ArrayList<>();
        // guide
        HikariConfig settings = new HikariConfig();
        settings.setJdbcUrl(url);
        settings.setMaximumPoolSize(10);
        settings.setConnectionTimeout(Duration.ofSeconds(5).toMillis());
        try (HikariDataSource pool = new HikariDataSource(settings);
                SharedMemory memory = SharedMemory.builder(PostgresStore.builder(pool)
                                .schema(PostgresStore.DEFAULT_SCHEMA)
                                .patience(Duration.ofSeconds(10))
                                .open())
                        .open()) {
            memory.task("task_q3_proposal")
                    .agent("writer")
                    .recall("deadline?", 3)
                    .forEach(match ->
                            seen.add("the writer finds " + match.memory().text()));
        }
        // end of guide
        return seen;
    }
}
