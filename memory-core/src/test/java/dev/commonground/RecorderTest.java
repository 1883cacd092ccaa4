package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.internal.learning.Answer;
import dev.commonground.learning.Learning;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Origin;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.SystemMessage;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

/** The recorder of a memory is distinguished from its author, also in briefings and exports. */
class RecorderTest extends LearningFixture {

    @Test
    void theSpeakerIsTheAuthorAndTheAgentTheRecorder() {
        Learning learning = learn(
                Answer.of(Answer.item(2, "constraint", "The proposal has at most 500 words", "keep it under 500 words")
                        .key("max_words", "500")),
                SystemMessage.from("You are helpful"),
                anna("Please KEEP it\nunder 500 words!"));

        Memory learned = only(learning);
        assertThat(learned.toString())
                .isEqualTo("CONSTRAINT max_words = 500: The proposal has at most 500 words (Anna; task q3; live)");
        Assertion assertion = learned.assertions().get(0);
        assertThat(assertion.author()).isEqualTo(ANNA);
        assertThat(assertion.recorder()).isEqualTo(RESEARCHER);
        assertThat(assertion.origin()).isEqualTo(Origin.PERSON);
        assertThat(assertion.evidence()).isEqualTo("KEEP it\nunder 500 words");
        assertThat(task.agent("writer").list()).containsExactly(learned);
        assertThat(learning.calls()).isOne();
        assertThat(learning.tokens().totalTokenCount()).isEqualTo(10);
    }

    @Test
    void anAgentsOwnStatementHasNoOtherRecorder() {
        Learning learning = learn(
                Answer.of(Answer.item(1, "decision", "The pilot is in Leeds", "the pilot is in Leeds")),
                AiMessage.from("So the pilot is in Leeds."));

        Assertion assertion = only(learning).assertions().get(0);
        assertThat(assertion.author()).isEqualTo(RESEARCHER);
        assertThat(assertion.recorder()).isNull();
        assertThat(assertion.origin()).isEqualTo(Origin.AGENT);
    }

    @Test
    void theRecorderIsShownInBriefingsAndOutlivesExportAndHoldingBack() {
        learn(
                Answer.of(Answer.item(1, "constraint", "The tone is formal", "tone is formal")),
                anna("The tone is formal"));
        assertThat(task.agent("writer").brief("write").text())
                .contains("- CONSTRAINT: \"The tone is formal\" (Anna, noted by researcher)");

        StringBuilder lines = new StringBuilder();
        task.agent("auditor").log().exportTo(lines);
        AgentMemory copy = memory.task("copy").agent("auditor");
        copy.log().importFrom(new StringReader(lines.toString()));
        assertThat(copy.list().get(0).assertions().get(0).recorder()).isEqualTo(RESEARCHER);

        Step step = memory.begin(StepRequest.builder("held", "researcher", "t").build());
        learn(
                Answer.of(Answer.item(1, "constraint", "The tone is formal", "tone is formal")),
                step.memory(),
                anna("The tone is formal"));
        String held = step.holdBack();
        step.commit();
        Step later =
                memory.begin(StepRequest.builder("held", "researcher", "t2").build());
        later.release(held);
        later.commit();
        Memory released = memory.task("held").agent("auditor").list().get(0);
        assertThat(released.assertions().get(0).recorder()).isEqualTo(RESEARCHER);
        assertThat(released.authors()).containsExactly(ANNA);
    }

    @Test
    void theRecorderIsKnownAfterTheMemoryIsReopened() {
        learn(
                Answer.of(Answer.item(1, "constraint", "The tone is formal", "tone is formal")),
                anna("The tone is formal"));
        memory.close();
        open();

        assertThat(task.agent("auditor").list().get(0).assertions().get(0).recorder())
                .isEqualTo(RESEARCHER);
    }
}
