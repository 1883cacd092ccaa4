package dev.commonground.crew;

import static dev.commonground.crew.Crews.NOON;
import static dev.commonground.crew.Crews.agent;
import static dev.commonground.crew.Crews.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.commonground.SharedMemory;
import dev.commonground.crew.check.Guardrails;
import dev.commonground.crew.event.ConsoleProgress;
import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.CrewListener;
import dev.commonground.crew.model.ModelCallException;
import dev.commonground.memory.Draft;
import dev.commonground.test.ScriptedChatModel;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.output.TokenUsage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The progress of a run, for people and for programs. */
class ProgressTest {

    @TempDir
    Path directory;

    SharedMemory memory;
    final ScriptedChatModel researcher = new ScriptedChatModel();
    final ScriptedChatModel writer = new ScriptedChatModel();
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    final List<CrewEvent> told = new ArrayList<>();

    @BeforeEach
    void open() {
        memory = Crews.memory(directory);
        memory.task("q3")
                .person("client")
                .remember(Draft.preference("tables").key("layout", "tables").build());
    }

    @AfterEach
    void close() {
        memory.close();
    }

    Crew crew(CrewListener progress) {
        Task research = task(
                        "research",
                        agent("researcher", researcher)
                                .tools(new ModelLoopTest.Calculator())
                                .build())
                .build();
        Task draft = task("draft", agent("writer", writer).build())
                .guardrail(Guardrails.meetsConstraints())
                .guardrail(Guardrails.notBlank())
                .build();
        return Crew.builder("proposal")
                .tasks(research, draft)
                .memory(memory)
                .clock(NOON)
                .listener(progress)
                .listener(told::add)
                .build();
    }

    String printed() {
        return bytes.toString(StandardCharsets.UTF_8).replace("\r", "");
    }

    void script() {
        researcher
                .calls("add", "{\"a\":1,\n\"b\":2}")
                .remembers("constraint", "max_words", "3", "Three words")
                .remembers("finding", "", "", "Acme sells\u001b[31m anvils")
                .calls("remember", "{\"text\":\"I guess\",\"keepToMyself\":\"true\"}")
                .says("Found.");
        writer.calls("recall", "{\"queries\":\"what does Acme sell\"}")
                .says("one two three four")
                .remembers("decision", "layout", "lists", "lists instead")
                .says("one two three");
    }

    @Test
    void theConsoleHasALineForEachEvent() {
        script();

        crew(ConsoleProgress.to(out)).kickoff(Run.id("q3").user("acme"));

        assertThat(printed().replaceAll("\\d+ (tokens|chars)", "N $1")).isEqualTo("""
                        proposal  run q3  2 tasks
                        [1/2] research  researcher
                              brief v0: 1 preference, N tokens
                              tool add({"a":1, "b":2}) -> 1 char
                              + CONSTRAINT max_words=3
                              + FINDING Acme sells [31m anvils
                              + FINDING (private)
                              + ARTIFACT task research=done
                              done  1 attempt, N chars, 500 tok in / 50 out  memory v1 (4)
                        [2/2] draft  writer
                              brief v1: 1 constraint, 1 preference, 1 finding, 1 artifact, N tokens
                              recall -> Acme sells [31m anvils
                              check meetsConstraints: REFUSED max_words = 3: 4 words, at most 3 allowed
                              check notBlank: ok
                              retry: attempt 2, same briefing
                              check meetsConstraints: ok
                              check notBlank: ok
                              + DECISION layout=lists (replaces layout=tables)
                              + ARTIFACT task draft=done
                              done  2 attempts, N chars, 400 tok in / 40 out  memory v2 (5)
                        done  run q3  3 attempts
                        """);
    }

    @Test
    void theQuietConsolePrintsRunsAndRefusals() {
        script();

        crew(ConsoleProgress.to(out).quiet()).kickoff(Run.id("q3").user("acme"));

        assertThat(printed()).isEqualTo("""
                        proposal  run q3  2 tasks
                              check meetsConstraints: REFUSED max_words = 3: 4 words, at most 3 allowed
                        done  run q3  3 attempts
                        """);
    }

