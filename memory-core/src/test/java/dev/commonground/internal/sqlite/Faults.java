package dev.commonground.internal.sqlite;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Lets one statement of a store fail. After {@link #arm}, it blocks the next statement until {@link #letGo}, then counts
 * statements and fails the one with the given number.
 */
final class Faults implements UnaryOperator<Connection> {

    private final Sort sort;
    private final int at;
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch letGo = new CountDownLatch(1);
    private volatile boolean armed;
    private int counted;
    private @Nullable String failed;

    /** The number of statements of commits in this transaction, and its value at the failed statement. */
    private int place;

    private int failedPlace;
    private boolean failsAgain;

    /** The kind of failure. */
    enum Sort {
        /** The statement is not executed. */
        UNDONE,
        /** The statement is executed, but its answer is lost. */
        UNANSWERED,
        /** The statement is not executed, nor when the store repeats its commit in a savepoint. */
        UNDONE_AGAIN,
        /** The statement is executed, but its answer is lost, also when the store repeats its commit in a savepoint. */
        UNANSWERED_AGAIN,
        /** The failure rolls back the whole transaction, as SQLite does on a full disk. */
        ROLLED_BACK,
        /** All later statements fail, and closing the connection fails, too. */
        BROKEN
    }

    /** A call on the wrapped object. */
    @FunctionalInterface
    private interface Call {
        @Nullable
        Object on(Method method, Object @Nullable [] arguments) throws Throwable;
    }

    Faults(Sort sort, int at) {
        this.sort = sort;
        this.at = at;
    }

    void arm() {
        armed = true;
    }

    void awaitHeld() throws InterruptedException {
        held.await();
    }

    void letGo() {
        letGo.countDown();
    }

    /** Returns the text of the failed statement, or null if none has failed yet. */
    synchronized @Nullable String failed() {
        return failed;
    }

    /** Returns whether the failed statement belongs to one commit, and not to the transaction of the group. */
    boolean hitOneCommit() {
        return isOfOneCommit(String.valueOf(failed()));
    }

    private static boolean isOfOneCommit(String statement) {
        String sql = statement.strip().toUpperCase(Locale.ROOT);
        return sql.startsWith("SELECT") || sql.startsWith("INSERT") || sql.startsWith("UPDATE");
    }

    @Override
    public Connection apply(Connection connection) {
        return proxy(Connection.class, (method, arguments) -> {
            Object result = invoke(connection, method, arguments);
            if (armed && method.getName().equals("close") && sort == Sort.BROKEN && failed() != null) {
                throw new SQLException("injected: not closed in order");
            }
            if (result instanceof PreparedStatement prepared && arguments != null) {
                return statement(PreparedStatement.class, prepared, connection, String.valueOf(arguments[0]));
            }
            return result instanceof Statement plain ? statement(Statement.class, plain, connection, "") : result;
        });
    }

    private <T extends Statement> T statement(Class<T> type, T statement, Connection connection, String prepared) {
        return proxy(type, (method, arguments) -> {
            if (!armed || !method.getName().startsWith("execute")) {
                return invoke(statement, method, arguments);
            }
            held.countDown();
            letGo.await();
            String sql = arguments == null ? prepared : String.valueOf(arguments[0]);
            if (!fails(sql)) {
                return invoke(statement, method, arguments);
            }
            if (sort == Sort.UNANSWERED || sort == Sort.UNANSWERED_AGAIN) {
                invoke(statement, method, arguments);
            }
            if (sort == Sort.ROLLED_BACK) {
                rollBack(connection);
            }
            throw new SQLException("injected: " + sort);
        });
    }

    private synchronized boolean fails(String sql) {
        counted++;
        place = sql.startsWith("BEGIN") ? 0 : place + (isOfOneCommit(sql) ? 1 : 0);
        if (counted == at) {
            failed = sql;
            failedPlace = place;
            failsAgain = isOfOneCommit(sql) && (sort == Sort.UNDONE_AGAIN || sort == Sort.UNANSWERED_AGAIN);
            return true;
        }
        if (failsAgain && place == failedPlace && isOfOneCommit(sql)) {
            failsAgain = false;
            return true;
        }
        return sort == Sort.BROKEN && failed != null;
    }

    private static void rollBack(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ROLLBACK");
        } catch (SQLException none) {
            // There is no open transaction.
        }
    }

    Sort sort() {
        return sort;
    }

    void disarm() {
        armed = false;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                Faults.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call.on(method, arguments)));
    }

    private static @Nullable Object invoke(Object target, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
