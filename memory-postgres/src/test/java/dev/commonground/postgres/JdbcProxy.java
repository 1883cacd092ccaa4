package dev.commonground.postgres;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Sources and connections that differ from those of the driver in some calls. */
final class JdbcProxy {

    private JdbcProxy() {}

    /** Answers the calls of a proxy. */
    interface Answers {
        @Nullable
        Object answer(String method, List<Object> arguments, Original original) throws Throwable;
    }

    /** The call, as the driver answers it. */
    interface Original {
        @Nullable
        Object proceed() throws Throwable;
    }

    /** Changes the results of a proxy. */
    interface Results {
        @Nullable
        Object change(String method, @Nullable Object result);
    }

    /** Gives a connection. */
    interface Connections {
        Connection next() throws SQLException;
    }

    static <T> T of(Class<T> type, T target, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                JdbcProxy.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                    List<Object> arguments = given == null ? List.of() : Arrays.asList(given);
                    return answers.answer(method.getName(), arguments, () -> {
                        try {
                            return method.invoke(target, given);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
                }));
    }

    static <T> T changing(Class<T> type, T target, Results results) {
        return of(type, target, (method, arguments, original) -> results.change(method, original.proceed()));
    }

    /** Returns a source of the given connections. */
    static DataSource source(Connections connections) {
        return of(
                DataSource.class,
                TestServer.source(),
                (method, arguments, original) ->
                        method.equals("getConnection") ? connections.next() : original.proceed());
    }

    /** Returns a source of one connection, which stays open when a caller closes it. */
    static DataSource lasting(Connection connection) {
        Connection lasting = of(
                Connection.class,
                connection,
                (method, arguments, original) -> method.equals("close") ? null : original.proceed());
        return source(() -> lasting);
    }
}
