package dev.commonground;

import static dev.commonground.RevocationAcrossScopesContract.SCRAPER;
import static dev.commonground.RevocationAcrossScopesContract.conclusion;
import static dev.commonground.RevocationAcrossScopesContract.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.internal.sqlite.SqliteStore;
import dev.commonground.memory.Author;
import dev.commonground.memory.Change;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.WriteSource;
import dev.commonground.store.MemoryStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A conclusion stays as long as something supports it that was not revoked. */
class RevokedSupportTest {

    @TempDir
    Path folder;

    SharedMemory memory;
    TaskMemory task;

    @BeforeEach
    void open() {
        memory = open(SqliteStore.open(folder.resolve("memory.db")));
        task = memory.task("a");
    }

    static SharedMemory open(MemoryStore store) {
        return SharedMemory.builder(store).keywordsOnly().open();
    }

    @AfterEach
    void close() {
        memory.close();
    }

    MemoryId scraped(String text) {
        return task.agent("scraper").remember(text).memory().id();
    }

    void revoke() {
        task.audit("Ada").revoke(WriteSource.of(SCRAPER));
    }

    /** The price counts only because the rebate counts, and the total, which is older than both, because the price does. */
    @Test
    void supportReachesConclusionsThatWereDrawnBeforeIt() {
        MemoryId price = scraped("The price is seven euros");
        task.agent("writer").remember(conclusion("The total is seventy euros", price));
        MemoryId rebate = scraped("The rebate is three euros");
        task.person("Ada").remember("The rebate is three euros");
        task.agent("editor").remember(conclusion("The price is seven euros", rebate));

        revoke();

        assertThat(texts(task.agent("reader")))
                .containsExactly("The price is seven euros", "The rebate is three euros", "The total is seventy euros");
    }

    @Test
    void anAttemptThatCrashedSupportsNothing() {
        MemoryId price = scraped("The price is seven euros");
        task.agent("writer").remember(conclusion("The total is seventy euros", price));
        Cursor planned = node(Cursor.newRun(), "The deadline is Friday");
        node(planned, "The price is seven euros");
        node(planned, "Ships on Monday");

        revoke();

        assertThat(texts(task.agent("reader"))).containsExactly("Ships on Monday", "The deadline is Friday");
    }

    /** The source is revoked after the writer has looked at it and before the writer commits. */
    @Test
    void whatIsDerivedFromASourceThatIsRevokedMeanwhileIsHidden() {
        MemoryId price = scraped("The price is seven euros");
        AtomicReference<Runnable> meanwhile = new AtomicReference<>(this::revoke);

        try (SharedMemory other = open(OvertakenWriteTest.overtaken(
                SqliteStore.open(folder.resolve("memory.db")),
                () -> meanwhile.getAndSet(() -> {}).run()))) {
            other.task("a")
                    .forUser("acme")
                    .agent("writer")
                    .aboutUser()
                    .remember(conclusion("Acme pays seven euros", price));
        }

        assertThat(texts(task.forUser("acme").agent("reader"))).isEmpty();
    }

    @Test
    void whatSomebodyElseSaysAnewSupportsConclusionsInOtherScopes() {
        MemoryId price = scraped("The price is seven euros");
        task.forUser("acme").agent("writer").aboutUser().remember(conclusion("Acme pays seven euros", price));
        revoke();
        assertThat(texts(task.forUser("acme").agent("reader"))).isEmpty();

        task.forUser("acme").person("Ada").remember("The price is seven euros");

        assertThat(texts(task.forUser("acme").agent("reader")))
                .containsExactly("Acme pays seven euros", "The price is seven euros");
    }

    Cursor node(Cursor from, String text) {
        Step step =
                memory.begin(StepRequest.builder("a", "plan", "t").cursor(from).build());
        step.memory().remember(text);
        return step.commit();
    }

    /** A reader looks before each commit of the writer, so also between a note and what corrects it. */
    @Test
    void aNoteFromARevokedSourceIsNeverSeen() {
        MemoryId price = scraped("The price is seven euros");
        revoke();
        List<String> seen = new ArrayList<>();
        AgentMemory reader = task.agent("writer");
        try (SharedMemory other = open(OvertakenWriteTest.overtaken(
                SqliteStore.open(folder.resolve("memory.db")), () -> seen.addAll(texts(reader))))) {
            other.task("a").agent("writer").privately().remember(conclusion("Remind Acme of seven euros", price));
        }

        assertThat(seen).isEmpty();
        assertThat(texts(reader)).isEmpty();
    }

    /** The step commits both at once, so nothing can be told to the user's memory before. */
    @Test
    void aConclusionFromAWriteThatIsRevokedAsItArrivesIsHidden() {
        scraped("The price is seven euros");
        revoke();
        Step step = memory.begin(
                StepRequest.builder("a", "scraper", "t").user("acme").build());
        MemoryId rebate =
                step.memory().remember("The rebate is three euros").memory().id();
        step.memory().aboutUser().remember(conclusion("Acme pays four euros", rebate));

        step.commit();

        assertThat(texts(memory.user("acme"))).isEmpty();
    }

    @Test
    void theChangesNameOnlyWhatThisRevocationMadeVoid() {
        MemoryId price = scraped("The price is seven euros");
        task.person("Ada").remember("The price is seven euros");
        MemoryId total = task.agent("writer")
                .remember(conclusion("The total is seventy euros", price))
                .memory()
                .id();
        Cursor start = task.agent("reader").log().cursor();

        revoke();
        Cursor revoked = task.agent("reader").log().cursor();
        assertThat(revokedSince(start)).containsExactly(price);

        task.audit("Ada").revoke(WriteSource.of(Author.agent("writer")));
        assertThat(revokedSince(revoked)).containsExactly(total);
    }

    List<MemoryId> revokedSince(Cursor moment) {
        return task.agent("reader").log().changes(moment).changes().stream()
                .filter(Change.Revoked.class::isInstance)
                .map(change -> ((Change.Revoked) change).id())
                .toList();
    }
}
