package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.commonground.event.MemoryEvent;
import dev.commonground.memory.Author;
import dev.commonground.memory.Change;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryException;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.WriteOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes of a memory after it was remembered. */
class LaterChangesTest {

    @TempDir
    Path folder;

    final List<MemoryEvent> events = new ArrayList<>();
    final TickingClock clock = new TickingClock();
    SharedMemory memory;
    TaskMemory task;
    AgentMemory writer;
    AgentMemory editor;

    @BeforeEach
    void open() {
        memory = SharedMemory.builder(folder.resolve("memory.db"))
                .keywordsOnly()
                .clock(clock)
                .listener(events::add)
                .open();
        task = memory.task("order-7").forUser("acme");
        writer = task.agent("writer");
        editor = task.agent("editor");
    }

    @AfterEach
    void close() {
        memory.close();
    }

    static void together(int writers, ThrowingIntConsumer work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(writers);
        try {
            CyclicBarrier start = new CyclicBarrier(writers);
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                int index = i;
                done.add(pool.submit(() -> {
                    start.await(10, TimeUnit.SECONDS);
                    work.run(index);
                    return index;
                }));
            }
            for (Future<?> one : done) {
                one.get(60, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    interface ThrowingIntConsumer {
        void run(int index) throws Exception;
    }

    @Nested
    class ReviseWithAnExpectedState {

        @Test
        void writesWhenNothingHasChanged() {
            Memory seen = writer.remember("Ships on Monday").memory();

            WriteOutcome outcome =
                    editor.revise(seen, Draft.finding("Ships on Tuesday").build());

            assertThat(outcome).isInstanceOf(WriteOutcome.Superseded.class);
            assertThat(writer.list()).extracting(Memory::text).containsExactly("Ships on Tuesday");
        }

        @Test
        void writesNothingAndNamesTheChangeAndItsAuthor() {
            Memory seen = writer.remember("Ships on Monday").memory();
            clock.advance(Duration.ofSeconds(1));
            Memory newer = editor.revise(seen.id(), "Ships on Tuesday").memory();
            events.clear();

            WriteOutcome outcome =
                    writer.revise(seen, Draft.finding("Ships on Friday").build());

            assertThat(outcome).isInstanceOfSatisfying(WriteOutcome.Outdated.class, outdated -> {
                assertThat(outdated.memory().status()).isEqualTo(Memory.Status.SUPERSEDED);
                assertThat(outdated.changes())
                        .containsExactly(new Change.Superseded(
                                outdated.memory(), newer, Author.agent("editor"), clock.instant()));
            });
            assertThat(writer.list()).extracting(Memory::text).containsExactly("Ships on Tuesday");
            assertThat(events).isEmpty();
        }

        @Test
        void isReportedWithTheCommitOfItsStepUnlessItWroteNothing() {
            Memory seen = writer.remember("Ships on Monday").memory();
            events.clear();
            Step step = memory.begin(
                    StepRequest.builder("order-7", "write", "thread-1").build());
            WriteOutcome revised =
                    step.memory().revise(seen, Draft.finding("Ships on Tuesday").build());
            WriteOutcome refused =
                    step.memory().revise(seen, Draft.finding("Ships on Friday").build());
            assertThat(refused).isInstanceOf(WriteOutcome.Outdated.class);
            assertThat(events).isEmpty();

            step.commit();

            assertThat(events)
                    .singleElement()
                    .isInstanceOfSatisfying(
                            MemoryEvent.Written.class,
                            event -> assertThat(event.outcomes()).containsExactly(revised));
        }

        @Test
        void treatsAnotherAuthorAndNewMetadataAsChanges() {
            Memory seen = writer.remember("Ships on Monday").memory();
            editor.remember("Ships on Monday");
            Memory both = writer.find(seen.id()).orElseThrow();

            assertThat(writer.revise(seen, Draft.finding("Ships on Friday").build()))
                    .isInstanceOf(WriteOutcome.Outdated.class);
            editor.annotate(seen.id(), Metadata.NONE.with("checked", true));
            assertThat(writer.revise(both, Draft.finding("Ships on Friday").build()))
                    .isInstanceOf(WriteOutcome.Outdated.class);
        }

        @Test
        void acceptsOneOfManyConcurrentRevisions() throws Exception {
            Memory seen = writer.remember("The office is empty").memory();
            List<WriteOutcome> outcomes = java.util.Collections.synchronizedList(new ArrayList<>());

            together(
                    8,
                    i -> outcomes.add(task.agent("agent-" + i)
                            .revise(
                                    seen,
                                    Draft.finding("Agent %d was here".formatted(i))
                                            .build())));

            assertThat(outcomes)
                    .filteredOn(WriteOutcome.Superseded.class::isInstance)
                    .hasSize(1);
            assertThat(outcomes)
                    .filteredOn(WriteOutcome.Outdated.class::isInstance)
                    .hasSize(7);
            assertThat(writer.list()).hasSize(1);
        }

        @Test
        void rejectsAnInvisibleMemory() {
            Memory secret = editor.privately().remember("My own doubts").memory();

            assertThatExceptionOfType(MemoryException.NotFound.class)
                    .isThrownBy(
                            () -> writer.revise(secret, Draft.finding("Yours").build()));
        }
    }

    @Nested
    class Annotate {

        @Test
        void mergesMetadataWithoutAddingAnAuthor() {
            Memory seen = writer.remember(Draft.finding("Ships on Monday")
                            .metadata("area", "logistics")
                            .metadata("priority", 1)
                            .build())
                    .memory();
            clock.advance(Duration.ofSeconds(1));

            WriteOutcome outcome =
                    editor.annotate(seen.id(), Metadata.NONE.with("priority", 2).with("checked", true));

            Memory annotated = outcome.memory();
            assertThat(annotated.metadata())
                    .isEqualTo(Metadata.NONE
                            .with("area", "logistics")
                            .with("priority", 2)
                            .with("checked", true));
            assertThat(annotated.authors()).containsExactly(Author.agent("writer"));
            assertThat(writer.history(seen.id()))
                    .last()
                    .isEqualTo(new Change.Annotated(
                            annotated,
                            Metadata.NONE.with("priority", 2).with("checked", true),
                            Author.agent("editor"),
                            clock.instant()));
        }

        @Test
        void keepsAllAdditionsOfEightConcurrentWriters() throws Exception {
            Memory seen = writer.remember("Ships on Monday").memory();

            together(8, i -> {
                AgentMemory own = task.agent("agent-" + i % 4);
                for (int n = 0; n < 10; n++) {
                    own.annotate(seen.id(), Metadata.NONE.with("note-%d-%d".formatted(i, n), n));
                }
            });

            assertThat(writer.find(seen.id()).orElseThrow().metadata().values()).hasSize(80);
        }

        @Test
        void keepsAllConcurrentRepetitionsOfOneAuthor() throws Exception {
            together(8, i -> {
                for (int n = 0; n < 10; n++) {
                    task.agent("writer")
                            .remember(Draft.finding("Ships on Monday")
                                    .metadata("note-%d-%d".formatted(i, n), n)
                                    .build());
                }
            });

            assertThat(writer.list()).hasSize(1);
            assertThat(writer.list().get(0).metadata().values()).hasSize(80);
        }

        @Test
        void isForgottenWithTheMemory() {
            Memory seen = writer.remember("Ships on Monday").memory();
            editor.annotate(seen.id(), Metadata.NONE.with("checked", true));
            writer.log().forget(seen.id(), "it is out of date");

            writer.remember("Ships on Monday");

            assertThat(writer.find(seen.id()).orElseThrow().metadata()).isEqualTo(Metadata.NONE);
        }

        @Test
        void belongsToItsStep() {
            Memory seen = writer.remember("Ships on Monday").memory();
            Step step = memory.begin(
                    StepRequest.builder("order-7", "check", "thread-1").build());

            step.memory().annotate(seen.id(), Metadata.NONE.with("checked", true));

            assertThat(step.memory().find(seen.id()).orElseThrow().metadata().get("checked"))
                    .contains(true);
            assertThat(writer.find(seen.id()).orElseThrow().metadata()).isEqualTo(Metadata.NONE);
            step.commit();
            assertThat(writer.find(seen.id()).orElseThrow().metadata().get("checked"))
                    .contains(true);
        }

        @Test
        void writesNothingWhenNothingIsNew() {
            Memory seen = writer.remember(Draft.finding("Ships on Monday")
                            .metadata("area", "x")
                            .build())
                    .memory();

            editor.annotate(seen.id(), Metadata.NONE.with("area", "x"));

            assertThat(writer.history(seen.id())).hasSize(1);
        }

        @Test
        void ignoresAScopeInMetadata() {
            writer.remember(Draft.finding("Ships on Monday")
                    .metadata("user", "globex")
                    .metadata("task", "order-8")
                    .metadata("owner", "other")
                    .build());

            assertThat(memory.task("order-8").agent("writer").list()).isEmpty();
            assertThat(memory.user("globex").list()).isEmpty();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Metadata.NONE.with("ratio", Double.POSITIVE_INFINITY))
                    .withMessageContaining("ratio");
        }
    }

    @Nested
    class Promote {

        @Test
        void keepsAuthorsAndOutlivesTheTask() {
            Memory fact = writer.prefer("Acme prefers a formal tone").memory();
            editor.prefer("Acme prefers a formal tone");

            WriteOutcome outcome = editor.promote(fact.id());
            task.delete();

            assertThat(outcome).isInstanceOf(WriteOutcome.Added.class);
            assertThat(memory.user("acme").list()).singleElement().satisfies(kept -> {
                assertThat(kept.text()).isEqualTo("Acme prefers a formal tone");
                assertThat(kept.authors()).containsExactly(Author.agent("editor"), Author.agent("writer"));
                assertThat(kept.assertions())
                        .allMatch(assertion -> assertion.derivedFrom().contains(fact.id()));
            });
            assertThat(memory.task("order-9").forUser("acme").agent("writer").list())
                    .hasSize(1);
        }

        @Test
        void changesNothingTheSecondTime() {
            Memory fact = writer.prefer("Acme prefers a formal tone").memory();
            writer.promote(fact.id());
            List<Memory> once = memory.user("acme").list();
            clock.advance(Duration.ofHours(1));

            WriteOutcome outcome = editor.promote(fact.id());

            assertThat(outcome).isInstanceOf(WriteOutcome.AlreadyKnown.class);
            assertThat(memory.user("acme").list()).isEqualTo(once);
        }

        @Test
        void needsAUser() {
            AgentMemory alone = memory.task("order-8").agent("writer");
            Memory fact = alone.remember("Ships on Monday").memory();

            assertThatIllegalStateException()
                    .isThrownBy(() -> alone.promote(fact.id()))
                    .withMessageContaining("forUser");
        }
    }
}
