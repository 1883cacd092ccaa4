package dev.commonground.postgres;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Queries with the same columns, which a script asks as one statement, or as a statement each.
 *
 * <p>Not thread-safe.
 */
final class UnionQuery {

    private final String order;
    private final boolean together;
    private final List<String> queries = new ArrayList<>();
    private final List<@Nullable Object[]> parameters = new ArrayList<>();

    /**
     * Creates an empty list.
     *
     * @param order the order of the rows, appended to each statement; empty for none
     * @param together whether to ask one statement
     */
    UnionQuery(String order, boolean together) {
        this.order = order;
        this.together = together;
    }

    void add(String query, @Nullable Object... given) {
        queries.add(query);
        parameters.add(given);
    }

    /** Adds the statements to a script; the reader gets each result before its first row. */
    void addTo(Script script, Script.RowReader reader) {
        if (together && !queries.isEmpty()) {
            script.ask(
                    String.join("\nUNION ALL\n", queries) + order,
                    reader,
                    parameters.stream().flatMap(Arrays::stream).toArray());
        } else {
            for (int i = 0; i < queries.size(); i++) {
                script.ask(queries.get(i) + order, reader, parameters.get(i));
            }
        }
    }
}
