package dev.commonground.crew;

import static dev.commonground.crew.Crews.agent;
import static dev.commonground.crew.Crews.memory;
import static dev.commonground.crew.Crews.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.commonground.SharedMemory;
import dev.commonground.crew.event.CrewEvent;
import dev.commonground.test.ScriptedChatModel;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.bsc.langgraph4j.CompileConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongTextsTest {

    static final String LONG = "A long answer. ".repeat(1_000).strip();

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

    Crew crew(int tasks) {
        IntStream.rangeClosed(1, tasks).forEach(number -> model.says(number + " " + LONG));
        return Crew.builder("proposal")
                .tasks(IntStream.rangeClosed(1, tasks)
                        .mapToObj(number -> task(
                                        "t" + number, agent("writer", model).build())
                                .build())
                        .toArray(Task[]::new))
                .memory(memory)
                .build();
    }

    @Test
    void areCompleteInResultsAndReports() {
        Crew crew = crew(2);
        crew.kickoff(Run.id("q3"));

        CrewResult again = crew.resume("q3");

        assertThat(again.output("t1").text()).isEqualTo("1 " + LONG);
        assertThat(again.timeline().all(CrewEvent.TaskFinished.class))
                .extracting(CrewEvent.TaskFinished::text)
                .containsExactly("1 " + LONG, "2 " + LONG);
        assertThat(again.report().html()).contains("A long answer. A long answer.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text ", "text abc", "itself ", ""})
    void doNotTakeAnAnswerForTheNameOfAText(String answer) {
        model.says("\u0001" + answer + "x");
        Task draft = task("draft", agent("writer", model).build()).build();
        Crew with = Crew.builder("proposal").tasks(draft).memory(memory).build();
        with.kickoff(Run.id("q3"));

        assertThat(with.resume("q3").text()).isEqualTo("\u0001" + answer + "x");

        model.says("\u0001" + answer + "x");
        Crew without = Crew.builder("proposal").tasks(draft).withoutMemory().build();
        assertThat(without.kickoff(Run.id("q3")).text()).isEqualTo("\u0001" + answer + "x");
    }

    @Test
    void makeCheckpointsGrowByTheirNamesOnly() {
        crew(6).kickoff(Run.id("q3"));

        assertThat(memory.blobs().list("checkpoints/q3"))
                .hasSizeGreaterThan(24)
                .allSatisfy(checkpoint -> assertThat(checkpoint.data()).hasSizeLessThan(2 * LONG.length()));
    }

    @Test
    void areReadThroughTheCrewsOwnGraphAndGoWithTheTask() throws Exception {
        Crew crew = crew(1);
        Run run = Run.id("q3");
        CrewState end = crew.compile(CompileConfig.builder().build())
                .invoke(crew.input(run), crew.config(run))
                .orElseThrow();

        assertThat(end.outputs()).containsEntry("t1", "1 " + LONG);
        assertThatIllegalStateException()
                .isThrownBy(() -> new CrewState(end.data()).outputs())
                .withMessageContaining("read it through the crew's own graph");

        memory.task("q3").delete();

        assertThatIllegalStateException().isThrownBy(end::outputs).withMessageContaining("A text of run q3 is gone");
    }
}
