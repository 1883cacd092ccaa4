package dev.commonground.crew;

import static dev.commonground.crew.Crews.NOON;
import static dev.commonground.crew.Crews.agent;
import static dev.commonground.crew.Crews.memory;
import static dev.commonground.crew.Crews.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.commonground.SharedMemory;
import dev.commonground.crew.check.Guardrails;
import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.model.ModelCallException;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Memory;
import dev.commonground.test.ScriptedChatModel;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.exception.InvalidRequestException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A crew with a manager. */
class HierarchicalTest {

    @TempDir
    Path directory;

    SharedMemory memory;
    final ScriptedChatModel boss = new ScriptedChatModel();
    final ScriptedChatModel researcher = new ScriptedChatModel();
    final ScriptedChatModel writer = new ScriptedChatModel();
    final Task lead = task("lead", agent("boss", boss).build()).build();
    final Task research =
            task("research", agent("researcher", researcher).build()).build();
    final Task draft = task("draft", agent("writer", writer).build()).build();

    @BeforeEach
    void open() {
        memory = memory(directory);
    }

    @AfterEach
    void close() {
        memory.close();
    }

    Crew.Builder crew() {
        return Crew.builder("proposal")
                .tasks(research, draft)
                .manager(lead)
                .memory(memory)
                .clock(NOON);
    }

    ScriptedChatModel delegates(String task, String instructions) {
        return boss.calls("delegate", "{\"task\":\"%s\",\"instructions\":\"%s\"}".formatted(task, instructions));
    }

    @Test
    void theManagerDecidesAndAnswersWhileEveryWorkerIsBriefedFromTheMemory() {
        memory.task("q3").person("client").require("Keep it to 500 words");
        delegates("draft", "be bold");
        delegates("research", "");
        delegates("draft", "mind the figures");
        boss.says("The end.");
        researcher.remembers("constraint", "tone", "formal", "Be formal").says("Found.");
        writer.says("First.").says("Second.");

        CrewResult result = crew().build().kickoff(Run.id("q3"));

        assertThat(writer.user(0))
                .contains("CONSTRAINT: \"Keep it to 500 words\" (client)")
                .endsWith("# Instructions of your manager\nbe bold");
        assertThat(researcher.user(0)).contains("Keep it to 500 words").doesNotContain("# Instructions");
        assertThat(writer.user(1)).contains("tone = formal").contains("mind the figures");
        assertThat(boss.user(3))
                .contains("- research (Role of researcher, done): Do research")
                .contains("- draft (Role of writer, done 2 times): Do draft")
                .contains("# Context: draft\nSecond.")
                .contains("Be formal");
        assertThat(boss.user(0)).contains("- draft (Role of writer, not done yet): Do draft");
        assertThat(result.text()).isEqualTo("The end.");
        assertThat(result.output("draft").text()).isEqualTo("Second.");
        assertThat(result.timeline().all(CrewEvent.Delegated.class))
                .extracting(CrewEvent.Delegated::to)
                .containsExactly("draft", "research", "draft");
        assertThat(result.timeline().all(CrewEvent.TaskFinished.class))
                .extracting(CrewEvent.TaskFinished::version)
                .containsExactly(1, 2, 3, 4);
        assertThat(result.usage().inputTokenCount()).isEqualTo(800);
    }

    @Test
    void theNextWorkerSeesTheMemoriesOfTheManager() {
        boss.remembers("decision", "audience", "the board", "We write for the board");
        delegates("draft", "");
        boss.says("The end.");
        writer.says("Written.");

        crew().build().kickoff(Run.id("q3"));

        assertThat(writer.user(0)).contains("DECISION audience = the board: \"We write for the board\" (boss)");
    }

    @Test
    void theManagersAnswerPassesItsChecks() {
        Task strict = task("lead", lead.agent())
                .guardrail(Guardrails.meetsConstraints())
                .build();
        memory.task("q3")
                .person("client")
                .remember(Draft.constraint("Two words").key("max_words", "2").build());
        boss.says("one two three").says("one two");

        CrewResult result = crew().manager(strict).build().kickoff(Run.id("q3"));

        assertThat(result.output("lead")).isEqualTo(new TaskOutput("lead", "boss", "one two", 2));
    }

