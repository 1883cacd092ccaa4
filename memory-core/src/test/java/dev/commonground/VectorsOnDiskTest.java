package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.commonground.memory.Draft;
import dev.commonground.memory.Verification;
import dev.commonground.recall.EmbeddingModelProvider;
import dev.commonground.recall.Match;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vectors take 10 bits for each number. Those of earlier versions, which are floats, are read as they are. */
class VectorsOnDiskTest {

    /** A model of 384 numbers. */
    static final EmbeddingModelProvider MODEL = EmbeddingModelProvider.of("random", new RandomModel());

    private static final int DIMENSION = 384;
    private static final int MEMORIES = 100;
    private static final int ROUNDED = 489;
    private static final String TO_KEYS =
            "INSERT INTO vector SELECT scope, statement, voice, model, vector FROM entry_vector";

    @TempDir
    Path folder;

    private Path file;

    /** Gives each text a vector of its own. */
    private static final class RandomModel implements EmbeddingModel {
        @Override
        public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
            return Response.from(segments.stream()
                    .map(segment -> Embedding.from(vector(segment.text())))
                    .toList());
        }
    }

    static float[] vector(String text) {
        Random random = new Random(text.hashCode());
        float[] vector = new float[DIMENSION];
        double squares = 0;
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (float) random.nextGaussian();
            squares += vector[i] * vector[i];
        }
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] /= (float) Math.sqrt(squares);
        }
        return vector;
    }

    private static String text(int n) {
        return "Report " + n + " covers the traffic of the harbour, the weather and the fees for the berths in week "
                + n;
    }

    private SharedMemory open() {
        return SharedMemory.builder(file).embeddings(MODEL).open();
    }

    @BeforeEach
    void fill() {
        file = folder.resolve("memory.db");
        try (SharedMemory memory = open()) {
            memory.task("q3")
                    .agent("writer")
                    .rememberAll(IntStream.range(0, MEMORIES)
                            .mapToObj(n -> Draft.finding(text(n)).build())
                            .toList());
        }
    }

    private Map<Integer, Integer> lengths() throws SQLException {
        Map<Integer, Integer> lengths = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT length(vector), count(*) FROM ("
                        + "SELECT vector FROM entry_vector UNION ALL SELECT vector FROM vector) GROUP BY 1")) {
            while (rows.next()) {
                lengths.put(rows.getInt(1), rows.getInt(2));
            }
        }
        return lengths;
    }

    /** Makes the file one of an earlier version. */
    private void writeFloats() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                PreparedStatement update =
                        connection.prepareStatement("UPDATE entry_vector SET vector = ? WHERE statement = ?")) {
            connection.setAutoCommit(false);
            try (ResultSet rows = statement.executeQuery("SELECT statement, text FROM entry WHERE action = 'assert'")) {
                while (rows.next()) {
                    ByteBuffer floats =
                            ByteBuffer.allocate(DIMENSION * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                    floats.asFloatBuffer().put(vector(rows.getString(2)));
                    update.setBytes(1, floats.array());
                    update.setString(2, rows.getString(1));
                    update.executeUpdate();
                }
            }
            connection.commit();
            connection.setAutoCommit(true);
            statement.execute(TO_KEYS);
            statement.execute("DROP TRIGGER erased_vector");
            statement.execute("DROP TRIGGER deleted_vector");
            statement.execute("DROP TABLE entry_vector");
            statement.execute("ALTER TABLE entry DROP COLUMN vector");
            statement.execute("DROP TABLE commit_entries");
            statement.execute("ALTER TABLE scope DROP COLUMN indexed");
            statement.execute("PRAGMA user_version = 8");
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static List<String> found(SharedMemory memory) {
        List<String> found = new ArrayList<>();
        for (int n = 0; n < 20; n++) {
            for (Match match : memory.task("q3").agent("reader").recall("a question that shares nothing: " + n, 10)) {
                found.add(
                        "%s %.6f".formatted(match.memory().text(), match.score().total()));
            }
        }
        return found;
    }

    @Test
    void takeLessThanAThirdOfTheBytesOfFloats() throws SQLException {
        assertThat(lengths()).containsExactly(Map.entry(ROUNDED, MEMORIES));
    }

    @Test
    void ofAnEarlierVersionGiveTheSameAnswersAndStayAsTheyAre() throws SQLException {
        List<String> now;
        try (SharedMemory memory = open()) {
            now = found(memory);
        }
        writeFloats();

        try (SharedMemory memory = open()) {
            assertThat(found(memory)).hasSize(200).isEqualTo(now);
            memory.task("q3").agent("writer").remember("The harbour is closed");
            assertThat(memory.task("q3")
                            .agent("reader")
                            .recall("The harbour is closed", 1)
                            .get(0)
                            .score()
                            .similarity())
                    .isCloseTo(1, within(0.001));
            assertThat(memory.verify().isIntact()).isTrue();
        }
        assertThat(lengths()).containsExactly(Map.entry(ROUNDED, 1), Map.entry(DIMENSION * Float.BYTES, MEMORIES));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x''",
                "x'0a'",
                "x'7f' || substr(vector, 2)",
                "substr(vector, 1, 200)",
                "substr(vector, 1, 485)",
                "substr(vector, 1, 100) || x'ff00' || substr(vector, 103)",
                "substr(vector, 1, 5) || x'0000c07f' || substr(vector, 10)"
            })
    void thatAreDamagedAreNamedAndComputedAgain(String damage) throws SQLException {
        assertNamedAndComputedAgain("entry_vector", damage);
    }

    @Test
    void thatCameLaterAndAreDamagedAreNamedAndComputedAgain() throws SQLException {
        execute(TO_KEYS);
        execute("DELETE FROM entry_vector");

        assertNamedAndComputedAgain("vector", "x'0a'");
        assertThat(lengths()).containsExactly(Map.entry(ROUNDED, MEMORIES));
    }

    private void assertNamedAndComputedAgain(String table, String damage) throws SQLException {
        execute("UPDATE %s SET vector = CAST(%s AS BLOB) WHERE statement = ".formatted(table, damage)
                + "(SELECT statement FROM entry WHERE position = 7)");

        try (SharedMemory memory = open()) {
            assertThat(memory.verify().flaws())
                    .extracting(Verification.Flaw::place, Verification.Flaw::position)
                    .containsExactly(tuple("task q3", 7L));

            Match found = memory.task("q3").agent("reader").recall(text(6), 1).get(0);
            assertThat(found.memory().text()).isEqualTo(text(6));
            assertThat(found.score().similarity()).isCloseTo(1, within(0.001));
            assertThat(memory.verify().isIntact()).isTrue();
        }
        assertThat(lengths().get(ROUNDED)).isBetween(MEMORIES, MEMORIES + 1);
        try (SharedMemory memory = open()) {
            assertThat(memory.task("q3")
                            .agent("reader")
                            .recall(text(6), 1)
                            .get(0)
                            .score()
                            .similarity())
                    .isCloseTo(1, within(0.001));
        }
    }
}
