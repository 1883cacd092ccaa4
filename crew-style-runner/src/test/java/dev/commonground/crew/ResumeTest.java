package dev.commonground.crew;

import static dev.commonground.crew.Crews.NOON;
import static dev.commonground.crew.Crews.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.commonground.Lines;
import dev.commonground.SharedMemory;
import dev.commonground.crew.check.Guardrails;
import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.model.ModelCallException;
import dev.commonground.internal.sqlite.SqliteStore;
import dev.commonground.memory.Memory;
import dev.commonground.store.MemoryStoreException;
import dev.commonground.test.ScriptedChatModel;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessageType;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that crashes anywhere and is resumed by a new crew ends like one that never crashed. By default the run crashes at
 * the first and the last place of each kind and at every fifth between them; with {@code -Pproofs} it crashes at all.
 */
class ResumeTest {

    @TempDir
    Path directory;

    /** Answers depend only on the request, so they are the same after a crash. */
    static final class ReadingModel implements ChatModel {

        final AtomicInteger calls = new AtomicInteger();

        @Override
        public ChatResponse doChat(ChatRequest request) {
            calls.incrementAndGet();
            String work = ((UserMessage) request.messages().get(1)).singleText();
            boolean toolUsed =
                    request.messages().stream().anyMatch(m -> m.type() == ChatMessageType.TOOL_EXECUTION_RESULT);
            String attempt = work.contains("# Your last answer was refused") ? "second" : "first";
            String task = work.substring("# Task\nDo ".length(), work.indexOf("\n\n"));
            AiMessage message = toolUsed
                    ? AiMessage.from("%s answer of %s".formatted(attempt, task))
                    : AiMessage.from(ToolExecutionRequest.builder()
                            .id("1")
                            .name("remember")
                            .arguments(
                                    "{\"text\":\"%1$s thought on %2$s\",\"kind\":\"decision\",\"key\":\"%2$s\",\"value\":\"%1$s\"}"
                                            .formatted(attempt, task))
                            .build());
            return ChatResponse.builder().aiMessage(message).build();
        }
    }

    /** The place of a crash: the n-th write to the log or the journal, of a text or a checkpoint, or the n-th event. */
    record Crash(String where, int at) {}

    /** A store and a listener that fail once at a given place. */
    static final class Lab implements AutoCloseable {

        final SharedMemory memory;
        final Crew crew;
        final Crash crash;
        final ReadingModel model = new ReadingModel();
        final List<String> places = new ArrayList<>();
        boolean crashed;

        Lab(Path file, Crash crash) {
            this.crash = crash;
            SqliteStore store = SqliteStore.open(file);
            this.memory = SharedMemory.builder(FailingStore.around(store, this::pass))
                    .keywordsOnly()
                    .clock(NOON)
                    .open();
            this.crew = crew(memory);
        }

        synchronized void pass(String where) {
            long before = places.stream().filter(where::equals).count();
            places.add(where);
            if (!crashed && crash.equals(new Crash(where, (int) before))) {
                crashed = true;
                throw new MemoryStoreException("crash at " + crash);
            }
        }

        private Crew crew(SharedMemory over) {
            Agent researcher = agent("researcher", model);
            Agent writer = agent("writer", model);
            return Crew.builder("proposal")
                    .tasks(task("research", researcher).build())
                    .parallel(
                            task("legal", agent("lawyer", model)).build(),
                            task("market", agent("analyst", model)).build())
                    .tasks(task("draft", writer)
                            .guardrail(Guardrails.of(
                                    "second",
                                    answer -> answer.text().startsWith("second") ? List.of() : List.of("try again")))
                            .build())
                    .memory(over)
                    .clock(NOON)
                    .listener(event -> pass("event"))
                    .build();
        }

        int calls() {
            return model.calls.get();
        }

        private static Agent agent(String name, ChatModel model) {
            return Agent.builder(name)
                    .role("R")
                    .goal("G")
                    .backstory("B")
                    .model(model)
                    .build();
        }

