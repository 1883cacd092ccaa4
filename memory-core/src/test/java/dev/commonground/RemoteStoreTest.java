package dev.commonground;

import static dev.commonground.RevocationAcrossScopesContract.SCRAPER;
import static dev.commonground.RevocationAcrossScopesContract.conclusion;
import static dev.commonground.RevocationAcrossScopesContract.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.internal.sqlite.SqliteStore;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.WriteOutcome;
import dev.commonground.memory.WriteSource;
import dev.commonground.recall.EmbeddingModelProvider;
import dev.commonground.store.MemoryStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store behind a network is asked as little as possible, and what others wrote meanwhile still counts. */
class RemoteStoreTest {

    @TempDir
    Path folder;

    /** The calls that would take a round trip. */
    final List<String> trips = new ArrayList<>();

    /** The models whose vectors were to come with the news; empty for none. */
    final List<Object> models = new ArrayList<>();

    SharedMemory here;
    SharedMemory elsewhere;
    AgentMemory writer;

    @BeforeEach
    void open() {
        here = open(remote(SqliteStore.open(folder.resolve("memory.db"))));
        elsewhere = open(SqliteStore.open(folder.resolve("memory.db")));
        writer = here.task("a").agent("writer");
    }

    private static SharedMemory open(MemoryStore store) {
        return SharedMemory.builder(store).keywordsOnly().open();
    }

    @AfterEach
    void close() {
        here.close();
        elsewhere.close();
    }

    private MemoryStore remote(MemoryStore store) {
        return RemoteStore.over(store, trips, asked -> {
            models.add(asked[3]);
            return null;
        });
    }

    private Step begin(StepRequest.News news) {
        return here.begin(
                StepRequest.builder("a", "writer", "t").user("acme").news(news).build());
    }

    @Test
    void vectorsComeWithTheNewsFromTheFirstRecallOn() {
        MemoryStore store = remote(SqliteStore.open(folder.resolve("memory.db")));
        EmbeddingModelProvider letters = EmbeddingModelProvider.of("letters", new EmbeddingsTest.LetterModel());
        try (SharedMemory memory =
                SharedMemory.builder(store).embeddings(letters).open()) {
            AgentMemory agent = memory.task("a").agent("reader");
            agent.remember("bananas");
            agent.list();
            agent.list();
            assertThat(models).isNotEmpty().containsOnly("");
            agent.recall("bananas", 1);
            models.clear();

            agent.list();

            assertThat(models).isNotEmpty().doesNotContain("");
        }
    }

    @Test
    void aWriteTakesOneTrip() {
        writer.remember("The deadline is Friday");
        trips.clear();

        writer.remember("The price is 40 euros");

        assertThat(trips).containsExactly("commit");
    }

    @Test
    void aWriteThatOthersOvertookIsRepeated() {
        writer.remember("The deadline is Friday");
        elsewhere.task("a").agent("editor").remember("The price is 40 euros");

        WriteOutcome outcome = writer.remember("The price is 40 euros");

        assertThat(outcome).isInstanceOf(WriteOutcome.AlreadyKnown.class);
        assertThat(outcome.memory().authors()).hasSize(2);
        assertThat(writer.list()).hasSize(2);
    }

    @Test
    void whatIsKnownAlreadyIsFoundOnceMoreBeforeItIsSaidSo() {
        MemoryId price = writer.remember("The price is 40 euros").memory().id();
        elsewhere.task("a").person("Ada").forget(price);

        assertThat(writer.remember("The price is 40 euros")).isInstanceOf(WriteOutcome.Added.class);
    }

    @Test
    void aWriteToATaskThatOthersDeletedBeginsItAnew() {
        writer.remember("The deadline is Friday");
        elsewhere.task("a").delete();

        writer.remember("The price is 40 euros");

        assertThat(elsewhere.task("a").agent("reader").list())
                .extracting(Memory::text)
                .containsExactly("The price is 40 euros");
    }

    @Test
    void aStepTakesATripOnlyToCommit() {
        writer.remember("The deadline is Friday");
        Step step = begin(StepRequest.News.PINNED);
        trips.clear();

        step.memory().remember("The price is 40 euros");
        step.memory().remember("The rebate is 3 euros");
        assertThat(trips).isEmpty();
        step.commit();

        assertThat(trips).containsExactly("commit");
    }

    /** The step writes only to the task, and tells the user's memory that the price is no longer the scraper's word alone. */
    @Test
    void aStepCarriesOnWhatFollowsFromARevocationThatItHasNotSeen() {
        TaskMemory task = elsewhere.task("a").forUser("acme");
        MemoryId price = task.agent("scraper")
                .remember("The price is seven euros")
                .memory()
                .id();
        task.agent("editor").aboutUser().remember(conclusion("Acme pays seven euros", price));
        Step step = begin(StepRequest.News.BETWEEN_STEPS);
        task.audit("Ada").revoke(WriteSource.of(SCRAPER));
        assertThat(texts(elsewhere.user("acme"))).isEmpty();

        step.memory().remember("The price is seven euros");
        step.commit();

        assertThat(texts(elsewhere.user("acme"))).containsExactly("Acme pays seven euros");
    }
}