    @Test
    void delegationsThatMakeNoSenseAreAnsweredAndOneATurnCounts() {
        boss.calls("delegate", "{\"task\":\"dance\"}");
        boss.then(() -> AiMessage.from(call("1", "research"), call("2", "draft")));
        boss.says("The end.");
        researcher.says("Found.");

        CrewResult result = crew().build().kickoff(Run.id("q3"));

        assertThat(boss.toolResult(1)).isEqualTo("There is no task called dance. The tasks are [research, draft].");
        assertThat(writer.requests()).isEmpty();
        assertThat(result.outputs()).extracting(TaskOutput::task).containsExactly("research", "lead");
    }

    static ToolExecutionRequest call(String id, String task) {
        return ToolExecutionRequest.builder()
                .id(id)
                .name("delegate")
                .arguments("{\"task\":\"%s\"}".formatted(task))
                .build();
    }

    @Test
    void aManagerWhoseModelTakesNoToolsDelegatesInABlock() {
        InvalidRequestException noTools = new InvalidRequestException("this model does not support tools");
        boss.fails(noTools).says("""
                        ```delegate
                        {"task": "draft", "instructions": "be bold"}
                        ```
                        ```findings
                        [{"kind": "decision", "key": "audience", "value": "the board", "text": "We write for the board"}]
                        ```""");
        boss.fails(noTools).says("```delegate\n{\"task\": \"dance\"}\n```");
        boss.fails(noTools).says("```delegate\nresearch\n```");
        boss.fails(noTools).says("The end.");
        writer.says("Written.");

        CrewResult result = crew().build().kickoff(Run.id("q3"));

        assertThat(boss.tools(1)).isEmpty();
        assertThat(boss.user(1))
                .contains("```delegate", "```findings", "- draft (Role of writer, not done yet): Do draft");
        assertThat(writer.user(0)).contains("audience = the board").endsWith("# Instructions of your manager\nbe bold");
        assertThat(boss.user(5))
                .contains("- the delegate block is not a JSON object that names one of the tasks [research, draft]");
        assertThat(result.output("lead")).isEqualTo(new TaskOutput("lead", "boss", "The end.", 3));
        assertThat(researcher.requests()).isEmpty();
    }

    @Test
    void aTaskThatIsDoneAgainIsOneArtifact() {
        delegates("draft", "");
        delegates("draft", "once more");
        boss.says("The end.");
        writer.says("First.").says("Second.");

        crew().build().kickoff(Run.id("q3"));

        assertThat(memory.task("q3").agent("auditor").list().stream()
                        .filter(one -> one.kind() == Kind.ARTIFACT)
                        .map(Memory::text))
                .containsExactly("draft done by writer: Second.", "lead done by boss: The end.");
    }

    @Test
    void hopsAreLimitedAndTheRunGoesOnWithMoreOfThem() {
        delegates("research", "");
        delegates("draft", "");
        researcher.says("Found.");
        writer.says("Written.");

        assertThatThrownBy(() -> crew().maxHops(1).build().kickoff(Run.id("q3")))
                .isInstanceOfSatisfying(
                        HopLimitException.class, e -> assertThat(e.limit()).isEqualTo(1))
                .hasMessage(
                        "Manager boss has no answer after 1 delegation: build the crew with a higher maxHops or clearer tasks, and resume the run");
        assertThat(memory.task("q3").agent("auditor").list().stream().map(Memory::text))
                .containsExactly("research done by researcher: Found.");
        boss.says("The end.");

        assertThat(crew().maxHops(2).build().resume("q3").text()).isEqualTo("The end.");
        assertThat(boss.requests()).hasSize(3);
    }

    @Test
    void aWorkerThatFailedGoesOnWhereItWas() {
        delegates("research", "");
        boss.says("The end.");
        researcher.fails(new IllegalStateException("no luck")).says("Found.");
        Crew crew = crew().build();
        assertThatThrownBy(() -> crew.kickoff(Run.id("q3"))).isInstanceOf(ModelCallException.class);

        assertThat(crew.resume("q3").text()).isEqualTo("The end.");
        assertThat(boss.requests()).hasSize(2);
    }

    @Test
    void aManagerBelongsToAHierarchyAndHasNoToolOfOurName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> crew().process(Process.SEQUENTIAL).build())
                .withMessage("Crew proposal has a manager but is SEQUENTIAL: remove the call of process(...)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Crew.builder("proposal")
                        .tasks(research)
                        .process(Process.HIERARCHICAL)
                        .memory(memory)
                        .build())
                .withMessage("Crew proposal is HIERARCHICAL but has no manager: set one with manager(...)");
    }
}
