package dev.commonground.crew;

import static dev.commonground.crew.Crews.agent;
import static dev.commonground.crew.Crews.memory;
import static dev.commonground.crew.Crews.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.commonground.SharedMemory;
import dev.commonground.crew.check.Guardrails;
import dev.commonground.crew.event.CrewEvent;
import dev.commonground.test.ScriptedChatModel;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.exception.RateLimitException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers and durations of agents, tasks and crews mean what they say, or are refused by name. */
class LimitsTest {

    @TempDir
    Path directory;

    SharedMemory memory;
    final ScriptedChatModel model = new ScriptedChatModel();

    @BeforeEach
    void open() {
        memory = memory(directory);
    }

    @AfterEach
    void close() {
        memory.close();
    }

    Task.Builder draft(Function<Agent.Builder, Agent.Builder> settings) {
        return task("draft", settings.apply(agent("writer", model)).build());
    }

    Crew.Builder crew(Task.Builder draft) {
        return Crew.builder("proposal").tasks(draft.build()).memory(memory);
    }

    Crew.Builder managed() {
        return crew(draft(agent -> agent))
                .manager(task("lead", agent("boss", model).build()).build());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 'maxIterations of agent writer is 0, but an answer takes at least one model call: set it to 1 or more'",
        "-1, 'maxIterations of agent writer is -1, but an answer takes at least one model call: set it to 1 or more'"
    })
    void ofModelCallsAreOneOrMore(int calls, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> draft(agent -> agent.maxIterations(calls)))
                .withMessage(message);
    }

    @Test
    void ofRepeatedCallsAreZeroOrMore() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> draft(agent -> agent.maxCallRetries(-1)))
                .withMessage("maxCallRetries of agent writer is -1: set it to 0 or more");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1_001, Integer.MAX_VALUE})
    void ofRefusedAnswersAreInTheirRange(int retries) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> draft(agent -> agent).maxRetries(retries).build())
                .withMessage("maxRetries of task draft is %d: set it to 0 to 1000".formatted(retries));
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, 0, 1_001, Integer.MAX_VALUE})
    void ofDelegationsAreInTheirRange(int hops) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> managed().maxHops(hops).build())
                .withMessage("maxHops of crew proposal is %d: set it to 1 to 1000".formatted(hops));
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0})
    void ofBriefingsAreOneOrMore(int tokens) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> crew(draft(agent -> agent)).briefingBudget(tokens).build())
                .withMessage("briefingBudget of crew proposal is %d: set it to 1 or more".formatted(tokens));
    }

    static List<Duration> noTimes() {
        return List.of(
                Duration.ZERO,
                Duration.ofNanos(-1),
                Duration.ofSeconds(Long.MIN_VALUE),
                Duration.ofDays(366),
                Duration.ofSeconds(Long.MAX_VALUE));
    }

    @ParameterizedTest
    @MethodSource("noTimes")
    void ofTimeAreInTheirRange(Duration timeout) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> draft(agent -> agent).timeout(timeout).build())
                .withMessage(
                        "timeout of task draft is %s: set it to more than zero and at most 365 days, or leave it out for no limit"
                                .formatted(timeout));
    }

    @Test
    void mayAllBeAtTheirEnds() {
        Task.Builder draft = draft(
                        agent -> agent.maxIterations(Integer.MAX_VALUE).maxCallRetries(Integer.MAX_VALUE))
                .timeout(Duration.ofDays(365))
                .guardrail(Guardrails.of("second", answer -> answer.attempt() == 2 ? List.of() : List.of("try again")))
                .maxRetries(1_000);
        Crew crew = crew(draft)
                .manager(task("lead", agent("boss", model).build())
                        .maxRetries(1_000)
                        .build())
                .maxHops(1_000)
                .briefingBudget(Integer.MAX_VALUE)
                .build();
        model.calls("delegate", "{\"task\":\"draft\"}")
                .fails(new RateLimitException("slow down"))
                .says("First.")
                .says("Second.")
                .says("The end.");

        CrewResult result = crew.kickoff(Run.id("q3"));

        assertThat(result.output("draft")).isEqualTo(new TaskOutput("draft", "writer", "Second.", 2));
        assertThat(result.text()).isEqualTo("The end.");
    }

    @Test
    void holdForManyTasksWithManyRetries() {
        Task[] tasks = new Task[1_000];
        for (int i = 0; i < tasks.length; i++) {
            tasks[i] = task("t" + i, agent("writer", model).build())
                    .maxRetries(1_000)
                    .when(known -> false)
                    .build();
        }
        model.says("The end.");
        Crew crew = Crew.builder("proposal")
                .tasks(tasks)
                .manager(task("lead", agent("boss", model).build()).build())
                .maxHops(1_000)
                .memory(memory)
                .build();

        assertThat(crew.kickoff(Run.id("q3")).text()).isEqualTo("The end.");
    }

    @Test
    void keepThousandsOfEventsOfOneAttemptInOrder() {
        List<ToolExecutionRequest> calls = IntStream.range(0, 10_100)
                .mapToObj(call -> ToolExecutionRequest.builder()
                        .id("call-" + call)
                        .name("fly")
                        .arguments("{\"n\":%d}".formatted(call))
                        .build())
                .toList();
        model.then(() -> AiMessage.from(calls)).says("Done.");
        Crew crew = Crew.builder("proposal")
                .tasks(draft(agent -> agent).build())
                .withoutMemory()
                .build();

        CrewResult result = crew.kickoff(Run.id("q3"));

        assertThat(result.timeline().all(CrewEvent.ToolCalled.class))
                .extracting(CrewEvent.ToolCalled::arguments)
                .startsWith("{\"n\":0}", "{\"n\":1}")
                .endsWith("{\"n\":10098}", "{\"n\":10099}");
    }
}
