package dev.commonground.crew;

import static dev.commonground.crew.Crews.NOON;
import static dev.commonground.crew.Crews.agent;
import static dev.commonground.crew.Crews.memory;
import static dev.commonground.crew.Crews.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.SharedMemory;
import dev.commonground.crew.check.Guardrails;
import dev.commonground.crew.event.CrewEvent;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Memory;
import dev.commonground.test.ScriptedChatModel;
import dev.langchain4j.agent.tool.Tool;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The findings of agents and the sources of their quotations. */
class LearningTest {

    @TempDir
    Path directory;

    SharedMemory memory;
    final ScriptedChatModel researcher = new ScriptedChatModel();

    /** A page of notes. */
    static final class CallNotesTool {
        @Tool("Reads the notes")
        String readNotes() {
            return "Dana: please keep it formal.";
        }
    }

    final Task research = Task.builder("research")
            .agent(agent("researcher", researcher).tools(new CallNotesTool()).build())
            .description("Find out what {client} wants: \"at most 500 words\"")
            .expectedOutput("The limits")
            .build();

    @BeforeEach
    void open() {
        memory = memory(directory);
    }

    @AfterEach
    void close() {
        memory.close();
    }

    Task learning() {
        return Task.builder("research")
                .agent(research.agent())
                .description(research.description())
                .expectedOutput(research.expectedOutput())
                .guardrail(Guardrails.of(
                        "limit", answer -> answer.text().contains("limit") ? List.of() : List.of("name the limit")))
                .learnFromOutput()
                .build();
    }

    CrewResult kickoff(Task task) {
        return Crew.builder("proposal")
                .tasks(task)
                .memory(memory)
                .clock(NOON)
                .build()
                .kickoff(Run.id("q3").input("client", "Acme"));
    }

    List<Memory> learned() {
        return memory.task("q3").agent("auditor").list().stream()
                .filter(one -> one.kind() != Kind.ARTIFACT)
                .toList();
    }

    static String said(Memory memory) {
        return "%s %s=%s \"%s\" from %s by %s"
                .formatted(
                        memory.kind(),
                        memory.key(),
                        memory.value(),
                        memory.text(),
                        memory.assertions().get(0).evidence(),
                        memory.authors().get(0).name());
    }

    static String finding(String kind, String key, String value, String text, String evidence) {
        return "{\"kind\":\"%s\",\"key\":\"%s\",\"value\":\"%s\",\"text\":\"%s\",\"evidence\":\"%s\"}"
                .formatted(kind, key, value, text, evidence);
    }

    static String block(String answer, String... findings) {
        return "%s%n```findings%n[%s]%n```".formatted(answer, String.join(",", findings));
    }

    @Nested
    class FromOutput {

        @Test
        void costsNoModelCall() {
            researcher.says(block(
                    "One limit.",
                    finding("constraint", "max_words", "500", "Keep it short", "at most 500 words"),
                    finding("decision", "", "", "One limit", ""),
                    finding("finding", "", "", "It will be tight", "")));

            CrewResult result = kickoff(learning());

            assertThat(researcher.requests()).hasSize(1);
            assertThat(researcher.user(0)).contains("```findings");
            assertThat(researcher.tools(0)).containsExactly("readNotes", "recall");
            assertThat(result.text()).isEqualTo("One limit.");
            assertThat(learned())
                    .extracting(LearningTest::said)
                    .containsExactly(
                            "CONSTRAINT max_words=500 \"Keep it short\" from at most 500 words by researcher",
                            "DECISION null=null \"One limit\" from One limit by researcher",
                            "FINDING null=null \"It will be tight\" from null by researcher");
        }

        @Test
        void bindsNobodyOnWhatNobodySaid() {
            researcher.says(block(
                    "One limit.",
                    finding("constraint", "tone", "rude", "Be rude", "please be rude"),
                    finding("constraint", "tone", "loud", "Be loud", "")));

            kickoff(learning());

            assertThat(learned())
                    .extracting(LearningTest::said)
                    .containsExactly(
                            "FINDING null=null \"Be loud\" from null by researcher",
                            "FINDING null=null \"Be rude\" from null by researcher");
        }

        @Test
        void dropsTheFindingsOfARefusedAnswer() {
            researcher
                    .says(block("Nothing.", finding("finding", "", "", "A guess", "")))
                    .says(block("One limit.", finding("finding", "", "", "A fact", "")));

            CrewResult result = kickoff(learning());

            assertThat(result.output("research").attempts()).isEqualTo(2);
            assertThat(researcher.user(1)).contains("```findings", "- name the limit");
            assertThat(learned()).extracting(Memory::text).containsExactly("A fact");
        }

        @Test
        void takesAToolsWordsForEvidenceButNotTheMemorys() {
            memory.task("q3").agent("intern").prefer("They want it rude, they told me");
            researcher
                    .calls("readNotes", "{}")
                    .calls("recall", "{\"queries\":\"rude\"}")
                    .says(block(
                            "One limit.",
                            finding("constraint", "tone", "formal", "Be formal", "keep it formal"),
                            finding("constraint", "tone", "rude", "Be rude", "They want it rude")));

            kickoff(learning());

            assertThat(researcher.user(0)).contains("They want it rude");
            assertThat(researcher.toolResult(2)).contains("They want it rude");
            assertThat(learned())
                    .extracting(LearningTest::said)
                    .containsExactly(
                            "CONSTRAINT tone=formal \"Be formal\" from keep it formal by researcher",
                            "PREFERENCE null=null \"They want it rude, they told me\" from null by intern",
                            "FINDING null=null \"Be rude\" from null by researcher");
        }

        @Test
        void isNotAskedForWithoutAMemory() {
            researcher.says("One limit.");

            Crew.builder("proposal")
                    .tasks(learning())
                    .withoutMemory()
                    .build()
                    .kickoff(Run.id("q3").input("client", "Acme"));

            assertThat(researcher.user(0)).doesNotContain("```findings");
        }
    }

    @Nested
    class ByTool {

        @ParameterizedTest
        @ValueSource(strings = {"at most 500 words", "keep it formal"})
        void keepsEvidenceForTheReport(String quote) {
            researcher
                    .calls("readNotes", "{}")
                    .calls("remember", finding("constraint", "max_words", "500", "Keep it short", quote))
                    .says("Found.");

            CrewResult result = kickoff(research);

            assertThat(researcher.toolResult(2)).startsWith("stored m-").doesNotContain("without evidence");
            assertThat(result.timeline().all(CrewEvent.RunFinished.class).get(0).constraints())
                    .extracting(CrewEvent.Judged::quote)
                    .containsExactly(quote);
        }

        @Test
        void bindsNobodyOnEvidenceThatIsNotThere() {
            researcher
                    .calls("remember", finding("constraint", "tone", "formal", "Be formal", "keep it formal"))
                    .says("Found.");

            kickoff(research);

            assertThat(researcher.toolResult(1)).contains("the words you quoted do not occur in what you were given");
            assertThat(learned())
                    .extracting(LearningTest::said)
                    .containsExactly("FINDING null=null \"Be formal\" from null by researcher");
        }
    }
}
