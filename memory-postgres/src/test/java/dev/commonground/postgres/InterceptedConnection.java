package dev.commonground.postgres;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;

/** Connections with which a test does something else before a statement, as another process would. */
final class InterceptedConnection {

    private InterceptedConnection() {}

    /** Runs before a statement. */
    @FunctionalInterface
    interface Before {
        void statement(String sql) throws SQLException;
    }

    static Connection of(Connection connection, Before before) {
        return (Connection) Proxy.newProxyInstance(
                InterceptedConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, given) -> {
                    if (method.getName().equals("prepareStatement")) {
                        before.statement(given[0].toString());
                    }
                    try {
                        return method.invoke(connection, given);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
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
