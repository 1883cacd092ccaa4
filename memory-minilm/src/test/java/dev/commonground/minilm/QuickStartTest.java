package dev.commonground.minilm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.SharedMemory;
import dev.commonground.TaskMemory;
import dev.commonground.memory.WriteOutcome;
import dev.commonground.recall.Match;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickStartTest {

    static final String NEEDS = "Client needs executive summary first, uses slide decks, needs ROI figures";

    static final List<String> CHATTER = List.of(
            "The weather in Hamburg was awful on the day of the call",
            "Lunch is at noon in the canteen on the second floor",
            "Maria will be on holiday from the third week of May",
            "The parking garage output of tickets is broken again",
            "Somebody left a blue umbrella in the meeting room",
            "The video format of the recording is not known to the player",
            "Tom's train was forty minutes late",
            "The coffee machine needs a new filter",
            "Their office moved to a building near the harbour",
            "The call began ten minutes late because of the dial-in",
            "He asked whether the output of the new press is really that loud",
            "There is a speed limit of thirty in front of their gate",
            "The format of the football league was discussed at length",
            "Nobody knew the rules of the card game they play at lunch",
            "Her daughter starts school next week and needs new shoes",
            "The printer on the third floor prints everything twice",
            "They have two dogs and a parrot that speaks Welsh",
            "The invoice for the umbrella went to the wrong address",
            "His marathon is in April and he wants to break four hours",
            "The elevator was out of order, so they took the stairs",
            "We waited for the interpreter for a quarter of an hour",
            "The cake was from the bakery around the corner",
            "The old client list was lost when the server was moved",
            "The slides of the school trip are still in the attic",
            "An executive of the railway company sat in the next row",
            "The summary of the match was in the evening paper",
            "Figures of saints stand along the bridge",
            "The deck of the ferry was wet and slippery",
            "Everybody wished everybody a nice weekend",
            "The next call is in two weeks at the same time");

    @TempDir
    Path folder;

    Path file;

    private SharedMemory open(MiniLmProvider provider) {
        return SharedMemory.builder(file).embeddings(provider).open();
    }

    @BeforeEach
    void name() {
        file = folder.resolve("memory.db");
    }

    @Test
    void theNextAgentFindsTheMemoriesOfTheFirst() {
        try (SharedMemory memory = open(MiniLmProvider.full())) {
            TaskMemory task = memory.task("task_q3_proposal");
            task.agent("researcher").remember(NEEDS);

            assertThat(task.agent("writer").recall("client requirements and format", 5))
                    .extracting(match -> match.memory().text())
                    .containsExactly(NEEDS);
            assertThat(task.agent("editor").recall("output format constraints", 5))
                    .extracting(match -> match.memory().text())
                    .containsExactly(NEEDS);
        }
    }

    @Test
    void aRequirementIsFoundAmongChatterThatSharesMoreWordsWithTheQuestion() {
        for (MiniLmProvider provider : List.of(MiniLmProvider.full(), MiniLmProvider.quantized())) {
            file = folder.resolve(provider.id());
            try (SharedMemory memory = open(provider)) {
                TaskMemory task = memory.task("task_q3_proposal");
                CHATTER.forEach(task.agent("researcher")::remember);
                task.agent("researcher").require(NEEDS);

                assertThat(task.agent("editor").recall("output format constraints", 5))
                        .extracting(match -> match.memory().text())
                        .contains(NEEDS);
            }
        }
    }

    @Test
    void aSecondRunFindsTheStoredMemoriesAndAddsNoDuplicate() {
        try (SharedMemory memory = open(MiniLmProvider.full())) {
            memory.task("task_q3_proposal").agent("researcher").remember(NEEDS);
        }
        try (SharedMemory memory = open(MiniLmProvider.full())) {
            TaskMemory task = memory.task("task_q3_proposal");
            WriteOutcome again = task.agent("researcher").remember(NEEDS);

            assertThat(again).isInstanceOf(WriteOutcome.AlreadyKnown.class);
            assertThat(task.agent("writer").recall("client requirements and format", 5))
                    .extracting(Match::memory)
                    .containsExactly(again.memory());
        }
    }
}
