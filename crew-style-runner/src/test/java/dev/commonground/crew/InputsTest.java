package dev.commonground.crew;

import static dev.commonground.crew.Crews.agent;
import static dev.commonground.crew.Crews.memory;
import static dev.commonground.crew.Crews.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.commonground.SharedMemory;
import dev.commonground.crew.model.ModelCallException;
import dev.commonground.memory.Memory;
import dev.commonground.test.ScriptedChatModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The inputs of a run in texts, names and files. */
class InputsTest {

    /** "café" with a combining accent, and as one character. */
    static final String DECOMPOSED = "cafe\u0301";

    static final String COMPOSED = "caf\u00e9";

    @TempDir
    Path directory;

    SharedMemory memory;
    final ScriptedChatModel writer = new ScriptedChatModel();

    @BeforeEach
    void open() {
        memory = memory(directory);
    }

    @AfterEach
    void close() {
        memory.close();
    }

    Task.Builder draft(String description) {
        return task("draft", agent("writer", writer).build()).description(description);
    }

    Crew crew(Task... tasks) {
        return Crew.builder("proposal").tasks(tasks).memory(memory).build();
    }

    @Nested
    class Texts {

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                Show {{id}} of {client}               | Show {id} of Acme
                {{{client}}}                          | {{client}}
                {"a": {"b": "{client}"}}              | {"a": {"b": "Acme"}}
                \\frac{{client}}{client}{ client }{1} | \\frac{client}Acme{ client }{1}
                """)
        void writeABraceTwiceToKeepIt(String template, String filled) {
            writer.says("Done.");

            crew(draft(template + " {client}").build()).kickoff(Run.id("q3").input("client", "Acme"));

            assertThat(writer.user(0)).startsWith("# Task\n" + filled + " Acme\n");
        }

        @Test
        void needNoInputForANameInTwoBraces() {
            writer.says("Done.");

            crew(draft("GET /orders/{{id}}").build()).kickoff(Run.id("q3"));

            assertThat(writer.user(0)).startsWith("# Task\nGET /orders/{id}\n");
        }

        @Test
        void useEveryInput() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> crew(draft("Write for {client}").build())
                            .kickoff(Run.id("q3")
                                    .input("client", "Acme")
                                    .input("Client", "x")
                                    .input("tpoic", "y")))
                    .withMessage(
                            "No task or agent asks for {Client}, {tpoic}: remove the input from the run, or ask for it in a description");
            assertThat(writer.requests()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\u0917\u094d\u0930\u093e\u0939\u0915",
                    "\u0e25\u0e39\u0e01\u0e04\u0e49\u0e32",
                    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
                    DECOMPOSED,
                    COMPOSED
                })
        void haveNamesInAnyScript(String name) {
            writer.says("Done.");
            Task draft = task(name, agent(name, writer).build())
                    .description("Write for {%s}".formatted(name))
                    .build();

            CrewResult result = Crew.builder(name)
                    .tasks(draft)
                    .memory(memory)
                    .build()
                    .kickoff(Run.id("q3").input(name, "Acme"));

            assertThat(writer.user(0)).startsWith("# Task\nWrite for Acme\n");
            assertThat(result.output(draft.name()).text()).isEqualTo("Done.");
            assertThat(result.report().html()).contains(draft.name());
        }

        @Test
        void knowANameHoweverItIsComposed() {
            ScriptedChatModel boss = new ScriptedChatModel()
                    .calls("delegate", "{\"task\":\"%s\"}".formatted(DECOMPOSED))
                    .says("The end.");
            writer.says("Done.");
            Task work = task(COMPOSED, agent("writer", writer).build())
                    .description("Write for {%s}".formatted(DECOMPOSED))
                    .build();
            Crew crew = Crew.builder("proposal")
                    .tasks(work)
                    .manager(task("lead", agent("boss", boss).build()).build())
                    .memory(memory)
                    .build();

            crew.kickoff(Run.id("q3").input(COMPOSED, "Acme"));

            assertThat(writer.user(0)).startsWith("# Task\nWrite for Acme\n");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> crew(
                            task(COMPOSED, agent("writer", writer).build()).build(),
                            task(DECOMPOSED, agent("writer", writer).build()).build()))
                    .withMessageStartingWith("Two tasks of crew proposal are called ");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Run("q3", null, Map.of(COMPOSED, "a", DECOMPOSED, "b")))
                    .withMessage("Two inputs of run q3 are called %s: pass one".formatted(COMPOSED));
        }

        @Test
        void haveTheirInputsAfterAResumeToo() {
            writer.fails(new IllegalStateException("no luck"));
            assertThatThrownBy(() -> crew(draft("Write").build()).kickoff(Run.id("q3")))
                    .isInstanceOf(ModelCallException.class);

            Crew asking = crew(draft("Write for {client}").build());
            assertThat(asking.progress("q3")).isEqualTo(Crew.Progress.UNFINISHED);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> asking.resume("q3"))
                    .withMessageStartingWith("The run has no input for {client}, which task draft asks for: ");
        }
    }

    @Nested
    class OutputFiles {

        Task filed(String name) {
            return draft("Write")
                    .outputFile(directory.resolve("out").resolve(name))
                    .build();
        }

        List<String> files() throws IOException {
            try (Stream<Path> files = Files.walk(directory)) {
                return files.filter(Files::isRegularFile)
                        .map(file -> directory.relativize(file).toString())
                        .filter(file -> !file.startsWith("memory.db"))
                        .sorted()
                        .toList();
            }
        }

        @Test
        void haveTheInputsInTheirNames() throws IOException {
            writer.says("Done.");

            crew(filed("{client}/{{draft}} {client} {n}.md"))
                    .kickoff(Run.id("q3").input("client", "Acme & S\u00f6hne").input("n", "..1"));

            assertThat(files()).containsExactly("out/Acme & S\u00f6hne/{draft} Acme & S\u00f6hne ..1.md");
            assertThat(memory.task("q3").agent("auditor").list())
                    .extracting(Memory::text)
                    .singleElement()
                    .asString()
                    .startsWith("draft done by writer: in ")
                    .endsWith("..1.md");
        }

        @Test
        void needTheirInputs() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> crew(filed("{client}.md")).kickoff(Run.id("q3")))
                    .withMessage(
                            "The run has no input for {client}, which task draft asks for: pass it with Run.input(\"client\", ...)");
        }

        @ParameterizedTest
        @CsvSource({
            "{client}.md, ../draft",
            "{client}.md, /draft",
            "{client}.md, a/draft",
            "{client}.md, a\\draft",
            "{client}, ..",
            "{client}, .",
            "{client}/draft.md, ..",
            ".{client}/draft.md, .",
            "{client}, ''",
            "{client}, ' '",
            "{client}.md, 'a\u0000'",
            "{client}.md, 'a\nb'"
        })
        void stayInTheirFolder(String name, String client) throws IOException {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> crew(filed(name)).kickoff(Run.id("q3").input("client", client)))
                    .withMessage(
                            "The outputFile of task draft cannot be named with the inputs of the run: pass inputs that make \"%s\" the name of one file or folder, without slashes and control characters"
                                    .formatted(Path.of(name).getName(0)));
            assertThat(files()).isEmpty();
            assertThat(writer.requests()).isEmpty();
        }

        @Test
        void areWholeIfSeveralRunsWriteThem() throws IOException {
            List<String> texts = IntStream.range(0, 24)
                    .mapToObj(run -> "run%d ".formatted(run).repeat(20_000).strip())
                    .toList();
            texts.forEach(writer::says);
            List<Run> runs =
                    IntStream.range(0, 24).mapToObj(run -> Run.id("run" + run)).toList();

            List<RunOutcome> outcomes = crew(filed("draft.md")).kickoffAll(runs);

            assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome).isInstanceOf(RunOutcome.Ended.class));
            assertThat(files()).containsExactly("out/draft.md");
            assertThat(texts)
                    .contains(
                            Files.readString(directory.resolve("out/draft.md")).strip());
        }

        @Test
        void doNotTouchThePartOfAnotherRun() throws IOException {
            Files.createDirectories(directory.resolve("out"));
            Files.writeString(directory.resolve("out/.draft.md.part"), "half of ano");
            writer.says("Done.");

            crew(filed("draft.md")).kickoff(Run.id("q3"));

            assertThat(directory.resolve("out/.draft.md.part")).hasContent("half of ano");
            assertThat(directory.resolve("out/draft.md")).hasContent("Done.");
        }

        @Test
        void leaveNoPartIfTheyCannotBeWritten() throws IOException {
            Files.createDirectories(directory.resolve("out/draft.md/full"));
            writer.says("Done.");

            assertThatThrownBy(() -> crew(filed("draft.md")).kickoff(Run.id("q3")))
                    .hasMessageStartingWith("The answer cannot be written to ");

            assertThat(files()).isEmpty();
        }
    }
}
