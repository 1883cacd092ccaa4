package dev.commonground.crew;

import static dev.commonground.crew.Crews.agent;
import static dev.commonground.crew.Crews.memory;
import static dev.commonground.crew.Crews.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.commonground.RawBytes;
import dev.commonground.SharedMemory;
import dev.commonground.memory.ErasureReceipt;
import dev.commonground.memory.Memory;
import dev.commonground.test.ScriptedChatModel;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the store keeps of a crew's runs after the deletion of their task or user, and after an erasure. */
class DeletedRunsTest {

    static final String SECRET = "quokka00001zebu";

    @TempDir
    Path directory;

    SharedMemory memory;
    final ScriptedChatModel model = new ScriptedChatModel();
    final RawBytes search =
            new RawBytes().text("quokka00001zebu").text("quokka00002zebu").text("quokka00003zebu");

    @BeforeEach
    void open() {
        memory = memory(directory);
    }

    @AfterEach
    void close() {
        memory.close();
    }

    /** Runs a crew whose input, preference and answers hold the secrets, and another run that stays. */
    Crew run(String user) throws Exception {
        memory.user(user).prefer("I like quokka00002zebu with tea");
        model.remembers("finding", "animal", SECRET, "The animal is " + SECRET)
                .says("The long answer is about %s. ".formatted(SECRET).repeat(40))
                .says("The answer is short")
                .says("Another answer");
        Task draft = task("draft", agent("writer", model).build())
                .description("Draft a text about {topic}")
                .build();
        Task review = task("review", agent("editor", model).build()).build();
        Crew crew = Crew.builder("proposal").tasks(draft, review).memory(memory).build();
        crew.kickoff(Run.id("q3").user(user).input("topic", "quokka00003zebu"));
        assertThat(search.in(directory)).hasSize(3);
        return crew;
    }

    @Test
    void nothingIsLeftAfterTheDeletionOfTaskAndUser() throws Exception {
        Crew crew = run("ann");

        assertThat(memory.task("q3").delete()).isTrue();
        assertThat(memory.deleteUser("ann")).isTrue();

        assertThat(memory.clean().isComplete()).isTrue();
        assertThat(search.in(directory)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> crew.resume("q3")).withMessageContaining("no run q3");
    }

    @Test
    void aDeletedUserLeavesNoPreferenceInTheCheckpoints() throws Exception {
        run("ann");

        memory.deleteUser("ann");

        assertThat(memory.clean().isComplete()).isTrue();
        assertThat(new RawBytes().text("quokka00002zebu").in(directory)).isEmpty();
        assertThat(memory.task("q3").agent("auditor").list())
                .extracting(Memory::text)
                .contains("The animal is " + SECRET);
    }

    @Test
    void aTaskOfAnEarlierVersionIsDeletedWithItsJournal() throws Exception {
        run("ann");
        memory.blobs().remove("attached/task q3");

        memory.task("q3").delete();

        assertThat(memory.blobs().list("journal/q3")).isEmpty();
        assertThat(memory.blobs().list("checkpoints/q3")).isEmpty();
    }

    @Test
    void anErasureOverwritesTheWordsInTheRunsRecords() throws Exception {
        Crew crew = run("ann");
        Memory animal = memory.task("q3").agent("writer").list().stream()
                .filter(known -> SECRET.equals(known.value()))
                .findFirst()
                .orElseThrow();

        ErasureReceipt receipt = memory.task("q3").person("ann").erase(animal.id());

        assertThat(receipt.redacted()).isPositive();
        assertThat(memory.clean().isComplete()).isTrue();
        assertThat(new RawBytes().text(SECRET).in(directory)).isEmpty();
        CrewResult result = crew.resume("q3");
        assertThat(result.output("draft").text()).startsWith("The long answer is about xxxxxxxxxxxxxxx.");
        assertThat(result.output("review").text()).isEqualTo("The answer is short");
    }
}
