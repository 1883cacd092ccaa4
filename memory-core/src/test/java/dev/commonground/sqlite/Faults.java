package dev.commonground.sqlite;

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
 * Makes one statement of a store fail. Once armed, it holds the store's next statement until it is let go, and then
 * counts: the statement with the given number fails.
 */
final class Faults implements UnaryOperator<Connection> {

    private final Sort sort;
    private final int at;
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch letGo = new CountDownLatch(1);
    private volatile boolean armed;
    private int counted;
    private @Nullable String failed;

    /** How many statements of commits came since the transaction began, and how many before the one that failed. */
    private int place;

    private int failedPlace;
    private boolean failsAgain;

    /** How a statement fails. */
    enum Sort {
        /** It is never run. */
        UNDONE,
        /** It is run, but its answer is lost. */
        UNANSWERED,
        /** It is never run, nor when its commit is tried again by itself. */
        UNDONE_AGAIN,
        /** It is run, but its answer is lost, and so it is when its commit is tried again by itself. */
        UNANSWERED_AGAIN,
        /** It takes the whole transaction back, as SQLite does when the disk is full. */
        ROLLED_BACK,
        /** The connection is of no use from then on and cannot even be closed without an error. */
        BROKEN
    }

    /** What to run on the connection itself. */
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

    /** Returns the text of the statement that failed, or null if none has come so far. */
    synchronized @Nullable String failed() {
        return failed;
    }

    /** Returns whether what failed belongs to a single commit, and not to the transaction that several share. */
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
            // There was no transaction to take back.
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
