package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.commonground.briefing.BriefingRequest;
import dev.commonground.event.MemoryEvent;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryException;
import dev.commonground.memory.WriteOutcome;
import dev.commonground.recall.EmbeddingModelProvider;
import dev.commonground.recall.Match;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A caller that must not wait gets what a waiting caller gets, in its own order, within a bound. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class AsyncTest {

    /** Runs nothing until the test says so. */
    private static final class Steps implements Executor {

        final Queue<Runnable> due = new ArrayDeque<>();
        boolean refuses;

        @Override
        public void execute(Runnable work) {
            if (refuses) {
                throw new RejectedExecutionException("no more work");
            }
            due.add(work);
        }

        void runAll() {
            for (Runnable next = due.poll(); next != null; next = due.poll()) {
                next.run();
            }
        }
    }

    /** Embeds nothing until the latch opens, like a slow endpoint. */
    private static final class SlowModel implements EmbeddingModel {

        final CountDownLatch open = new CountDownLatch(1);
        final List<String> threads = Collections.synchronizedList(new ArrayList<>());
        final List<Boolean> daemons = Collections.synchronizedList(new ArrayList<>());

        @Override
        public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
            threads.add(Thread.currentThread().getName());
            daemons.add(Thread.currentThread().isDaemon());
            try {
                open.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return Response.from(segments.stream()
                    .map(segment -> Embedding.from(new float[] {1, 0}))
                    .toList());
        }

        @Override
        public int dimension() {
            return 2;
        }
    }

    @TempDir
    Path folder;

    private final List<MemoryEvent> events = Collections.synchronizedList(new ArrayList<>());
    private SharedMemory memory;

    @BeforeEach
    void open() {
        memory = SharedMemory.builder(folder.resolve("memory.db"))
                .keywordsOnly()
                .listener(events::add)
                .open();
    }

    @AfterEach
    void close() {
        memory.close();
    }

    private AgentMemory writer() {
        return memory.task("q3").agent("writer");
    }

    private static <T> T result(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private static Throwable failure(CompletionStage<?> stage) {
        return stage.toCompletableFuture()
                .<@Nullable Throwable>handle((result, failure) -> failure)
                .join();
    }

    @Test
    void callsReturnWhatWaitingCallersGet() {
        AgentMemory.Async async = AgentMemory.Async.of(writer());

        WriteOutcome outcome = result(async.remember("The budget is 40,000 euros"));
        result(async.rememberAll(List.of(
                Draft.constraint("Keep it to 500 words").build(),
                Draft.finding("The tone is formal").build())));

        assertThat(outcome).isInstanceOf(WriteOutcome.Added.class);
        assertThat(result(async.recall("budget", 1)).get(0).memory()).isEqualTo(outcome.memory());
        assertThat(result(async.brief("write")).text())
                .isEqualTo(writer().brief("write").text());
        assertThat(result(AgentMemory.Async.of(writer()).on(Runnable::run, 1).recall("words", 1)))
                .extracting(Match::memory)
                .extracting(Memory::text)
                .containsExactly("Keep it to 500 words");
    }

    @Test
    void aFailureIsThatOfTheWaitingCaller() {
        AgentMemory.Async async = AgentMemory.Async.of(writer());
        result(async.remember(Draft.constraint("A constraint that is much longer than one token")
                .build()));

        assertThat(failure(async.brief(
                        BriefingRequest.builder().work("write").budget(1).build())))
                .isInstanceOf(MemoryException.BriefingTooLong.class);
        assertThat(failure(async.learn(List.of(UserMessage.from("Keep it to 500 words.")))))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> async.remember(" ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theCallsOfOneCallerAreMadeInItsOrder() {
        AgentMemory.Async async = AgentMemory.Async.of(writer());

        List<CompletionStage<WriteOutcome>> stages = IntStream.range(0, 100)
                .mapToObj(i -> async.remember("Step %03d".formatted(i)))
                .toList();

        stages.forEach(AsyncTest::result);
        assertThat(events.stream()
                        .map(event -> ((MemoryEvent.Written) event)
                                .outcomes()
                                .get(0)
                                .memory()
                                .text()))
                .hasSize(100)
                .isSorted();
    }

    @Test
    void aCancelledCallIsNotMade() {
        Steps steps = new Steps();
        AgentMemory.Async async = AgentMemory.Async.of(writer()).on(steps, 10);
        CompletionStage<WriteOutcome> first = async.remember("One");
        CompletionStage<WriteOutcome> second = async.remember("Two");

        boolean cancelled = second.toCompletableFuture().cancel(true);
        CompletionStage<WriteOutcome> third = async.remember("Three");
        steps.runAll();

        assertThat(cancelled).isTrue();
        assertThat(result(first).memory().text()).isEqualTo("One");
        assertThat(result(third).memory().text()).isEqualTo("Three");
        assertThat(writer().list()).extracting(Memory::text).containsExactlyInAnyOrder("One", "Three");
    }

    @Test
    void aCallThatItsCallerEndsIsNotMadeAndMakesRoom() {
        Steps steps = new Steps();
        AgentMemory.Async async = AgentMemory.Async.of(writer()).on(steps, 1);
        WriteOutcome own = writer().remember("Mine");

        CompletableFuture<WriteOutcome> completed = async.remember("One").toCompletableFuture();
        assertThat(completed.complete(own)).isTrue();
        steps.runAll();
        CompletableFuture<WriteOutcome> failed = async.remember("Two").toCompletableFuture();
        assertThat(failed.completeExceptionally(new IllegalStateException("enough")))
                .isTrue();
        steps.runAll();
        CompletableFuture<WriteOutcome> made = async.remember("Three").toCompletableFuture();
        steps.runAll();

        assertThat(completed.join()).isEqualTo(own);
        assertThat(failure(failed)).hasMessage("enough");
        assertThat(writer().list()).extracting(Memory::text).containsExactlyInAnyOrder("Mine", "Three");
        assertThat(made.cancel(true)).isFalse();
        assertThat(made.completeExceptionally(new IllegalStateException("late")))
                .isFalse();
    }

    @Test
    void aCallWithoutRoomIsRefusedUntilAnotherEnds() {
        Steps steps = new Steps();
        AgentMemory.Async async = AgentMemory.Async.of(writer()).on(steps, 2);
        CompletionStage<WriteOutcome> one = async.remember("One");
        CompletionStage<WriteOutcome> two = async.remember("Two");

        assertThat(failure(async.remember("Three")))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessage("2 calls are not finished yet, which is the most: wait for some of them, or allow more");
        two.toCompletableFuture().cancel(false);
        CompletionStage<WriteOutcome> four = one.thenCompose(done -> async.remember("Four"));
        CompletionStage<WriteOutcome> five = async.remember("Five");
        steps.runAll();

        assertThat(List.of(result(one), result(four), result(five)))
                .extracting(outcome -> outcome.memory().text())
                .containsExactly("One", "Four", "Five");
    }

    @Test
    void anExecutorThatRefusesFailsTheCallsAndTheNextOnesWorkAgain() {
        Steps steps = new Steps();
        AgentMemory.Async async = AgentMemory.Async.of(writer()).on(steps, 2);
        steps.refuses = true;

        assertThat(failure(async.remember("One"))).hasMessage("no more work");
        assertThat(failure(async.remember("Two"))).hasMessage("no more work");
        assertThat(failure(async.remember("Three"))).hasMessage("no more work");
        steps.refuses = false;
        CompletionStage<WriteOutcome> again = async.remember("Four");
        steps.runAll();

        assertThat(result(again).memory().text()).isEqualTo("Four");
    }

    @Test
    void aTimeOutOfTheCallerMakesRoom() {
        Steps steps = new Steps();
        AgentMemory.Async async = AgentMemory.Async.of(writer()).on(steps, 1);

        CompletableFuture<WriteOutcome> late =
                async.remember("One").toCompletableFuture().orTimeout(1, TimeUnit.MILLISECONDS);

        assertThat(failure(late)).isInstanceOf(java.util.concurrent.TimeoutException.class);
        CompletionStage<WriteOutcome> next = async.remember("Two");
        steps.runAll();
        assertThat(result(next).memory().text()).isEqualTo("Two");
        assertThat(writer().list()).hasSize(1);
    }

    @Test
    void aSlowModelHoldsUpNeitherTheCallerNorMoreThanTheThreadsOfTheMemory() {
        SlowModel model = new SlowModel();
        try (SharedMemory slow = SharedMemory.builder(folder.resolve("slow.db"))
                .embeddings(EmbeddingModelProvider.of("slow", model))
                .open()) {
            List<CompletionStage<WriteOutcome>> stages = IntStream.range(0, 100)
                    .mapToObj(i -> AgentMemory.Async.of(slow.task("q3").agent("agent-" + i))
                            .remember("Step " + i))
                    .toList();

            assertThat(stages).noneMatch(stage -> stage.toCompletableFuture().isDone());
            model.open.countDown();
            stages.forEach(AsyncTest::result);
            assertThat(model.threads).allMatch(name -> name.startsWith("memory-async-"));
            assertThat(model.daemons).containsOnly(true);
            assertThat(model.threads.stream().distinct().count())
                    .isBetween(1L, (long) Math.max(2, Runtime.getRuntime().availableProcessors()));
        }
    }

    @Test
    void aClosedMemoryRefusesWhatHasNotBegun() {
        SlowModel model = new SlowModel();
        SharedMemory slow = SharedMemory.builder(folder.resolve("slow.db"))
                .embeddings(EmbeddingModelProvider.of("slow", model))
                .open();
        AgentMemory.Async async = AgentMemory.Async.of(slow.task("q3").agent("writer"));
        CompletionStage<WriteOutcome> begun = async.remember("One");
        CompletionStage<WriteOutcome> waiting = async.remember("Two");

        CompletableFuture<Void> closed = CompletableFuture.runAsync(slow::close);
        CompletionStage<WriteOutcome> late = closed.thenCompose(done -> async.remember("Three"));
        closed.join();
        model.open.countDown();

        assertThat(failure(waiting)).isInstanceOf(RejectedExecutionException.class);
        assertThat(failure(late))
                .isInstanceOf(java.util.concurrent.CompletionException.class)
                .hasCauseInstanceOf(RejectedExecutionException.class);
        assertThat(failure(begun)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void roomForNothingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AgentMemory.Async.of(writer()).on(Runnable::run, 0))
                .withMessage(
                        "At most 0 unfinished calls are allowed, but at least 1 is needed: pass how many may wait");
    }
}
