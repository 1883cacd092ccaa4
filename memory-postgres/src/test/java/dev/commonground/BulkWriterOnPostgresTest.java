package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.postgres.TestServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A client that writes far more than fits into its heap, and reads nothing, lives on. */
@Tag("proofs")
class BulkWriterOnPostgresTest {

    @Test
    void needsNoMoreHeapThanItsBudget() throws Exception {
        String where = TestServer.url(TestServer.newSchema());

        assertThat(BulkWriter.run(48, where, "500", "50", "60")).isEqualTo("25000");
    }
}
