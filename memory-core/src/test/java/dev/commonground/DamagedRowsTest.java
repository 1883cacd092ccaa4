package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Draft;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Verification;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A row that cannot be read is named by {@code verify()}, and costs nobody the rest of the scope. */
class DamagedRowsTest {

    @TempDir
    Path folder;

    private SharedMemory open() {
        return SharedMemory.builder(folder.resolve("memory.db")).keywordsOnly().open();
    }

    private void damage(String change) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("memory.db"));
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("UPDATE entry SET " + change + " WHERE position = 2"))
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "at = '+1000000000-12-31T00:00:00Z'",
                "at = 'yesterday'",
                "at = NULL",
                "trust = 1.5",
                "kind = 'RUMOUR'",
                "text = NULL",
                "author = ''",
                "author_type = 'GHOST'",
                "origin = 'DREAM'",
                "metadata = '{\"a\":'",
                "metadata = '[]'",
                "retracts = '[x]'",
                "derived_from = '{}'",
                "statement = NULL",
                "expires = 'never'",
                "lane = 3"
            })
    void costNobodyTheRest(String change) throws SQLException {
        try (SharedMemory memory = open()) {
            AgentMemory writer = memory.task("a").agent("writer");
            writer.remember("The first fact");
            writer.remember(
                    Draft.constraint("The damaged one").key("tone", "secret").build());
            writer.remember("The third fact");
        }
        damage(change);

        try (SharedMemory memory = open()) {
            AgentMemory reader = memory.task("a").agent("reader");
            Verification verification = memory.verify();

            assertThat(reader.list()).extracting(Memory::text).contains("The first fact", "The third fact");
            assertThat(reader.recall("third fact", 1)).hasSize(1);
            assertThat(verification.flaws()).isNotEmpty().allSatisfy(flaw -> {
                assertThat(flaw.position()).isEqualTo(2);
                assertThat(flaw.problem()).doesNotContain("secret");
            });

            reader.remember("A later fact");
            assertThat(reader.list()).extracting(Memory::text).contains("A later fact");
        }
    }
}
