package dev.commonground.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.store.MemoryStoreException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The message of each kind of failure names a remedy. The states are in Appendix A of PostgreSQL's manual. */
class FailuresTest {

    static final Failures FAILURES = new Failures("jdbc:postgresql://db/memory", Duration.ofSeconds(7));

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource({
        "40001, true, try again",
        "40P01, true, 'for 7 seconds, so nothing of this write was stored'",
        "57P01, true, a restart is not necessary",
        "53300, true, could not be reached for 7 seconds",
        "25006, true, 'for 7 seconds: name the primary'",
        "57014, false, raise the timeout for this role",
        "55P03, false, nothing of this write was stored",
        "26000, false, add prepareThreshold=0",
        "42P05, false, add prepareThreshold=0",
        "08006, true, could not be reached for 7 seconds",
        "28P01, false, check user and password",
        "28000, false, pg_hba.conf",
        "3D000, false, create it",
        "42501, false, grant it USAGE on the schema",
        "53100, false, free some space",
        "22P02, false, failed (22P02): see the cause"
    })
    void aFailureNamesARemedy(String state, boolean isTransient, String advice) {
        SQLException cause = new SQLException("a text that nobody has checked", state);

        MemoryStoreException failure = FAILURES.failure(new SQLException("from the pool", null, cause));

        assertThat(failure)
                .hasMessageStartingWith("The memory at jdbc:postgresql://db/memory ")
                .hasMessageContaining(advice)
                .hasMessageNotContaining("nobody has checked");
        assertThat(Failures.isTransient(cause)).isEqualTo(isTransient);
        assertThat((Throwable) Failures.in(failure)).hasMessage("from the pool");
    }

    @Test
    void anExhaustedPoolDiffersFromAnUnreachableServer() {
        SQLException dry = new SQLTransientConnectionException("request timed out after 300ms");

        assertThat(Failures.isTransient(dry)).isTrue();
        assertThat(FAILURES.failure(dry)).hasMessageContaining("enlarge the pool");
        assertThat(FAILURES.failure(new SQLException("without a state")))
                .hasMessageContaining("failed (): see the cause");
        assertThat((Throwable) Failures.in(new IllegalStateException("no SQL"))).isNull();
    }

    @Test
    void aPoolerThatRefusesAParameterOfTheConnectionIsNotAskedAgain() {
        SQLException refused = new SQLException("unsupported startup parameter in options: search_path", "08P01");
        SQLException wrapped = new SQLTransientConnectionException("request timed out after 300ms", "08P01", refused);

        for (SQLException failure : List.of(refused, wrapped)) {
            assertThat(Failures.isTransient(failure)).isFalse();
            assertThat(FAILURES.failure(failure)).hasMessageContaining("ignore_startup_parameters");
        }
    }

    @ParameterizedTest
    @CsvSource({"1, '1 second,'", "2, '2 seconds,'"})
    void aTimeIsWrittenAsPeopleDo(long seconds, String written) {
        assertThat(new Failures("here", Duration.ofSeconds(seconds)).failure(new SQLException("conflict", "40001")))
                .hasMessageContaining("for " + written);
    }
}