        List<Memory> seenBy(String agent) {
            return memory.task("q3").forUser("acme").agent(agent).list();
        }

        @Override
        public void close() {
            memory.close();
        }
    }

    /** Two for each of five attempts. */
    static final int CALLS = 10;

    static final Crash NEVER = new Crash("never", 0);

    @BeforeEach
    void prepareAStoreWithEqualIdsInAllCopies() {
        try (SharedMemory memory = Crews.memory(directory)) {
            memory.task("q3").person("client").require("Keep it short");
            memory.user("acme").prefer("Acme likes tables");
        }
    }

    Path copy(String name) {
        try {
            return Files.copy(directory.resolve("memory.db"), directory.resolve(name + ".db"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Tag("repeated")
    @TestFactory
    Stream<DynamicTest> endsLikeAnUndisturbedRun() {
        List<String> places;
        CrewResult undisturbed;
        List<Memory> remembered;
        try (Lab lab = new Lab(copy("undisturbed"), NEVER)) {
            undisturbed = lab.crew.kickoff(Run.id("q3").user("acme"));
            remembered = lab.seenBy("auditor");
            places = lab.places;
        }
        assertThat(remembered.stream().map(Lines::of))
                .containsExactlyInAnyOrder(
                        "CONSTRAINT: Keep it short (client)",
                        "PREFERENCE: Acme likes tables (acme)",
                        "DECISION research = first: first thought on research (researcher)",
                        "DECISION legal = first: first thought on legal (lawyer)",
                        "DECISION market = first: first thought on market (analyst)",
                        "DECISION draft = second: second thought on draft (writer)",
                        "ARTIFACT task legal = done: legal done by lawyer: first answer of legal (lawyer)",
                        "ARTIFACT task market = done: market done by analyst: first answer of market (analyst)",
                        "ARTIFACT task research = done: research done by researcher: first answer of research (researcher)",
                        "ARTIFACT task draft = done: draft done by writer: second answer of draft (writer)");
        return Stream.of(
                        "commit",
                        "journal",
                        "journal written",
                        "text",
                        "text written",
                        "checkpoint",
                        "checkpoint written",
                        "event")
                .flatMap(where -> Stream.iterate(0, i -> i + 1)
                        .limit(places.stream().filter(where::equals).count())
                        .filter(i -> Boolean.getBoolean("proofs")
                                || i % 5 == 0
                                || i == places.stream().filter(where::equals).count() - 1)
                        .map(i -> new Crash(where, i)))
                .map(crash ->
                        DynamicTest.dynamicTest("crash at " + crash, () -> endsAlike(crash, undisturbed, remembered)));
    }

    void endsAlike(Crash crash, CrewResult undisturbed, List<Memory> remembered) {
        Path file = copy(crash.toString());
        Run run = Run.id("q3").user("acme");
        int paid;
        try (Lab lab = new Lab(file, crash)) {
            Throwable stopped = catchThrowable(() -> lab.crew.kickoff(run));
            // Parallel tasks with equal briefings share one text. Both can write it at the same time.
            if (stopped == null && crash.where().startsWith("text")) {
                assertThat(lab.crashed).isFalse();
                return;
            }
            assertThat(stopped).hasStackTraceContaining("crash at");
            paid = lab.calls();
        }

        try (Lab lab = new Lab(file, NEVER)) {
            CrewResult result =
                    lab.crew.progress("q3") == Crew.Progress.NOT_BEGUN ? lab.crew.kickoff(run) : lab.crew.resume("q3");

            assertThat(result.outputs()).isEqualTo(undisturbed.outputs());
            assertThat(work(result)).isEqualTo(work(undisturbed));
            assertThat(lab.seenBy("auditor")).isEqualTo(remembered);
            assertThat(paid + lab.calls())
                    .as("model calls; one is lost if its answer could not be kept")
                    .isEqualTo(CALLS + (crash.where().equals("journal") ? 1 : 0));
        }
    }

    /** Returns the events of the nodes of a run, without the origin of the answers. */
    static List<String> work(CrewResult result) {
        return result.timeline().events().stream()
                .filter(event -> !(event instanceof CrewEvent.RunStopped || event instanceof CrewEvent.RunResumed))
                .map(event -> event.toString().replace("fromJournal=true", "fromJournal=false"))
                .toList();
    }

    @Test
    void asksTheModelAgainWithoutAJournal() {
        ScriptedChatModel writer = new ScriptedChatModel()
                .remembers("finding", "", "", "a thought")
                .fails(new IllegalStateException("no luck"))
                .remembers("finding", "", "", "a thought")
                .says("Written.");
        try (SharedMemory memory = Crews.memory(directory)) {
            Crew crew = Crew.builder("proposal")
                    .tasks(task("draft", Crews.agent("writer", writer).build()).build())
                    .memory(memory)
                    .withoutJournal()
                    .build();
            assertThatThrownBy(() -> crew.kickoff(Run.id("q4"))).isInstanceOf(ModelCallException.class);

            assertThat(crew.resume("q4").text()).isEqualTo("Written.");

            assertThat(writer.requests()).hasSize(4);
        }
    }

    @Test
    void doesNotKeepABlankAnswer() {
        ScriptedChatModel writer = new ScriptedChatModel().says(" ").says("Written.");
        try (SharedMemory memory = Crews.memory(directory)) {
            Crew crew = Crew.builder("proposal")
                    .tasks(task("draft", Crews.agent("writer", writer).build()).build())
                    .memory(memory)
                    .build();
            assertThatThrownBy(() -> crew.kickoff(Run.id("q4"))).isInstanceOf(ModelCallException.class);

            assertThat(crew.resume("q4").text()).isEqualTo("Written.");
        }
    }

    @Test
    void findsAnAnswerInTheJournalAndCountsItsTokensOnce() {
        ScriptedChatModel writer = new ScriptedChatModel()
                .remembers("finding", "", "", "a thought")
                .fails(new IllegalStateException("no luck"))
                .says("Written.");
        try (SharedMemory memory = Crews.memory(directory)) {
            Crew crew = Crew.builder("proposal")
                    .tasks(task("draft", Crews.agent("writer", writer).build()).build())
                    .memory(memory)
                    .build();
            assertThatThrownBy(() -> crew.kickoff(Run.id("q4"))).isInstanceOf(ModelCallException.class);

            CrewResult result = crew.resume("q4");

            assertThat(writer.requests()).hasSize(3);
            assertThat(result.usage().inputTokenCount()).isEqualTo(200);
            assertThat(result.timeline().all(CrewEvent.ModelCalled.class))
                    .extracting(CrewEvent.ModelCalled::fromJournal)
                    .containsExactly(true, false);
            assertThat(result.timeline().all(CrewEvent.RunStopped.class)).hasSize(1);
            assertThat(result.timeline().all(CrewEvent.RunResumed.class)).hasSize(1);
        }
    }

    @Test
    void doesNotRepeatTheModelCallOfACheckedAnswer() {
        ScriptedChatModel researcher = new ScriptedChatModel().says("Found.");
        ScriptedChatModel writer = new ScriptedChatModel().fails(new IllegalStateException("no luck"));
        Task research =
                task("research", Crews.agent("researcher", researcher).build()).build();
        Task draft = task("draft", Crews.agent("writer", writer).build()).build();
        try (SharedMemory memory = Crews.memory(directory)) {
            Crew crew = Crew.builder("proposal")
                    .tasks(research, draft)
                    .memory(memory)
                    .build();
            assertThatThrownBy(() -> crew.kickoff(Run.id("q4"))).isInstanceOf(ModelCallException.class);
        }
        writer.says("Written.");

        try (SharedMemory memory = Crews.memory(directory)) {
            Crew crew = Crew.builder("proposal")
                    .tasks(research, draft)
                    .memory(memory)
                    .build();
            CrewResult result = crew.resume("q4");

            assertThat(result.text()).isEqualTo("Written.");
            assertThat(result.usage().inputTokenCount()).isEqualTo(200);
            assertThat(researcher.requests()).hasSize(1);
        }
    }
}