    @Test
    void aModelThatTakesLongIsNotSilentForLong() {
        CountDownLatch signs = new CountDownLatch(2);
        CrewListener patient = new CrewListener() {
            @Override
            public void on(CrewEvent event) {}

            @Override
            public void onSilence(String run, Duration silence) {
                assertThat(run).isEqualTo("q3");
                signs.countDown();
            }
        };
        researcher.then(() -> {
            try {
                assertThat(signs.await(5, TimeUnit.MINUTES)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return AiMessage.from("Found.");
        });
        writer.says("one");

        assertThat(crew(patient).kickoff(Run.id("q3")).text()).isEqualTo("one");
    }

    @Test
    void theConsolePrintsADotForEverySilentSecondOnALineOfTheirOwn() {
        ConsoleProgress progress = ConsoleProgress.to(out);

        progress.onSilence("q3", Duration.ofSeconds(1));
        progress.onSilence("q3", Duration.ofSeconds(2));
        progress.on("q3", new CrewEvent.RunStopped(NOON.instant(), "q3", "no luck"));
        progress.quiet().onSilence("q3", Duration.ofSeconds(1));

        assertThat(printed()).isEqualTo("      ..\nstopped  run q3: no luck\n");
    }

    @Test
    void theLinesOfSeveralRunsSayWhichItIs() {
        ConsoleProgress progress = ConsoleProgress.to(out);

        progress.on("a", new CrewEvent.RunResumed(NOON.instant(), "a", "crew", "run_x"));
        progress.on("b", new CrewEvent.RunResumed(NOON.instant(), "b", "crew", "run_x"));
        progress.on("a", new CrewEvent.RunStopped(NOON.instant(), "a", "no luck"));
        progress.on("b", new CrewEvent.ReviewAwaited(NOON.instant(), "b", "draft", "writer", 1));

        assertThat(printed()).isEqualTo("""
                        crew  run a  resumed at run_x
                        b | crew  run b  resumed at run_x
                        a | stopped  run a: no luck
                        waiting  run b: approve or refuse the answer of writer to draft
                        """);
    }

    @Test
    void theTimelineHasTheEventsOfTheListeners() {
        script();

        CrewResult result = crew(event -> {}).kickoff(Run.id("q3").user("acme"));

        assertThat(result.timeline().events()).isEqualTo(told);
    }

    @Test
    void theLedgerShowsTheReadersAndWritersOfMemories() {
        script();

        CrewResult result = crew(event -> {}).kickoff(Run.id("q3").user("acme"));

        assertThat(result.ledger().text().lines().map(String::stripTrailing))
                .containsExactly(
                        "researcher     writer         memory",
                        "R              R              PREFERENCE layout=tables",
                        "W              R              CONSTRAINT max_words=3",
                        "W              R              FINDING Acme sells\u001b[31m anvils",
                        "W                             FINDING (private)",
                        "W              R              ARTIFACT task research=done",
                        "               W              DECISION layout=lists",
                        "               W              ARTIFACT task draft=done");
    }

    @Test
    void theTokensOfRefusedAttemptsCountToo() {
        script();

        CrewResult result = crew(event -> {}).kickoff(Run.id("q3").user("acme"));

        assertThat(result.usage()).isEqualTo(new TokenUsage(900, 90));
        assertThat(result.timeline().usage("draft")).isEqualTo(new TokenUsage(400, 40));
    }

    @Test
    void aRunThatStopsAndGoesOnSaysSo() {
        researcher.fails(new IllegalStateException("no luck"));
        writer.says("one");
        Crew crew = crew(ConsoleProgress.to(out).quiet());
        assertThatThrownBy(() -> crew.kickoff(Run.id("q3"))).isInstanceOf(ModelCallException.class);
        researcher.says("Found.");

        crew.resume("q3");

        assertThat(printed()).isEqualTo("""
                        proposal  run q3  2 tasks
                        stopped  run q3: The model of agent researcher did not answer for task research: the client of the model failed with the exception in the cause. The finished work is kept; resume the run to continue
                        proposal  run q3  resumed at run_research
                        done  run q3  2 attempts
                        """);
    }

    @Test
    void aListenerThatFailsOnAStopDoesNotHideTheFailure() {
        researcher.fails(new IllegalStateException("no luck"));
        Crew crew = crew(event -> {
            if (event instanceof CrewEvent.RunStopped) {
                throw new IllegalArgumentException("listener");
            }
        });

        assertThatThrownBy(() -> crew.kickoff(Run.id("q3")))
                .isInstanceOf(ModelCallException.class)
                .satisfies(stopped -> assertThat(stopped.getSuppressed()).hasSize(1));
    }

    @Test
    void conflictsAndKnownThingsAreMarked() {
        researcher.remembers("constraint", "max_words", "3", "Three words").says("Found.");
        writer.remembers("constraint", "max_words", "3", "Three words").then(() -> {
            memory.task("q3")
                    .person("client")
                    .remember(
                            Draft.constraint("Two words").key("max_words", "2").build());
            return AiMessage.from("one");
        });
        Crew crew = crew(ConsoleProgress.to(out));

        crew.kickoff(Run.id("q3"));

        assertThat(printed())
                .contains("      brief v0: 1 preference")
                .contains("      ! CONSTRAINT max_words=3 (in conflict with max_words=2)\n");
    }

    @Test
    void aConfirmedMemoryHasTwoAuthors() {
        researcher.remembers("constraint", "max_words", "3", "Three words").says("Found.");
        writer.remembers("constraint", "max_words", "3", "Three words").says("one");

        CrewResult result = crew(ConsoleProgress.to(out)).kickoff(Run.id("q4"));

        assertThat(printed())
                .contains("      brief v0: nothing known yet\n")
                .contains("      = CONSTRAINT max_words=3 (known already)\n");
        assertThat(result.ledger().entries().get(0).mark("researcher")).isEqualTo("W");
        assertThat(result.ledger().entries().get(0).mark("writer")).isEqualTo("WR");
        assertThat(result.ledger().entries().get(0).mark("nobody")).isEmpty();
    }
}
