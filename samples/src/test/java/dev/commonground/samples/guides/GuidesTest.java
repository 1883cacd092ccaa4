package dev.commonground.samples.guides;

import static dev.commonground.test.MemoryAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.SharedMemory;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of the guides return the results that the guides describe. */
class GuidesTest {

    @TempDir
    Path folder;

    SharedMemory memory;

    @BeforeEach
    void open() {
        memory =
                SharedMemory.builder(folder.resolve("memory.db")).keywordsOnly().open();
    }

    @AfterEach
    void close() throws IOException {
        memory.close();
    }

    @Test
    void anExistingGraphRemembersAndRecallsWithoutAChangeToItsNodes() throws Exception {
        assertThat(ExistingGraph.show(memory))
                .containsExactly("write knows [CONSTRAINT: \"Keep it to 500 words\" (research)]");
        assertThat(memory)
                .task("task_q3_proposal")
                .agent("writer")
                .knows("500 words")
                .since("research")
                .from("research");
    }

    @Test
    void aNewGraphBriefsANodeThatAsks() throws Exception {
        assertThat(NewGraph.show(memory))
                .singleElement()
                .asString()
                .contains("- CONSTRAINT: \"Keep it to 500 words\" (research)");
        assertThat(memory.task("task_q3_proposal").agent("auditor").list()).hasSize(2);
        assertThat(memory).task("task_q3_proposal").hasNoConflicts();
    }

    @Test
    void aCrewShowsEachOfItsFeatures() throws Exception {
        assertThat(ProposalCrew.show(memory))
                .contains(
                        "We propose a pilot.",
                        "report true",
                        "40,000 euros after 2 attempts",
                        "HIERARCHICAL true: All is ready.",
                        "attempt 1 waits: Dear all",
                        "attempt 2 waits: Dear Acme",
                        "approved: Dear Acme",
                        "2 runs, FINISHED")
                .anyMatch(line -> line.contains("- CONSTRAINT max_words = 500"));
        assertThat(memory)
                .task("q3")
                .agent("editor")
                .knows("max_words = 500")
                .since("research")
                .from("researcher")
                .because("at most 500 words");
    }

    @Test
    void aPrebuiltAgentIsBriefedAndItsToolsRemember() throws Exception {
        List<String> seen = PrebuiltAgent.show(memory);

        assertThat(seen.get(0)).contains("Keep it to 500 words", "Write the proposal");
        assertThat(seen.get(1)).contains("The client is Acme (writer; task task_q3_proposal; live)");
    }

    @Test
    void anAiServiceIsBriefedAndItsToolsRemember() {
        List<String> seen = AiService.show(memory);

        assertThat(seen.get(0)).contains("Keep it to 500 words", "Write the proposal");
        assertThat(seen.get(1)).contains("The client is Acme (writer; task task_q3_proposal; live)");
    }

    @Test
    void retrievalFindsMatchingMemoriesOfTheTaskAndTheUser() {
        List<String> seen = Rag.show(memory);

        assertThat(seen)
                .contains("researcher says The deadline is 4 December", "acme says Acme calls a deadline a due date")
                .noneMatch(line -> line.contains("warehouses"));
    }

    @Test
    void aConversationIsLearnedByRulesAndWithAModel() {
        assertThat(Conversations.show(memory))
                .contains(
                        "CONSTRAINT max_words = 500: Keep it under 500 words (anna; task task_q3_proposal; live)",
                        "400 replaces 500",
                        "doubtful, because the quoted words do not occur in message 1",
                        "1 call, 0 skipped");
    }

    @Test
    void anAgenticTeamSharesTheTaskOfItsMemoryId() {
        assertThat(AgenticTeam.show(memory))
                .singleElement()
                .asString()
                .contains("Acme wants at most 500 words", "(researcher)", "Write a proposal for Acme");
    }

