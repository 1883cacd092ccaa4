package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.commonground.internal.sqlite.SqliteStore;
import dev.commonground.memory.Change;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Metadata;
import dev.commonground.store.MemoryStore;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportTest {

    @TempDir
    Path folder;

    final TickingClock clock = new TickingClock();
    SharedMemory memory;
    SharedMemory empty;
    AgentMemory writer;

    @BeforeEach
    void open() {
        memory = open("memory.db");
        empty = open("empty.db");
        writer = memory.task("order-7").forUser("acme").agent("writer");
    }

    SharedMemory open(String file) {
        return SharedMemory.builder(folder.resolve(file))
                .keywordsOnly()
                .clock(clock)
                .open();
    }

    @AfterEach
    void close() {
        memory.close();
        empty.close();
    }

    static String export(AgentMemory from) {
        StringBuilder out = new StringBuilder();
        from.log().exportTo(out);
        return out.toString();
    }

    AgentMemory copy() {
        return empty.task("order-7").forUser("acme").agent("writer");
    }

    void rememberEveryKind() {
        AgentMemory editor = memory.task("order-7").forUser("acme").agent("editor");
        Memory first = writer.remember(Draft.constraint("Keep it to 500 words\nand \"short\" \uD83E\uDD93")
                        .key("max_words", "500")
                        .evidence("at most 500 words")
                        .metadata("priority", 3)
                        .metadata("share", 0.25)
                        .metadata("urgent", true)
                        .expires(clock.instant().plusSeconds(3_600))
                        .build())
                .memory();
        editor.remember(
                Draft.constraint("Keep it to 400 words").key("max_words", "400").build());
        clock.advance(Duration.ofSeconds(1));
        Memory second = writer.remember(Draft.finding("So it must be short")
                        .derivedFrom(first.id())
                        .build())
                .memory();
        editor.annotate(second.id(), Metadata.NONE.with("checked", true));
        writer.revise(second.id(), "So it must be very short");
        Memory gone = writer.remember("Ships on Monday").memory();
        writer.forget(gone.id());
        writer.remember("Ships on Monday");
        writer.erase(writer.remember("A secret").memory().id());
        writer.privately().remember("My own doubts");
        writer.aboutUser().prefer("Acme prefers mornings");
        memory.agent("writer").remember("I write well");
    }

    @Test
    void isImportedUnchangedWithItsHistory() {
        rememberEveryKind();
        String exported = export(writer);

        int taken = copy().log().importFrom(new StringReader(exported));

        assertThat(taken).isEqualTo(exported.lines().count() - 1);
        assertThat(export(copy())).isEqualTo(exported);
        assertThat(texts(copy())).isEqualTo(texts(writer));
        assertThat(histories(copy())).isEqualTo(histories(writer));
        assertThat(exported).doesNotContain("A secret");
    }

    static List<String> texts(AgentMemory from) {
        return from.list().stream()
                .map(memory -> memory + " " + memory.metadata())
                .toList();
    }

    static List<String> histories(AgentMemory from) {
        List<String> histories = new ArrayList<>();
        for (Memory memory : from.list()) {
            for (Change change : from.history(memory.id())) {
                histories.add("%s: %s by %s at %s"
                        .formatted(memory.text(), change.getClass().getSimpleName(), change.author(), change.at()));
            }
        }
        return histories;
    }

    @Test
    void changesNothingWhenImportedAgain() {
        rememberEveryKind();
        String exported = export(writer);
        copy().log().importFrom(new StringReader(exported));

        assertThat(copy().log().importFrom(new StringReader(exported))).isZero();
        assertThat(writer.log().importFrom(new StringReader(exported))).isZero();
        assertThat(export(copy())).isEqualTo(exported);
    }

    @Test
    void addsOnlyMissingEntries() {
        writer.remember("Ships on Monday");
        copy().log().importFrom(new StringReader(export(writer)));
        copy().forget(copy().list().get(0).id());
        writer.remember("Ships on Tuesday");

        int taken = copy().log().importFrom(new StringReader(export(writer)));

        assertThat(taken).isEqualTo(1);
        assertThat(copy().list()).extracting(Memory::text).containsExactly("Ships on Tuesday");
    }

    /** Another process imports the same lines between this import's look at the scopes and its commit. */
    @Test
    void addsNothingTwiceWhenAnotherImportOvertakes() {
        rememberEveryKind();
        String exported = export(writer);
        AtomicBoolean first = new AtomicBoolean(true);
        MemoryStore store = OvertakenWriteTest.overtaken(SqliteStore.open(folder.resolve("empty.db")), () -> {
            if (first.getAndSet(false)) {
                copy().log().importFrom(new StringReader(exported));
            }
        });
        try (SharedMemory overtaken =
                SharedMemory.builder(store).keywordsOnly().clock(clock).open()) {
            int taken = overtaken
                    .task("order-7")
                    .forUser("acme")
                    .agent("writer")
                    .log()
                    .importFrom(new StringReader(exported));

            assertThat(taken).isZero();
            assertThat(export(copy())).isEqualTo(exported);
        }
    }

    @Test
    void isImportedIntoATaskThatWasDeleted() {
        writer.remember("Ships on Monday");
        String exported = export(writer);
        copy().log().importFrom(new StringReader(exported));
        empty.task("order-7").delete();

        assertThat(copy().log().importFrom(new StringReader(exported))).isEqualTo(1);
        assertThat(texts(copy())).isEqualTo(texts(writer));
    }

    @Test
    void containsOnlyMemoriesThatItsReaderSees() {
        rememberEveryKind();
        memory.task("order-8").agent("writer").remember("Another task");

        String others = export(memory.task("order-7").agent("editor"));

        assertThat(others)
                .doesNotContain("My own doubts", "Acme prefers mornings", "I write well", "Another task")
                .contains("Keep it to 400 words");
    }

    @Test
    void importsNothingWhenALineIsWrong() {
        writer.remember("Ships on Monday");
        writer.remember("Ships on Tuesday");
        List<String> lines = export(writer).lines().toList();

        for (String wrong : List.of(
                "not json {secret",
                "[1]",
                "{}",
                lines.get(2).replace("\"task\"", "\"elsewhere\""),
                lines.get(2).replace("FINDING", "SECRET"),
                lines.get(2).replace("\"at\":\"2026", "\"at\":\"secret"),
                lines.get(2).replace("\"at\":\"2026", "\"at\":\"+1000000000"),
                lines.get(2).replaceFirst("\"trust\":[0-9.]+", "\"trust\":1.5"),
                lines.get(2).replaceFirst("\"trust\":[0-9.]+", "\"trust\":-1"),
                lines.get(2).replaceFirst("\"trust\":", "\"expires\":\"-1000000000-01-01T00:00:00Z\",\"trust\":"),
                lines.get(2).replace("\"retracts\":[]", "\"retracts\":[99]"),
                lines.get(2).replace("\"retracts\":[]", "\"retracts\":[3]"))) {
            assertThat(wrong).isNotEqualTo(lines.get(2));
            String file = lines.get(0) + "\n" + lines.get(1) + "\n" + wrong + "\n";
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> copy().log().importFrom(new StringReader(file)))
                    .withMessageContaining("Line 3")
                    .withMessageContaining("nothing was imported")
                    .satisfies(e -> assertThat(String.valueOf(e.getMessage())).doesNotContain("secret"));
            assertThat(copy().list()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"format\":\"common-ground-memory\",\"version\":2}"})
    void rejectsATextThatIsNoExport(String header) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> copy().log().importFrom(new StringReader(header)))
                .withMessageContaining("first line");
    }

    @Test
    void isImportedOnlyOutsideOfGraphs() {
        Step step =
                memory.begin(StepRequest.builder("order-7", "write", "thread-1").build());
        String exported = export(writer);

        assertThatIllegalStateException()
                .isThrownBy(() -> step.memory().log().importFrom(new StringReader(exported)))
                .withMessageContaining("outside of graphs");
    }
}
