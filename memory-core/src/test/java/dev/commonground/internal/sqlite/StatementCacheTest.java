package dev.commonground.internal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatementCacheTest {

    static final String ECHO = "SELECT ?";

    final List<PreparedStatement> prepared = new ArrayList<>();
    Connection connection;
    StatementCache cache;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        cache = new StatementCache(recording(connection));
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    /** Returns a connection that adds the statements it prepares to {@link #prepared}. */
    Connection recording(Connection target) {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    Object result = invoke(target, method, arguments);
                    if (result instanceof PreparedStatement statement) {
                        prepared.add(statement);
                    }
                    return result;
                });
    }

    static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    static String first(ResultSet rows) throws SQLException {
        rows.next();
        return String.valueOf(rows.getString(1));
    }

    static String execute(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            return first(rows);
        }
    }

    @Test
    void compilesATextOnce() throws SQLException {
        assertThat(cache.query(ECHO, StatementCacheTest::first, "tea")).isEqualTo("tea");
        assertThat(cache.query(ECHO, StatementCacheTest::first, "coffee")).isEqualTo("coffee");

        assertThat(prepared).hasSize(1);
    }

    @Test
    void clearsTheParametersOfAReusedStatement() throws SQLException {
        cache.query(ECHO, StatementCacheTest::first, "tea");

        assertThat(cache.use(ECHO, StatementCacheTest::execute)).isEqualTo("null");
    }

    @Test
    void doesNotShareAStatementInUse() throws SQLException {
        cache.query(ECHO, StatementCacheTest::first, "before");

        String outer = cache.use(ECHO, statement -> {
            statement.setString(1, "outer");
            assertThat(cache.query(ECHO, StatementCacheTest::first, "inner")).isEqualTo("inner");
            return execute(statement);
        });

        assertThat(outer).isEqualTo("outer");
        assertThat(prepared).hasSize(2);
        assertThat(prepared.get(0).isClosed()).isTrue();
        assertThat(cache.query(ECHO, StatementCacheTest::first, "again")).isEqualTo("again");
    }

    @Test
    void closesAFailedStatementAndCompilesItAgain() throws SQLException {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> cache.query(ECHO, rows -> fail(), "tea"))
                .withMessage("failed");

        assertThat(prepared.get(0).isClosed()).isTrue();
        assertThat(cache.query(ECHO, StatementCacheTest::first, "coffee")).isEqualTo("coffee");
        assertThat(prepared).hasSize(2);
    }

    static String fail() {
        throw new IllegalStateException("failed");
    }

    @Test
    void closesAStatementThatTheDatabaseRefusesToExecute() throws SQLException {
        cache.update("CREATE TABLE t (x TEXT PRIMARY KEY)");
        cache.update("INSERT INTO t VALUES (?)", "tea");

        assertThatThrownBy(() -> cache.update("INSERT INTO t VALUES (?)", "tea"))
                .isInstanceOf(SQLException.class);

        assertThat(prepared.get(1).isClosed()).isTrue();
        assertThat(cache.update("INSERT INTO t VALUES (?)", "coffee")).isEqualTo(1);
    }

    @Test
    void bindsEveryTypeOfParameter() throws SQLException {
        String types = "SELECT typeof(?1) || typeof(?2) || typeof(?3) || typeof(?4) || typeof(?5) || ?1 || ?2 || ?4";

        assertThat(cache.query(types, StatementCacheTest::first, "tea", 3_000_000_000L, new byte[] {1}, 4, 0.5))
                .isEqualTo("textintegerblobintegerrealtea30000000004");
        assertThat(cache.update("CREATE TABLE t AS SELECT ? AS x", new Object[] {null}))
                .isNotNegative();
        assertThat(cache.query("SELECT x IS NULL FROM t", StatementCacheTest::first))
                .isEqualTo("1");
    }

    @Test
    void visitsEachRow() throws SQLException {
        List<String> visited = new ArrayList<>();

        cache.queryEach("SELECT 'a' || ? UNION ALL SELECT 'b'", row -> visited.add(row.getString(1)), "!");

        assertThat(visited).containsExactly("a!", "b");
    }

    @Test
    void keepsAFailureToCloseBesideTheFirstOne() {
        PreparedStatement broken = (PreparedStatement) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {PreparedStatement.class}, (proxy, method, arguments) -> {
                    throw new SQLException(method.getName() + " failed");
                });
        Connection breaking = (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> broken);

        assertThatThrownBy(() -> new StatementCache(breaking).update("SELECT 1"))
                .hasMessage("executeUpdate failed")
                .satisfies(e -> assertThat(e.getSuppressed())
                        .singleElement()
                        .satisfies(suppressed -> assertThat(suppressed).hasMessage("close failed")));
    }

    @Test
    void passesOnTheExceptionForAnInvalidText() {
        assertThatThrownBy(() -> cache.update("SELEC 1")).isInstanceOf(SQLException.class);
    }

    @Test
    void closesItsStatementsAndTheConnection() throws SQLException {
        cache.query(ECHO, StatementCacheTest::first, "tea");
        cache.query("SELECT 1", StatementCacheTest::first);
        List<Boolean> closedBeforeConnection = new ArrayList<>();
        StatementCache closing = new StatementCache(closingAfter(closedBeforeConnection));
        closing.query(ECHO, StatementCacheTest::first, "tea");

        closing.close();
        cache.close();

        assertThat(closedBeforeConnection).containsExactly(true);
        assertThat(connection.isClosed()).isTrue();
        for (PreparedStatement statement : prepared) {
            assertThat(statement.isClosed()).isTrue();
        }
    }

    /** Returns a connection that records on closing whether its last statement was closed before. */
    Connection closingAfter(List<Boolean> closed) throws SQLException {
        Connection target = recording(DriverManager.getConnection("jdbc:sqlite::memory:"));
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        closed.add(prepared.get(prepared.size() - 1).isClosed());
                    }
                    return invoke(target, method, arguments);
                });
    }
}
