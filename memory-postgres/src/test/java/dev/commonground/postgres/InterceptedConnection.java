package dev.commonground.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/** Connections with which a test does something else before a statement, as another process would. */
final class InterceptedConnection {

    private InterceptedConnection() {}

    /** Runs before a statement. */
    @FunctionalInterface
    interface Before {
        void statement(String sql) throws SQLException;
    }

    static Connection of(Connection connection, Before before) {
        return JdbcProxy.of(Connection.class, connection, (method, arguments, original) -> {
            if (method.equals("prepareStatement")) {
                before.statement(String.valueOf(arguments.get(0)));
            }
            Object answer = original.proceed();
            return method.equals("createStatement") ? of((Statement) Objects.requireNonNull(answer), before) : answer;
        });
    }

    private static Statement of(Statement statement, Before before) {
        return JdbcProxy.of(Statement.class, statement, (method, arguments, original) -> {
            if (!arguments.isEmpty() && arguments.get(0) instanceof String sql) {
                before.statement(sql);
            }
            return original.proceed();
        });
    }

    /** Runs an action before the first statement that has a text in it. */
    static Before first(String text, Runnable action) {
        boolean[] done = {false};
        return sql -> {
            if (!done[0] && sql.contains(text)) {
                done[0] = true;
                action.run();
            }
        };
    }
}
