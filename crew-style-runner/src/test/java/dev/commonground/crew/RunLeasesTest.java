package dev.commonground.crew;

import static dev.commonground.crew.Crews.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.commonground.SharedMemory;
import dev.commonground.test.ScriptedChatModel;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.GraphInput;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.action.AsyncNodeAction;
import org.bsc.langgraph4j.checkpoint.MemorySaver;
import org.bsc.langgraph4j.state.AgentState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run that is begun or continued while it is under way is not run twice. */
class RunLeasesTest {

    private static final Duration SHORT_BEAT = Duration.ofMillis(100);

    @TempDir
    Path directory;

    final ExecutorService threads = Executors.newCachedThreadPool();

    SharedMemory memory;
    SharedMemory sameFile;

    @BeforeEach
    void open() {
        memory = Crews.memory(directory);
        sameFile = Crews.memory(directory);
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        memory.close();
        sameFile.close();
    }

    /** Answers once the test lets it. */
    private static final class WaitingModel implements ChatModel {

        final AtomicInteger calls = new AtomicInteger();
        final CountDownLatch called = new CountDownLatch(1);
        final CountDownLatch answers = new CountDownLatch(1);

        @Override
        public ChatResponse doChat(ChatRequest request) {
            calls.incrementAndGet();
            called.countDown();
            try {
                answers.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return ChatResponse.builder().aiMessage(AiMessage.from("Written.")).build();
        }
    }

    private static Crew crew(ChatModel model, SharedMemory memory) {
        return builder(model).memory(memory).build();
    }

    private static Crew.Builder builder(ChatModel model) {
        Agent writer = Agent.builder("writer")
                .role("R")
                .goal("G")
                .backstory("B")
                .model(model)
                .build();
        return Crew.builder("proposal").tasks(task("draft", writer).build());
    }

    enum Way {
        KICKOFF,
        RESUME,
        KICKOFF_ALL;

        void begin(Crew crew) {
            switch (this) {
                case KICKOFF -> crew.kickoff(Run.id("q3"));
                case RESUME -> crew.resume("q3");
                case KICKOFF_ALL -> {
                    RunOutcome outcome = crew.kickoffAll(List.of(Run.id("q3"))).get(0);
                    throw ((RunOutcome.Stopped) outcome).cause();
                }
            }
        }
    }

    private Future<CrewResult> begun(Crew crew, WaitingModel model) throws InterruptedException {
        Future<CrewResult> first = threads.submit(() -> crew.kickoff(Run.id("q3")));
        assertThat(model.called.await(1, TimeUnit.MINUTES)).isTrue();
        return first;
    }

