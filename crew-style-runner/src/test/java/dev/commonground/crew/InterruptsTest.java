package dev.commonground.crew;

import static dev.commonground.crew.Crews.task;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.commonground.SharedMemory;
import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.model.ModelCallException;
import dev.commonground.internal.sqlite.SqliteStore;
import dev.commonground.store.MemoryStoreException;
import dev.commonground.test.ScriptedChatModel;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.GraphInput;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.action.AsyncNodeAction;
import org.bsc.langgraph4j.state.AgentState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An interrupt stops a run at once, the thread stays interrupted, the error says so, and the run can be resumed. */
class InterruptsTest {

    @TempDir
    Path directory;

    SharedMemory memory;

    @BeforeEach
    void open() {
        memory = Crews.memory(directory);
    }

    @AfterEach
    void close() {
        memory.close();
    }

    /** Waits for ever until it is freed; then it answers. */
    public static final class Waiting implements ChatModel {

        final AtomicInteger calls = new AtomicInteger();
        final CountDownLatch called;
        final CountDownLatch free = new CountDownLatch(1);

        Waiting(int expectedCalls) {
            called = new CountDownLatch(expectedCalls);
        }

        @Override
        public ChatResponse doChat(ChatRequest request) {
            calls.incrementAndGet();
            called.countDown();
            try {
                free.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException("the client was interrupted", e);
            }
            return ChatResponse.builder().aiMessage(AiMessage.from("Written.")).build();
        }

        /** Waits as a tool. */
        @Tool
        String look() throws InterruptedException {
            called.countDown();
            free.await();
            return "seen";
        }
    }

    /** Returns a model that answers if it is interrupted. */
    private static ChatModel deaf(Waiting model) {
        return new ChatModel() {
            @Override
            public ChatResponse doChat(ChatRequest request) {
                try {
                    return model.doChat(request);
                } catch (IllegalStateException e) {
                    Thread.currentThread().interrupt();
                    return ChatResponse.builder()
                            .aiMessage(AiMessage.from("Written all the same."))
                            .build();
                }
            }
        };
    }

    private static Agent agent(String name, ChatModel model, Object... tools) {
        return Agent.builder(name)
                .role("R")
                .goal("G")
                .backstory("B")
                .model(model)
                .tools(tools)
                .build();
    }

    /** The end of work that was interrupted. */
    private record End(@Nullable Throwable thrown, boolean stillInterrupted) {

        void isAnInterrupt() {
            assertThat(thrown)
                    .isInstanceOfSatisfying(
                            ModelCallException.class,
                            stopped -> assertThat(stopped.reason()).isEqualTo(ModelCallException.Reason.INTERRUPTED))
                    .hasMessageContaining("the thread of the run was interrupted");
            assertThat(stillInterrupted).isTrue();
        }
    }

    /** Begins work in a thread and interrupts the thread when {@code begun} is open. */
    private static End interrupted(Runnable work, CountDownLatch begun) throws InterruptedException {
        AtomicReference<End> end = new AtomicReference<>(new End(null, false));
        Thread thread = new Thread(() -> {
            Throwable thrown = catchThrowable(work::run);
            end.set(new End(thrown, Thread.currentThread().isInterrupted()));
        });
        thread.start();
        assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
        thread.interrupt();
        thread.join(TimeUnit.MINUTES.toMillis(1));
        assertThat(thread.isAlive()).as("goes on").isFalse();
        return requireNonNull(end.get());
    }

    @Test
    void ofAModelCallStopsTheRun() throws InterruptedException {
        Waiting model = new Waiting(1);
        Crew crew = Crew.builder("proposal")
                .tasks(task("draft", agent("writer", model)).build())
                .memory(memory)
                .build();

        interrupted(() -> crew.kickoff(Run.id("q3")), model.called).isAnInterrupt();

        model.free.countDown();
        assertThat(crew.resume("q3").text()).isEqualTo("Written.");
        assertThat(crew.timeline("q3").all(CrewEvent.RunStopped.class)).hasSize(1);
    }

    @Test
    void ofAModelCallWithATimeLimitStopsTheRun() throws InterruptedException {
        Waiting model = new Waiting(1);
        Crew crew = Crew.builder("proposal")
                .tasks(task("draft", agent("writer", model))
                        .timeout(Duration.ofHours(1))
                        .build())
                .memory(memory)
                .build();

        interrupted(() -> crew.kickoff(Run.id("q3")), model.called).isAnInterrupt();
    }

    @Test
    void ofAToolStopsTheRunAndIsNotToldToTheModelAsAFailure() throws InterruptedException {
        Waiting tool = new Waiting(1);
        ScriptedChatModel model = new ScriptedChatModel().calls("look", "{}");
        Crew crew = Crew.builder("proposal")
                .tasks(task("draft", agent("writer", model, tool)).build())
                .memory(memory)
                .build();

        interrupted(() -> crew.kickoff(Run.id("q3")), tool.called).isAnInterrupt();

        assertThat(model.requests()).hasSize(1);
        model.says("I saw nothing.");
        assertThat(crew.resume("q3").timeline().all(CrewEvent.ToolInterrupted.class))
                .hasSize(1);
    }

