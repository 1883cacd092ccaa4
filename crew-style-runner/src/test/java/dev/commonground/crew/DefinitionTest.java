package dev.commonground.crew;

import static dev.commonground.crew.Crews.agent;
import static dev.commonground.crew.Crews.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.commonground.crew.check.Guardrail;
import dev.commonground.crew.check.Guardrails;
import dev.commonground.test.ScriptedChatModel;
import dev.langchain4j.agent.tool.Tool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionTest {

    @TempDir
    Path directory;

    final ScriptedChatModel model = new ScriptedChatModel();

    @Nested
    class Agents {

        @Test
        void haveAllTheirParts() {
            Object tools = new ModelLoopTest.Calculator();

            Agent built = Agent.builder("clerk")
                    .role(" Clerk\n")
                    .goal("Add")
                    .backstory("Adds")
                    .model(model)
                    .tools(tools)
                    .maxIterations(3)
                    .maxCallRetries(1)
                    .build();

            assertThat(built).isEqualTo(new Agent("clerk", "Clerk", "Add", "Adds", model, List.of(tools), 3, 1));
            assertThat(agent("clerk", model).build().maxIterations()).isEqualTo(15);
        }

        @Test
        void missNothing() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Agent.builder("clerk")
                            .role("R")
                            .goal("G")
                            .backstory("B")
                            .build())
                    .withMessage("Agent clerk has no model: set it with model(...)");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> agent("clerk", model).role(" ").build())
                    .withMessage("Agent clerk has no role: set it with role(...)");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> agent("clerk", model).goal("").build())
                    .withMessage("Agent clerk has no goal: set it with goal(...)");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> agent("clerk", model).backstory("").build())
                    .withMessage("Agent clerk has no backstory: set it with backstory(...)");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> agent("clerk", model).maxIterations(0).build())
                    .withMessage(
                            "maxIterations of agent clerk is 0, but an answer takes at least one model call: set it to 1 or more");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", "a b", "a/b", "-a", ".a", "a\n"})
        void haveNamesThatFitIntoNodes(String name) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> agent(name, model).build())
                    .withMessageEndingWith(
                            "cannot be the name of an agent: use 1 to 64 letters, digits, dots, hyphens and underscores, and begin with a letter or digit");
        }

        @Test
        void mayHaveNamesOfAnyLanguage() {
            assertThat(agent("Prüfer_2.b-c", model).build().name()).isEqualTo("Prüfer_2.b-c");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> agent("a".repeat(65), model).build());
        }

        static final class Impostor {
            @Tool
            String recall() {
                return "I am the memory";
            }
        }

        @Test
        void bringNoToolsCalledLikeTheMemorys() {
            Task task = task("sums", agent("clerk", model).tools(new Impostor()).build())
                    .build();

            assertThat(Crew.builder("office")
                            .tasks(task)
                            .withoutMemory()
                            .build()
                            .tasks())
                    .containsExactly(task);
            try (var memory = Crews.memory(directory)) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> Crew.builder("office")
                                .tasks(task)
                                .memory(memory)
                                .build())
                        .withMessage(
                                "The tools [recall] of agent clerk have the names of tools of the memory: rename them with @Tool(name = ...)");
            }
        }
    }

    @Nested
    class Tasks {

        final Agent clerk = agent("clerk", model).build();

        @Test
        void haveAllTheirParts() {
            Guardrail blank = Guardrails.notBlank();
            Guardrail own = Guardrails.of("own", answer -> List.of());
            Task before = task("before", clerk).build();
            Path file = Path.of("sums.md");

            Task built = Task.builder("sums")
                    .agent(clerk)
                    .description(" Add ")
                    .expectedOutput("A sum")
                    .context(before)
                    .guardrail(blank)
                    .guardrails(own)
                    .maxRetries(0)
                    .timeout(Duration.ofSeconds(9))
                    .when(List::isEmpty)
                    .learnFromOutput()
                    .humanReview()
                    .outputAs(Integer.class)
                    .outputFile(file)
                    .build();

            assertThat(built)
                    .isEqualTo(new Task(
                            "sums",
                            clerk,
                            "Add",
                            "A sum",
                            List.of(before),
                            List.of(blank, own),
                            0,
                            Duration.ofSeconds(9),
                            built.condition(),
                            Task.Learning.FROM_OUTPUT,
                            Task.HumanReview.BEFORE_COMMIT,
                            Integer.class,
                            file));
            assertThat(built.condition().test(List.of())).isTrue();
            assertThat(before.timeout()).isNull();
            assertThat(before.maxRetries()).isEqualTo(2);
        }

        @Test
        void missNothing() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Task.builder("sums")
                            .description("D")
                            .expectedOutput("E")
                            .build())
                    .withMessage("Task sums has no agent: set it with agent(...)");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> task("sums", clerk).description("").build())
                    .withMessage("Task sums has no description: set it with description(...)");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> task("sums", clerk).expectedOutput("").build())
                    .withMessage("Task sums has no expectedOutput: set it with expectedOutput(...)");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> task("sums", clerk).maxRetries(-1).build())
                    .withMessage("maxRetries of task sums is -1: set it to 0 to 1000");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> task("two sums", clerk).build())
                    .withMessageStartingWith("\"two sums\" cannot be the name of a task: ");
        }
    }

    @Nested
    class Runs {

        @Test
        void haveInputsAndAUser() {
            assertThat(Run.id("q3").user("acme").input("client", "Acme").input("topic", "ROI"))
                    .isEqualTo(new Run("q3", "acme", Map.of("client", "Acme", "topic", "ROI")));
            assertThat(Run.id("q3").user()).isNull();
        }

        @Test
        void haveIdsThatATaskCanHave() {
            assertThatIllegalArgumentException().isThrownBy(() -> Run.id(" "));
            assertThatIllegalArgumentException().isThrownBy(() -> Run.id("q3").user(""));
        }
    }

    @Test
    void crewsHaveNamesToo() {
        Task sums = task("sums", agent("clerk", model).build()).build();

        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Crew.builder("my crew").tasks(sums).withoutMemory().build())
                .withMessageStartingWith("\"my crew\" cannot be the name of a crew: ");
    }
}
