package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.internal.sqlite.SqliteStore;
import dev.commonground.memory.Scope;
import dev.commonground.recall.EmbeddingModelProvider;
import dev.commonground.recall.Match;
import dev.commonground.store.Entry;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.ScopeRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store behind a network may tell what is new in the same answer as the positions of the scopes, as PostgreSQL does. */
class RemoteNewsTest {

    @TempDir
    Path folder;

    /** The calls that would take a round trip. */
    final List<String> trips = new ArrayList<>();

    /** From which position on the store tells what is new, by the position that it is asked for. */
    LongUnaryOperator told = known -> known;

    SharedMemory here;
    SharedMemory elsewhere;
    AgentMemory reader;
    AgentMemory writer;

    @BeforeEach
    void open() {
        MemoryStore store = SqliteStore.open(folder.resolve("memory.db"));
        EmbeddingModelProvider letters = EmbeddingModelProvider.of("letters", new EmbeddingsTest.LetterModel());
        here = SharedMemory.builder(RemoteStore.over(store, trips, asked -> Optional.of(positions(store, asked))))
                .embeddings(letters)
                .open();
        elsewhere = SharedMemory.builder(folder.resolve("memory.db"))
                .embeddings(letters)
                .open();
        reader = here.task("a").agent("reader");
        writer = elsewhere.task("a").agent("writer");
        writer.remember("The report needs figures");
    }

    @AfterEach
    void close() {
        here.close();
        elsewhere.close();
    }

    @SuppressWarnings("unchecked") // the types of the parameters
    private MemoryStore.Positions positions(MemoryStore store, Object[] given) {
        List<ScopeRecord> existing = ((List<Scope>) given[1])
                .stream()
                        .flatMap(scope -> store.find((String) given[0], scope).stream())
                        .toList();
        Map<String, Long> byId = new HashMap<>();
        Map<String, MemoryStore.Tail> news = new HashMap<>();
        existing.forEach(record -> byId.put(record.id(), last(store, record.id())));
        ((Map<String, Long>) given[2]).forEach((id, known) -> {
            byId.put(id, last(store, id));
            if (known > 0) {
                news.put(id, store.readBeyond(id, told.applyAsLong(known), (String) given[3]));
            }
        });
        return new MemoryStore.Positions(existing, byId, news);
    }

    private static long last(MemoryStore store, String id) {
        List<Entry> entries = store.readBeyond(id, 0, "").entries();
        return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).position();
    }

    private List<String> recalled(String question) {
        return reader.recall(question, 10).stream()
                .map(match -> match.memory().text())
                .toList();
    }

    @Test
    void isReadInTheSameTrip() {
        recalled("figures");
        trips.clear();
        writer.remember("The annex has figures");

        assertThat(recalled("annex")).contains("The annex has figures");

        assertThat(trips).containsExactly("positionsOf");
    }

    @Test
    void isFoundByItsMeaning() {
        recalled("figures");
        writer.remember("bananas");

        assertThat(reader.recall("nabasan", 1))
                .extracting(match -> match.memory().text())
                .containsExactly("bananas");
    }

    @Test
    void isFoundByItsMeaningIfItsWriterHadNoModel() {
        recalled("figures");
        try (SharedMemory plain =
                SharedMemory.builder(folder.resolve("memory.db")).keywordsOnly().open()) {
            plain.task("a").agent("writer").remember("bananas");
        }

        List<Match> matches = reader.recall("nabasan", 1);

        assertThat(matches).extracting(match -> match.memory().text()).containsExactly("bananas");
        assertThat(matches.get(0).score().similarity()).isGreaterThan(0.9);
    }

    @Test
    void thatIsPartlyKnownIsTakenOnce() {
        recalled("figures");
        told = known -> known - 1;
        writer.remember("The annex has figures");
        trips.clear();

        assertThat(recalled("figures")).containsExactlyInAnyOrder("The report needs figures", "The annex has figures");

        assertThat(trips).containsExactly("positionsOf");
        assertThat(reader.list()).hasSize(2);
    }

    @Test
    void thatHasAGapIsReadAgain() {
        recalled("figures");
        told = known -> known + 1;
        writer.remember("The annex has figures");
        writer.remember("The cover has no figures");
        trips.clear();

        assertThat(recalled("figures")).hasSize(3);

        assertThat(trips).containsExactly("positionsOf", "readBeyond");
    }

    @Test
    void ofAScopeThatOthersHaveCreatedIsRead() {
        recalled("figures");
        elsewhere.task("a").agent("reader").privately().remember("I doubt the figures");

        assertThat(recalled("figures")).contains("I doubt the figures");

        trips.clear();
        assertThat(recalled("figures")).contains("I doubt the figures");
        assertThat(trips).containsExactly("positionsOf");
    }
}
