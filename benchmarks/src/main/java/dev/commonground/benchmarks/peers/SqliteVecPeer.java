package dev.commonground.benchmarks.peers;

import dev.commonground.benchmarks.corpus.Corpus;
import dev.commonground.benchmarks.corpus.Filters;
import dev.commonground.benchmarks.measure.Stopwatch;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/** The extension sqlite-vec in the JVM's own SQLite, with a table in memory. */
final class SqliteVecPeer implements Peer {

    private static final String SEARCH = "SELECT text FROM vec WHERE embedding MATCH ? AND k = " + LIMIT;
    private static final String FILTER = " AND author IN (%s) AND kind IN (%s) AND priority >= %d AND priority <= %d"
                    .formatted(quoted(Filters.AUTHORS), quoted(Filters.kinds()), Filters.LEAST, Filters.GREATEST)
            + " AND team != '%s'".formatted(Filters.REFUSED_TEAM);

    private final Connection connection;
    private final PreparedStatement plain;
    private final PreparedStatement filtered;
    private final String title;

    SqliteVecPeer(Path extension, Iterable<Corpus.CorpusMemory> memories) throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("enable_load_extension", "true");
        this.connection = DriverManager.getConnection("jdbc:sqlite::memory:", settings);
        String path = extension.toString().replaceFirst("\\.[a-z]+$", "");
        this.title = loaded(path);
        fill(memories);
        this.plain = connection.prepareStatement(SEARCH);
        this.filtered = connection.prepareStatement(SEARCH + FILTER);
    }

    private static String quoted(List<String> words) {
        return words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(", "));
    }

    private String loaded(String path) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT load_extension('%s')".formatted(path));
            try (ResultSet row = statement.executeQuery("SELECT vec_version()")) {
                return "sqlite-vec " + row.getString(1);
            }
        }
    }

    private void fill(Iterable<Corpus.CorpusMemory> memories) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE VIRTUAL TABLE vec USING vec0(embedding float[384] distance_metric=cosine,
                    author text, kind text, team text, priority integer, +text text)""");
        }
        connection.setAutoCommit(false);
        insert(memories);
        connection.commit();
        connection.setAutoCommit(true);
    }

    private void insert(Iterable<Corpus.CorpusMemory> memories) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO vec (embedding, author, kind, team, priority, text) VALUES (?, ?, ?, ?, ?, ?)")) {
            for (Corpus.CorpusMemory memory : memories) {
                insert(insert, memory);
            }
        }
    }

    private static void insert(PreparedStatement insert, Corpus.CorpusMemory memory) throws SQLException {
        insert.setBytes(1, PeerFiles.bytes(memory.vector()));
        insert.setString(2, memory.author());
        insert.setString(3, memory.statement().kind().name());
        insert.setString(4, Filters.words(memory).get("team"));
        insert.setInt(5, Filters.priority(memory));
        insert.setString(6, memory.statement().text());
        insert.executeUpdate();
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String cannot() {
        return "keywords in the same query, snapshots, as-of";
    }

    @Override
    public PeerAnswer ask(Inquiry question) throws SQLException {
        Stopwatch watch = new Stopwatch();
        PreparedStatement search = question.form().filtered() ? filtered : plain;
        search.setBytes(1, PeerFiles.bytes(question.vector()));
        return PeerAnswer.of(watch, texts(search), Peer::number);
    }

    private static List<String> texts(PreparedStatement search) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (ResultSet rows = search.executeQuery()) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}
