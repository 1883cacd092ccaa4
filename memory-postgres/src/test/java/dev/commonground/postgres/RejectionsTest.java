package dev.commonground.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A rejected statement is left to the script that locks, unless the script would fail as well. */
class RejectionsTest {

    final Rejections rejections = new Rejections();

    @ParameterizedTest
    @ValueSource(strings = {Failures.UNIQUE_VIOLATION, Failures.NOT_NULL_VIOLATION})
    void anOutdatedStatementIsTriedAgainNextTime(String state) throws SQLException {
        rejections.leaveToScript(new SQLException("too late", state));

        assertThat(rejections.supported()).isTrue();
    }

    @Test
    void anUnsupportedStatementIsNotTriedAgain() throws SQLException {
        rejections.leaveToScript(new SQLException("unknown", Failures.NOT_SUPPORTED));

        assertThat(rejections.supported()).isFalse();
    }

    /** A failure of the pool has no state. */
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "08006")
    void anyOtherFailureIsThrown(@Nullable String state) {
        SQLException broken = new SQLException("broken", state);

        assertThatThrownBy(() -> rejections.leaveToScript(broken)).isSameAs(broken);
        assertThat(rejections.supported()).isTrue();
    }
}