    private static void endsOnce(WaitingModel model, Future<CrewResult> first) throws Exception {
        model.answers.countDown();
        assertThat(first.get(1, TimeUnit.MINUTES).text()).isEqualTo("Written.");
        assertThat(model.calls).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource
    void keepTheSameCrewFromASecondBeginning(Way way) throws Exception {
        WaitingModel model = new WaitingModel();
        Crew crew = crew(model, memory);
        Future<CrewResult> first = begun(crew, model);

        assertThatThrownBy(() -> way.begin(crew)).isInstanceOf(IllegalStateException.class);

        endsOnce(model, first);
    }

    @ParameterizedTest
    @EnumSource
    void keepACrewOverTheSameFileFromASecondBeginning(Way way) throws Exception {
        WaitingModel model = new WaitingModel();
        Future<CrewResult> first = begun(crew(model, memory), model);

        assertThatThrownBy(() -> way.begin(crew(model, sameFile))).isInstanceOf(IllegalStateException.class);

        endsOnce(model, first);
    }

    @ParameterizedTest
    @EnumSource
    void keepACrewWithoutAMemoryFromASecondBeginning(Way way) throws Exception {
        WaitingModel model = new WaitingModel();
        Crew crew = builder(model).withoutMemory().build();
        Future<CrewResult> first = begun(crew, model);

        assertThatThrownBy(() -> way.begin(crew)).isInstanceOf(IllegalStateException.class);

        endsOnce(model, first);
    }

    @Test
    void sayThatTheRunIsUnderWay() throws Exception {
        WaitingModel model = new WaitingModel();
        Crew crew = crew(model, memory);
        Future<CrewResult> first = begun(crew, model);

        assertThatThrownBy(() -> crew.resume("q3"))
                .hasMessage("Run q3 is under way: wait for its end, or pass another id for a new run");

        endsOnce(model, first);
        assertThat(crew.resume("q3").text()).isEqualTo("Written.");
    }

    /** Begins a run in two ways at the same moment, 20 times, and returns how many ended without an exception. */
    private int begunTogether(Callable<CrewResult> one, Callable<CrewResult> other) throws Exception {
        int ended = 0;
        for (Future<CrewResult> begun : threads.invokeAll(List.of(one, other))) {
            try {
                begun.get();
                ended++;
            } catch (ExecutionException e) {
                assertThat(e).hasCauseInstanceOf(IllegalStateException.class);
            }
        }
        return ended;
    }

    @Test
    void letOneOfTwoThatBeginTogetherRun() throws Exception {
        for (int i = 0; i < 20; i++) {
            String run = "run-" + i;
            ScriptedChatModel model = new ScriptedChatModel().says("Written.");
            Crew one = crew(model, memory);
            Crew other = crew(model, sameFile);

            assertThat(begunTogether(() -> one.kickoff(Run.id(run)), () -> other.kickoff(Run.id(run))))
                    .isEqualTo(1);
            assertThat(model.requests()).hasSize(1);
        }
    }

    @Test
    void letOneOfTwoThatApproveTogetherRun() throws Exception {
        for (int i = 0; i < 20; i++) {
            String run = "run-" + i;
            ScriptedChatModel writer = new ScriptedChatModel().says("Written.");
            ScriptedChatModel editor = new ScriptedChatModel().says("Edited.");
            List<Crew> crews = new ArrayList<>();
            for (SharedMemory own : List.of(memory, sameFile)) {
                crews.add(Crew.builder("proposal")
                        .tasks(
                                task("draft", Crews.agent("writer", writer).build())
                                        .humanReview()
                                        .build(),
                                task("edit", Crews.agent("editor", editor).build())
                                        .build())
                        .memory(own)
                        .build());
            }
            crews.get(0).kickoff(Run.id(run));

            assertThat(begunTogether(
                            () -> crews.get(0).approve(run, "ada"),
                            () -> crews.get(1).approve(run, "bob", "Written otherwise.")))
                    .isEqualTo(1);
            assertThat(writer.requests().size() + editor.requests().size()).isEqualTo(2);
        }
    }

    @Test
    void letOneOfEqualRunsOfOneCallRun() {
        ScriptedChatModel model = new ScriptedChatModel().says("Written.");

        List<RunOutcome> outcomes = crew(model, memory).kickoffAll(List.of(Run.id("q3"), Run.id("q3"), Run.id("q3")));

        assertThat(outcomes).filteredOn(RunOutcome.Ended.class::isInstance).hasSize(1);
        assertThat(outcomes)
                .filteredOn(RunOutcome.Stopped.class::isInstance)
                .extracting(stopped -> ((RunOutcome.Stopped) stopped).cause())
                .hasSize(2)
                .allSatisfy(cause -> assertThat(cause).isInstanceOf(IllegalStateException.class));
        assertThat(model.requests()).hasSize(1);
    }

    /** The holder was slow, so its lease went to another: the answer that it gets at last changes nothing. */
    @Test
    void stopAHolderThatLostItsLease() throws Exception {
        WaitingModel slow = new WaitingModel();
        Future<CrewResult> first = begun(crew(slow, memory), slow);
        sameFile.blobs().put("leases/q3", "1 end", "ended".getBytes(StandardCharsets.UTF_8));
        ScriptedChatModel quick = new ScriptedChatModel().says("Written by another.");

        assertThat(crew(quick, sameFile).resume("q3").text()).isEqualTo("Written by another.");
        slow.answers.countDown();

        assertThatThrownBy(() -> first.get(1, TimeUnit.MINUTES))
                .hasCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Run q3 was continued by another process");
        assertThat(crew(slow, memory).resume("q3").text()).isEqualTo("Written by another.");
        assertThat(memory.task("q3").agent("auditor").list()).hasSize(1);
    }

    @Test
    void stopAHolderWithoutAJournalAtItsNextCheckpoint() throws Exception {
        WaitingModel slow = new WaitingModel();
        Crew crew = builder(slow).withoutJournal().memory(memory).build();
        Future<CrewResult> first = begun(crew, slow);
        sameFile.blobs().put("leases/q3", "1 end", "ended".getBytes(StandardCharsets.UTF_8));
        ScriptedChatModel quick = new ScriptedChatModel().says("Written by another.");

        assertThat(crew(quick, sameFile).resume("q3").text()).isEqualTo("Written by another.");
        slow.answers.countDown();

        assertThatThrownBy(() -> first.get(1, TimeUnit.MINUTES))
                .hasCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Thread q3 was continued by another run");
        assertThat(crew.resume("q3").text()).isEqualTo("Written by another.");
        assertThat(memory.task("q3").agent("auditor").list()).hasSize(1);
    }

    /** Writes the lease of a process on another machine. */
    private LeaseLog leasedElsewhere() {
        LeaseLog log = new LeaseLog(memory.blobs(), "q3");
        assertThat(log.add(new LeaseHolder("c", "p", "another host", 1, "2026-11-22T12:00:00Z")))
                .isTrue();
        return log;
    }

    @Test
    void waitForABeatFromAnotherHost() {
        LeaseLog log = leasedElsewhere();
        RunLeases leases = new RunLeases(sameFile.blobs(), SHORT_BEAT);
        RunLease elsewhere = RunLease.beating(log, SHORT_BEAT, () -> {});

        assertThatThrownBy(() -> leases.take("q3"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Run q3 is under way");

        elsewhere.close();
        assertThat(leases.holding("q3", () -> "free")).isEqualTo("free");
    }

    @Test
    void goToAnotherIfAHostBeatsNoMore() {
        leasedElsewhere();
        RunLeases leases = new RunLeases(sameFile.blobs(), SHORT_BEAT);

        RunLease own = leases.take("q3");

        assertThatThrownBy(() -> leases.take("q3")).isInstanceOf(IllegalStateException.class);
        own.close();
    }

    /** The control: LangGraph4j alone runs a thread twice that is begun twice. */
    @Test
    void areUnknownToLangGraph4jAlone() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch both = new CountDownLatch(2);
        CompiledGraph<AgentState> graph = new StateGraph<>(AgentState::new)
                .addNode("draft", AsyncNodeAction.node_async(state -> {
                    calls.incrementAndGet();
                    both.countDown();
                    both.await(1, TimeUnit.MINUTES);
                    return Map.of();
                }))
                .addEdge(StateGraph.START, "draft")
                .addEdge("draft", StateGraph.END)
                .compile(CompileConfig.builder()
                        .checkpointSaver(new MemorySaver())
                        .build());
        RunnableConfig config = RunnableConfig.builder().threadId("q3").build();
        Callable<Object> begin = () -> graph.invoke(GraphInput.args(Map.of()), config);

        for (Future<Object> begun : threads.invokeAll(List.of(begin, begin))) {
            begun.get();
        }

        assertThat(calls).hasValue(2);
    }
}
