package dev.commonground.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeptStatementsTest {

    static final String ECHO = "SELECT ?";

    Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = KeptStatements.of(DriverManager.getConnection("jdbc:sqlite::memory:"));
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    String echo(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    @Test
    void aStatementThatIsUsedAgainHasNoParametersOfItsLastUse() throws SQLException {
        try (PreparedStatement first = connection.prepareStatement(ECHO)) {
            first.setString(1, "tea");
            assertThat(echo(first)).isEqualTo("tea");
        }

        try (PreparedStatement second = connection.prepareStatement(ECHO)) {
            assertThat(echo(second)).isEqualTo("null");
        }
    }

    @Test
    void aStatementThatIsInUseIsNotGivenAway() throws SQLException {
        try (PreparedStatement outer = connection.prepareStatement(ECHO)) {
            outer.setString(1, "outer");
            try (PreparedStatement inner = connection.prepareStatement(ECHO)) {
                inner.setString(1, "inner");
                assertThat(echo(inner)).isEqualTo("inner");
            }

            assertThat(echo(outer)).isEqualTo("outer");
        }
    }

    @Test
    void whatTheDatabaseRefusesIsThrownAsItIs() {
        assertThatThrownBy(() -> connection.prepareStatement("SELEC 1")).isInstanceOf(SQLException.class);
    }
}
