package dev.commonground.crew;

import static dev.commonground.crew.Crews.agent;
import static dev.commonground.crew.Crews.memory;
import static dev.commonground.crew.Crews.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.commonground.SharedMemory;
import dev.commonground.crew.check.Guardrails;
import dev.commonground.crew.model.ModelCallException;
import dev.commonground.memory.Memory;
import dev.commonground.test.ScriptedChatModel;
import dev.langchain4j.agent.tool.Tool;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Half a character in an answer, as from a stream that was cut, becomes U+FFFD on arrival. */
class UnpairedSurrogatesTest {

    static final String HALF = "\ud83d";
    static final String LONG = "A long answer. ".repeat(100);

    @TempDir
    Path directory;

    SharedMemory memory;
    final ScriptedChatModel writer = new ScriptedChatModel();
    final ScriptedChatModel editor = new ScriptedChatModel();

    @BeforeEach
    void open() {
        memory = memory(directory);
    }

    @AfterEach
    void close() {
        memory.close();
    }

    Task.Builder draft() {
        return task("draft", agent("writer", writer).build());
    }

    Crew crew(Task... tasks) {
        return Crew.builder("proposal").tasks(tasks).memory(memory).build();
    }

    @ParameterizedTest(name = "{index}")
    @CsvSource({
        "Smile \ud83d, Smile \ufffd",
        "\ude00 smile, \ufffd smile",
        "\ude00\ud83d smile \ud83d\ude00, \ufffd\ufffd smile \ud83d\ude00"
    })
    void areTheSameInResultsFilesAndReports(String answer, String mended) throws IOException {
        Path file = directory.resolve("draft.md");
        Crew crew = crew(draft().outputFile(file).build());
        writer.says(answer);

        CrewResult result = crew.kickoff(Run.id("q3"));

        assertThat(result.text()).isEqualTo(mended);
        assertThat(file).hasContent(mended);
        result.report().writeTo(directory.resolve("report"));
        assertThat(directory.resolve("report/report.md")).content().contains(mended);
        assertThat(crew.resume("q3").text()).isEqualTo(mended);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "long"})
    void areTheSameAfterAResume(String length) {
        String answer = (length.isEmpty() ? "" : LONG) + "Smile " + HALF;
        Task edit = task("edit", agent("editor", editor).build())
                .context(draft().build())
                .build();
        writer.says(answer);
        editor.fails(new IllegalStateException("no luck")).says("Edited.");
        Crew crew = crew(draft().build(), edit);
        assertThatThrownBy(() -> crew.kickoff(Run.id("q3"))).isInstanceOf(ModelCallException.class);

        CrewResult result = crew.resume("q3");

        assertThat(result.output("draft").text()).isEqualTo(answer.replace(HALF, "\ufffd"));
        assertThat(editor.user(1)).isEqualTo(editor.user(0)).contains("Smile \ufffd");
    }

    @Test
    void comeFromTheJournalAsTheyCameFromTheModel() {
        writer.calls("remember", "{\"text\":\"A thought " + HALF + "\"}")
                .fails(new IllegalStateException("no luck"))
                .says("Written " + HALF);
        Crew crew = crew(draft().build());
        assertThatThrownBy(() -> crew.kickoff(Run.id("q3"))).isInstanceOf(ModelCallException.class);

        assertThat(crew.resume("q3").text()).isEqualTo("Written \ufffd");

        assertThat(writer.requests()).hasSize(3);
        assertThat(memory.task("q3").agent("auditor").list())
                .extracting(Memory::text)
                .contains("A thought \ufffd");
    }

    /** A page that ends within a character. */
    static final class CutPage {
        @Tool("Reads the page")
        String readPage(String page) {
            return "A page " + HALF;
        }
    }

    @Test
    void ofInputsToolsGuardrailsAndPeopleStopNoRun() throws IOException {
        Path file = directory.resolve("draft.md");
        Task draft = task("draft", agent("writer", writer).tools(new CutPage()).build())
                .description("Write for {client}")
                .guardrail(Guardrails.of(
                        "whole", answer -> answer.attempt() > 1 ? List.of() : List.of("a reason " + HALF)))
                .humanReview()
                .outputFile(file)
                .build();
        writer.calls("readPage", "{\"arg0\":\"" + "x".repeat(45) + "\ud83d\ude00 long page\"}")
                .says("First " + HALF)
                .says("Second " + HALF);
        Crew crew = crew(draft);
        crew.kickoff(Run.id("q3").input("client", "Acme " + HALF));

        CrewResult result = crew.approve("q3", "ada", LONG + HALF);

        assertThat(result.text()).isEqualTo(LONG + "\ufffd");
        assertThat(crew.resume("q3").text()).isEqualTo(result.text());
        assertThat(file).hasContent(LONG + "\ufffd");
        assertThat(writer.user(2)).startsWith("# Task\nWrite for Acme \ufffd\n").contains("- a reason \ufffd");
        result.report().writeTo(directory.resolve("report"));
        assertThat(directory.resolve("report/events.jsonl")).content().contains("a reason \ufffd");
    }

    @Test
    void areNoTextForTheFilesOfJava() {
        assertThatThrownBy(() -> Files.writeString(directory.resolve("control"), "Smile " + HALF))
                .isInstanceOf(CharacterCodingException.class);
        assertThat(new String(("Smile " + HALF).getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo("Smile ?");
    }
}