    @Test
    void thatAModelIgnoresStopsTheRunAfterItsAnswer() throws InterruptedException {
        Waiting model = new Waiting(1);
        ChatModel deaf = deaf(model);
        ScriptedChatModel editor = new ScriptedChatModel();
        Crew crew = Crew.builder("proposal")
                .tasks(
                        task("draft", agent("writer", deaf)).build(),
                        task("edit", agent("editor", editor)).build())
                .memory(memory)
                .build();

        interrupted(() -> crew.kickoff(Run.id("q3")), model.called).isAnInterrupt();

        assertThat(editor.requests()).isEmpty();
        editor.says("Edited.");
        assertThat(crew.resume("q3").text()).isEqualTo("Edited.");
        assertThat(model.calls).hasValue(1);
    }

    /** As connection pools do, the store serves no interrupted thread. */
    @Test
    void leavesTheAnswerAndTheReasonInAStoreThatRefusesInterruptedThreads() throws InterruptedException {
        Waiting model = new Waiting(1);
        ChatModel deaf = deaf(model);
        SqliteStore file = SqliteStore.open(directory.resolve("refusing.db"));
        try (SharedMemory refusing = SharedMemory.builder(FailingStore.around(file, where -> {
                    if (Thread.currentThread().isInterrupted()) {
                        throw new MemoryStoreException("interrupted");
                    }
                }))
                .keywordsOnly()
                .open()) {
            Crew crew = Crew.builder("proposal")
                    .tasks(task("draft", agent("writer", deaf)).build())
                    .memory(refusing)
                    .build();

            interrupted(() -> crew.kickoff(Run.id("q3")), model.called).isAnInterrupt();

            assertThat(crew.timeline("q3").all(CrewEvent.RunStopped.class)).hasSize(1);
            assertThat(refusing.blobs().get("leases/q3", "1 end")).isPresent();
            assertThat(crew.resume("q3").text()).isEqualTo("Written all the same.");
        }
        assertThat(model.calls).hasValue(1);
    }

    @Test
    void ofAParallelGroupStopsAllItsTasks() throws InterruptedException {
        Waiting model = new Waiting(3);
        Crew crew = Crew.builder("proposal")
                .parallel(
                        task("legal", agent("lawyer", model)).build(),
                        task("market", agent("analyst", model)).build(),
                        task("risk", agent("actuary", model)).build())
                .tasks(task("draft", agent("writer", model)).build())
                .memory(memory)
                .build();

        interrupted(() -> crew.kickoff(Run.id("q3")), model.called).isAnInterrupt();

        assertThat(model.calls).hasValue(3);
        model.free.countDown();
        assertThat(crew.resume("q3").text()).isEqualTo("Written.");
    }

    @Test
    void ofManyRunsStopsAllOfThem() throws InterruptedException {
        Waiting model = new Waiting(8);
        Crew crew = Crew.builder("proposal")
                .tasks(task("draft", agent("writer", model)).build())
                .memory(memory)
                .build();
        List<Run> runs =
                IntStream.range(0, 10).mapToObj(run -> Run.id("q" + run)).toList();
        List<RunOutcome> outcomes = new ArrayList<>();

        End end = interrupted(() -> outcomes.addAll(crew.kickoffAll(runs)), model.called);

        assertThat(end).isEqualTo(new End(null, true));
        assertThat(model.calls).hasValue(8);
        assertThat(outcomes)
                .extracting(RunOutcome::run)
                .containsExactlyElementsOf(runs.stream().map(Run::id).toList());
        assertThat(outcomes)
                .extracting(outcome -> ((RunOutcome.Stopped) outcome).cause())
                .allSatisfy(cause -> assertThat(cause).hasMessageContaining("was interrupted"));
        assertThat(crew.progress("q9")).isEqualTo(Crew.Progress.NOT_BEGUN);
        assertThat(outcomes.get(9))
                .isInstanceOfSatisfying(
                        RunOutcome.Stopped.class,
                        stopped -> assertThat(stopped.cause())
                                .hasMessage("Run q9 was not begun because the thread was interrupted: start it again"));
    }

    /** The control: the branches of a group of LangGraph4j alone go on after the run. */
    @Test
    void leavesTheBranchesOfLangGraph4jAloneRunning() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch free = new CountDownLatch(1);
        CountDownLatch wentOn = new CountDownLatch(2);
        AsyncNodeAction<AgentState> branch = AsyncNodeAction.node_async(state -> {
            begun.countDown();
            free.await();
            wentOn.countDown();
            return Map.of();
        });
        CompiledGraph<AgentState> graph = new StateGraph<>(AgentState::new)
                .addNode("fork", AsyncNodeAction.node_async(state -> Map.of()))
                .addNode("one", branch)
                .addNode("two", branch)
                .addNode("join", AsyncNodeAction.node_async(state -> Map.of()))
                .addEdge(StateGraph.START, "fork")
                .addEdge("fork", "one")
                .addEdge("fork", "two")
                .addEdge("one", "join")
                .addEdge("two", "join")
                .addEdge("join", StateGraph.END)
                .compile(CompileConfig.builder().build());
        Executor threads = work -> new Thread(work).start();
        RunnableConfig config = RunnableConfig.builder()
                .addParallelNodeExecutor("fork", threads)
                .build();

        interrupted(() -> graph.invoke(GraphInput.args(Map.of()), config), begun);
        free.countDown();

        assertThat(wentOn.await(1, TimeUnit.MINUTES)).isTrue();
    }
}