    @Test
    void aForkSeesTheMemoryAsOfItsCheckpoint() throws Exception {
        assertThat(TimeTravel.show(memory))
                .containsExactly(
                        "plan sees []",
                        "write sees [plan of the first round]",
                        "review sees [plan of the first round, write of the first round]",
                        "write sees [plan of the first round]",
                        "review sees [plan of the first round, write of the second round]",
                        "then everybody knew [plan of the first round]",
                        "now everybody knows [plan of the first round, review of the second round, write of the second round]");
    }

    @Test
    void branchesSeeEachOtherAfterTheirJoinAndTheirConflictIsSettled() throws Exception {
        List<String> seen = ParallelBranches.show(memory);

        assertThat(seen.subList(0, 3))
                .containsExactlyInAnyOrder(
                        "budget: 40,000 euros sees []",
                        "tone: formal sees [The budget is 40,000 euros]",
                        "tone: friendly sees [The budget is 40,000 euros]");
        assertThat(seen.get(3))
                .contains("In conflict", "The tone is formal\" (price) | against |", "The tone is friendly\" (stock)");
        assertThat(seen.get(4)).isEqualTo("in the end [The budget is 40,000 euros, The tone is formal]");
    }

    @Test
    void aPersonChangesTheMemoryWhileTheGraphWaits() throws Exception {
        assertThat(HumanInTheLoop.show(memory))
                .containsExactly(
                        "ada sees [CONSTRAINT: Keep it to 800 words (research; task task_q3_proposal; live)]",
                        "write sees [CONSTRAINT: Keep it to 500 words (ada; task task_q3_proposal; live)]");
    }

    @Test
    void theCallsOfMem0HaveEquivalents() {
        assertThat(FromMem0.show(memory))
                .contains(
                        "learned PREFERENCE: I prefer hotels near a station (ada; task rome; live)",
                        "learned CONSTRAINT budget = 120 euros: The hotel must not cost more than 120 euros (ada; task rome; live)",
                        "in the end 0 of Ada")
                .anyMatch(line -> line.startsWith("found") && line.contains("Ada likes window seats"))
                .anyMatch(line -> line.startsWith("filtered") && line.contains("Ada likes window seats"))
                .anyMatch(line -> line.endsWith("Superseded"))
                .anyMatch(line -> line.startsWith("2 of Ada"));
    }

    @Test
    void theCallsOfStoresHaveEquivalents() {
        assertThat(FromStores.show(memory))
                .containsExactly(
                        "Superseded",
                        "found PREFERENCE seat = aisle: Ada likes aisle seats (ada; user ada; live)",
                        "got PREFERENCE seat = aisle: Ada likes aisle seats (ada; user ada; live)",
                        "Asserted",
                        "users [ada], in the end 0 of Ada");
    }

    @Test
    void theCallsOfCrewAisMemoryHaveEquivalents() {
        assertThat(FromCrewMemory.show(memory))
                .contains("alpha", "briefed true", "private falsefalse")
                .anyMatch(line -> line.startsWith("learned CONSTRAINT max_words = 500"))
                .anyMatch(line -> line.startsWith("found FINDING: The API allows 1,000 requests a minute"))
                .noneMatch(line -> line.contains("margin") || line.contains("doubt"));
    }

    @Test
    void aMemoryInPostgresqlIsSharedByItsReaders() throws IOException {
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            assertThat(PostgreSql.show(server.getJdbcUrl("postgres", "postgres")))
                    .containsExactly("the writer finds The deadline is 4 December");
        }
    }

    @Test
    void aProgramRunsOnTheFileItIsGiven() throws Exception {
        Path file = folder.resolve("given.db");

        for (int i = 0; i < 2; i++) {
            ExistingGraph.main(new String[] {file.toString()});
        }

        try (SharedMemory given = SharedMemory.builder(file).keywordsOnly().open()) {
            assertThat(given.task("task_q3_proposal").agent("auditor").list()).hasSize(1);
        }
    }
}
