package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.Confirmation;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Origin;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A copy of a draft or of a memory has at most the trust of what it is a copy of. */
class CopiedDraftTest {

    @TempDir
    Path folder;

    SharedMemory memory;
    AgentMemory ann;
    AgentMemory researcher;

    @BeforeEach
    void open() {
        memory = SharedMemory.builder(folder.resolve("memory.db"))
                .keywordsOnly()
                .confirmation(Confirmation.DEFAULT.key("budget", Confirmation.Need.PERSON_OR_TWO_SOURCES))
                .open();
        ann = memory.task("order-7").person("ann");
        researcher = memory.task("order-7").agent("researcher");
    }

    @AfterEach
    void close() {
        memory.close();
    }

    private static Assertion newest(Memory memory) {
        return memory.assertions().get(memory.assertions().size() - 1);
    }

    @Test
    void anAgentsChangeOfAPersonsWordIsTheAgents() {
        Memory word = ann.remember("The pilot is in Leeds").memory();

        Memory revised = researcher.revise(word.id(), "The pilot is in York").memory();

        assertThat(newest(revised).origin()).isEqualTo(Origin.AGENT);
        assertThat(revised.trust()).isEqualTo(0.5);
    }

    @Test
    void anAgentConfirmsNothingWithAPersonsDraft() {
        Memory budget = ann.remember(
                        Draft.constraint("The budget is 50").key("budget", "50").build())
                .memory();
        Draft changed =
                budget.draft().text("The budget is 90").key("budget", "90").build();

        Memory written = researcher.remember(changed).memory();
        Memory again = researcher
                .remember(
                        Draft.constraint("The budget is 90").key("budget", "90").build())
                .memory();

        assertThat(researcher.log().provenance(written).confirmed()).isFalse();
        assertThat(researcher.log().provenance(again).confirmed()).isFalse();
    }

    @Test
    void aChangedCopyOfLowTrustStaysLow() {
        Memory page = researcher
                .remember(Draft.finding("The vendor has 120 stores in Spain")
                        .origin(Origin.WEB)
                        .build())
                .memory();
        Memory said = researcher
                .remember(Draft.finding("Somebody called")
                        .origin(Origin.PERSON)
                        .trust(0.1)
                        .build())
                .memory();

        Memory copy =
                researcher.remember(page.draft().text("Spain is large").build()).memory();
        Memory retold = researcher
                .remember(said.draft().text("A colleague called").build())
                .memory();

        assertThat(newest(copy).origin()).isEqualTo(Origin.WEB);
        assertThat(copy.trust()).isEqualTo(0.2);
        assertThat(retold.trust()).isEqualTo(0.1);
    }

    @ParameterizedTest
    @EnumSource
    void aCopyByAccessorsRaisesNothing(Origin origin) {
        raisesNothing(Draft.finding("The pilot is in Leeds").origin(origin).build());
        raisesNothing(
                Draft.finding("The pilot is in Leeds").origin(origin).trust(0.3).build());
        raisesNothing(Draft.finding("The pilot is in Leeds").build());
        raisesNothing(Draft.finding("The pilot is in Leeds").trust(0.3).build());
    }

    private static void raisesNothing(Draft draft) {
        Draft copy = new Draft(
                draft.statement(),
                draft.origin(),
                draft.trust(),
                draft.evidence(),
                draft.metadata(),
                draft.expires(),
                draft.derivedFrom(),
                draft.audience());
        for (Author author : new Author[] {Author.agent("researcher"), Author.person("ann")}) {
            assertThat(copy.trustBy(author)).isLessThanOrEqualTo(draft.trustBy(author));
            assertThat(copy.originBy(author)).isIn(draft.originBy(author), Origin.AGENT);
        }
    }

    @Test
    void aCopyByTheBuilderIsStillThatOfWhoeverWritesIt() {
        Draft draft = Draft.finding("The pilot is in Leeds").metadata("call", 7).build();

        Draft copy = draft.toBuilder().build();

        assertThat(copy).isEqualTo(draft);
        assertThat(ann.remember(copy).memory().trust()).isEqualTo(1);
    }
}
