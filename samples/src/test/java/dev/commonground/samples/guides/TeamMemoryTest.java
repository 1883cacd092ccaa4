package dev.commonground.samples.guides;

import static dev.commonground.test.MemoryAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.crew.Agent;
import dev.commonground.crew.Crew;
import dev.commonground.crew.Run;
import dev.commonground.crew.Task;
import dev.commonground.memory.Kind;
import dev.commonground.test.MemoryExtension;
import dev.commonground.test.ScriptedChatModel;
import dev.commonground.test.TestMemory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tests of the page about testing. */
// guide
@ExtendWith(MemoryExtension.class)
class TeamMemoryTest {

    @Test
    void theWriterKnowsTheLimitSinceTheResearch(TestMemory memory) throws Exception {
        ExistingGraph.show(memory.shared()); // the graph under test

        assertThat(memory).task("task_q3_proposal").hasNoConflicts();
        assertThat(memory)
                .task("task_q3_proposal")
                .agent("writer")
                .recalled("500 words")
                .neverSaw("salary")
                .knows("500 words")
                .since("research")
                .from("research")
                .ofKind(Kind.CONSTRAINT);
    }
    // end of guide

    // guide
    @Test
    void aCrewIsTestedWithoutALanguageModel(TestMemory memory) {
        ScriptedChatModel model = new ScriptedChatModel()
                .calls("remember", "{\"text\": \"At most 500 words\", \"kind\": \"constraint\"}")
                .says("Acme wants a short text.")
                .says("We propose a pilot.");

        crew(memory, model).kickoff(Run.id("q3"));

        assertThat(memory).task("q3").agent("writer").wasBriefedWith("500 words");
        assertThat(memory)
                .task("q3")
                .agent("writer")
                .knows("500 words")
                .since("research")
                .from("researcher");
        assertThat(memory).task("q3").matchesSnapshot(Path.of("src/test/resources/crew-q3.memory.jsonl"));
        assertThat(model.requests()).hasSize(3);
    }
    // end of guide

    private static Crew crew(TestMemory memory, ScriptedChatModel model) {
        Task research = task("research", agent("researcher", model));
        Task draft = task("draft", agent("writer", model));
        return Crew.builder("proposal")
                .tasks(research, draft)
                .memory(memory.shared())
                .build();
    }

    private static Agent agent(String name, ScriptedChatModel model) {
        return Agent.builder(name)
                .role("Member of the team")
                .goal("Do the task")
                .backstory("Experienced.")
                .model(model)
                .build();
    }

    private static Task task(String name, Agent agent) {
        return Task.builder(name)
                .agent(agent)
                .description("Do " + name + ".")
                .expectedOutput("A sentence.")
                .build();
    }
}
