package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Change;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.Memory;
import dev.commonground.memory.TaskState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of earlier versions can be read and written like files of this version. */
class OldFilesTest {

    @TempDir
    Path folder;

    Path copy(String name) throws IOException {
        Path copy = folder.resolve(name);
        try (InputStream resource =
                Objects.requireNonNull(OldFilesTest.class.getResourceAsStream("/old/" + name), name)) {
            Files.copy(resource, copy);
        }
        return copy;
    }

    static List<String> lines(List<Memory> memories) {
        return memories.stream().map(Lines::of).toList();
    }

    @ParameterizedTest(name = "schema {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 9, 10, 11})
    void giveTheSameAnswersAsBefore(int schema) throws IOException {
        Cursor moment = Cursor.parse(Files.readString(copy("schema-%d.sqlite.cursor".formatted(schema))));
        try (SharedMemory memory = OldFile.open(copy("schema-%d.sqlite".formatted(schema)))) {
            TaskMemory task = memory.task("order-7").forUser("acme");
            AgentMemory writer = task.agent("writer");

            assertThat(lines(writer.list()))
                    .containsExactly(
                            "CONSTRAINT max_words = 400: Keep it to 400 words (editor)",
                            "CONSTRAINT max_words = 500: Keep it to 500 words (writer)",
                            "PREFERENCE: Acme prefers mornings (writer)",
                            "FINDING: Ada is on leave until Tuesday (ada)",
                            "FINDING: I doubt the date (writer)",
                            "FINDING: Ships on Tuesday (editor)",
                            "FINDING: The plan has three steps (plan)");
            assertThat(lines(task.asOf(moment).agent("editor").list()))
                    .contains("FINDING: Ships on Monday (writer)", "FINDING: The plan has three steps (plan)")
                    .doesNotContain("FINDING: Ships on Tuesday (editor)");
            assertThat(writer.conflicts()).hasSize(1);
            assertThat(writer.recall("when does it ship?", 1).get(0).memory().text())
                    .isEqualTo("Ships on Tuesday");
            Memory constraint = writer.list().get(1);
            assertThat(constraint.metadata().get("priority")).contains(3L);
            assertThat(constraint.assertions().get(0).evidence()).isEqualTo("at most 500 words");
            assertThat(memory.blobs().get("checkpoints", "1")).contains(new byte[] {1, 2, 3});
            Memory tuesday = writer.list().get(5);
            assertThat(writer.history(tuesday.id())).singleElement().isInstanceOf(Change.Asserted.class);
        }
    }

    @ParameterizedTest(name = "schema {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 9, 10, 11})
    void acceptNewWrites(int schema) throws IOException {
        Path file = copy("schema-%d.sqlite".formatted(schema));
        Cursor moment = Cursor.parse(Files.readString(copy("schema-%d.sqlite.cursor".formatted(schema))));
        try (SharedMemory memory = OldFile.open(file)) {
            Step next = memory.begin(StepRequest.builder("order-7", "write", "thread-1")
                    .user("acme")
                    .cursor(moment)
                    .build());
            next.memory().remember("The draft is done");
            next.commit();
            memory.task("order-7").archive();
        }

        try (SharedMemory again = OldFile.open(file)) {
            assertThat(again.task("order-7").state()).isEqualTo(TaskState.ARCHIVED);
            assertThat(lines(again.task("order-7").agent("editor").list()))
                    .contains("FINDING: The draft is done (write)", "FINDING: Ships on Tuesday (editor)");
        }
    }

    /** Such a process has the file open while it is migrated, and does not know where newer ones store vectors. */
    @ParameterizedTest(name = "schema {0}")
    @ValueSource(ints = {1, 5, 10, 11})
    void loseTheVectorsOfWhatAProcessOfTheirVersionErases(int schema) throws IOException, SQLException {
        Path file = copy("schema-%d.sqlite".formatted(schema));
        try (Connection older = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = older.createStatement()) {
            statement.execute("PRAGMA user_version");
            try (SharedMemory memory = OldFile.open(file)) {
                AgentMemory writer = memory.task("order-7").agent("writer");
                String erased =
                        writer.remember("Grace lives in Paris").memory().id().value();
                writer.remember("Ada lives in Rome");
                memory.task("order-8").agent("writer").remember("Joan lives in Oslo");

                statement.execute(
                        "UPDATE entry SET action = 'erased', statement = NULL, text = NULL WHERE statement = '%s'"
                                .formatted(erased));
                statement.execute("DELETE FROM entry WHERE text = 'Joan lives in Oslo'");

                List<String> texts = new ArrayList<>();
                try (ResultSet rows = statement.executeQuery("""
                        SELECT e.text FROM entry_vector v LEFT JOIN entry e ON e.vector = v.number AND e.statement = v.statement
                        WHERE e.text IS NULL OR e.text LIKE '% lives in %'""")) {
                    while (rows.next()) {
                        texts.add(rows.getString(1));
                    }
                }
                assertThat(texts).containsExactly("Ada lives in Rome");
            }
        }
    }
}
