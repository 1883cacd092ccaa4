package dev.commonground.crew;

import static dev.commonground.crew.Crews.NOON;
import static dev.commonground.crew.Crews.agent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.SharedMemory;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Memory;
import dev.commonground.test.ScriptedChatModel;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The quotations that make a constraint of a crew binding. */
class EvidenceInCrewsTest {

    @TempDir
    Path directory;

    final ScriptedChatModel researcher = new ScriptedChatModel();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            no more than 500 words | CONSTRAINT
            No more than 500 WORDS | CONSTRAINT
            no more than 500       | CONSTRAINT
            no more than 50        | FINDING
            costs 40               | FINDING
            o more than 500 words  | FINDING
            e                      | FINDING
            words                  | FINDING
            """)
    void constraintBindsOnlyOnAQuoteOfWholeWords(String quote, Kind kind) {
        researcher
                .calls("remember", LearningTest.finding("constraint", "max_words", "500", "Keep it short", quote))
                .says("Found.");

        assertThat(memoriesAfterKickoff()).extracting(Memory::kind).containsExactly(kind);
    }

    private List<Memory> memoriesAfterKickoff() {
        try (SharedMemory memory = Crews.memory(directory)) {
            crew(memory).kickoff(Run.id("q3"));
            return memory.task("q3").agent("auditor").list().stream()
                    .filter(one -> one.kind() != Kind.ARTIFACT)
                    .toList();
        }
    }

    private Crew crew(SharedMemory memory) {
        Task research = Task.builder("research")
                .agent(agent("researcher", researcher).build())
                .description("The client wants no more than 500 words. It costs 40,000 euros.")
                .expectedOutput("The limits")
                .build();
        return Crew.builder("proposal")
                .tasks(research)
                .memory(memory)
                .clock(NOON)
                .build();
    }
}
