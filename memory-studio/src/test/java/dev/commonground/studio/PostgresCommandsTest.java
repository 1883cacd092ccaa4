package dev.commonground.studio;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same commands on PostgreSQL. */
@Tag("proofs")
class PostgresCommandsTest {

    @Test
    void workOnPostgresAsOnAFile() throws IOException {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
            Shell shell = new Shell(server.getJdbcUrl("postgres", "postgres"));
            String id = shell.remember("q3", "The tone is formal", "writer", "--key", "tone", "--value", "formal");
            shell.remember("q3", "The tone is warm", "editor", "--key", "tone", "--value", "warm");

            assertThat(shell.run("tasks").out()).contains("q3  open, 2 memories, 1 in conflict, by editor, writer");
            assertThat(shell.run("show", "q3").out()).contains("The tone is formal", "The tone is warm");
            assertThat(shell.run("history", id).out()).contains("asserted");
            assertThat(shell.run("conflicts").out()).contains("tone");
            assertThat(shell.run("verify").out()).contains("2 entries, and nothing was changed from outside");
            shell.run("erase", "q3", id, "--as", "person:ann");
            assertThat(shell.run("vacuum", "--as", "person:ann", "--dry-run").out())
                    .contains("Would rewrite the memory, ", "may be left in it");
            assertThat(shell.run("vacuum", "--as", "person:ann").exit()).isZero();
        }
    }
}
