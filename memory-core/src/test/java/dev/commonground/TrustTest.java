package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.Confirmation;
import dev.commonground.memory.Conflict;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Filter;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Origin;
import dev.commonground.memory.WriteOutcome;
import dev.commonground.recall.Match;
import dev.commonground.recall.RecallRequest;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What trust and origin decide: defaults, inheritance, precedence and confirmation. */
class TrustTest {

    private static final String STORES = "The vendor has 120 stores in Spain";

    @TempDir
    Path folder;

    SharedMemory memory;
    AgentMemory ann;
    AgentMemory researcher;
    AgentMemory writer;

    @BeforeEach
    void open() {
        open(Confirmation.DEFAULT);
    }

    private void open(Confirmation confirmation) {
        memory = SharedMemory.builder(folder.resolve("memory.db"))
                .keywordsOnly()
                .confirmation(confirmation)
                .open();
        TaskMemory task = memory.task("order-7").forUser("acme");
        ann = task.person("ann");
        researcher = task.agent("researcher");
        writer = task.agent("writer");
    }

    @AfterEach
    void close() {
        memory.close();
    }

    private static Draft budget(String amount, Origin origin) {
        return Draft.constraint("The budget is " + amount)
                .key("budget", amount)
                .origin(origin)
                .build();
    }

    private static Draft web(String text) {
        return Draft.finding(text).origin(Origin.WEB).build();
    }

    private static Assertion only(Memory memory) {
        assertThat(memory.assertions()).hasSize(1);
        return memory.assertions().get(0);
    }

    @Test
    void aDraftHasTheTrustOfItsOrigin() {
        assertThat(researcher.remember(STORES).memory().trust()).isEqualTo(0.5);
        assertThat(researcher.remember(web("Prices rise")).memory().trust()).isEqualTo(0.2);
        assertThat(only(ann.require("Keep it short").memory()).origin()).isEqualTo(Origin.PERSON);
        assertThat(ann.require("Keep it short").memory().trust()).isEqualTo(1);
        assertThat(Draft.finding("a").origin(Origin.DOCUMENT).build().trust()).isEqualTo(0.4);
        assertThat(only(ann.remember(Draft.finding("b").origin(Origin.AGENT).build())
                                .memory())
                        .trust())
                .isEqualTo(0.5);
    }

    @Test
    void lowTrustIsInConflictWithAPersonAndSupersedesNothing() {
        Memory right = ann.remember(budget("50000", Origin.PERSON)).memory();
        researcher.list();
        researcher.recall("budget", 5);

        WriteOutcome outcome = researcher.remember(Draft.constraint("The budget is 500000")
                .key("budget", "500000")
                .origin(Origin.WEB)
                .trust(0)
                .build());

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        WriteOutcome.InConflict.class,
                        conflict -> assertThat(conflict.others()).containsExactly(right));
        assertThat(outcome.previous()).isEmpty();
        assertThat(writer.conflicts()).hasSize(1);
        assertThat(writer.list()).hasSize(2);
    }

    @Test
    void lowTrustDoesNotEndItsAuthorsOlderValue() {
        researcher.remember(budget("50000", Origin.AGENT));

        assertThat(researcher.remember(budget("500000", Origin.WEB))).isInstanceOf(WriteOutcome.InConflict.class);
        assertThat(writer.list()).hasSize(2);
    }

    @Test
    void equalLowTrustIsReplaced() {
        researcher.remember(budget("50000", Origin.WEB));

        assertThat(researcher.remember(budget("60000", Origin.WEB))).isInstanceOf(WriteOutcome.Superseded.class);
    }

    @Test
    void lowTrustRevisesNothingOfMoreTrust() {
        Memory old = ann.remember("The pilot is in Leeds").memory();

        WriteOutcome outcome = researcher.revise(old.id(), web("The pilot is in York"));

        assertThat(outcome).isInstanceOf(WriteOutcome.InConflict.class);
        assertThat(((WriteOutcome.InConflict) outcome).others()).containsExactly(old);
        assertThat(writer.find(old.id()).orElseThrow().live()).isTrue();
    }

    @Test
    void whatIsDerivedHasAtMostTheTrustOfItsSource() {
        Memory source = researcher.remember(web(STORES)).memory();

        Memory derived = writer.remember(Draft.finding("Spain is the largest market")
                        .derivedFrom(source.id())
                        .build())
                .memory();
        Memory byPerson = ann.remember(Draft.finding("Spain comes first")
                        .derivedFrom(source.id())
                        .build())
                .memory();

        assertThat(derived.trust()).isEqualTo(0.2);
        assertThat(byPerson.trust()).isEqualTo(1);
    }

    @Test
    void aSourceInAnotherScopeCounts() {
        Memory source = researcher.aboutUser().remember(web(STORES)).memory();

        assertThat(writer.remember(Draft.finding("Spain is large")
                                .derivedFrom(source.id())
                                .build())
                        .memory()
                        .trust())
                .isEqualTo(0.2);
    }

    @Test
    void aRevisionByAnAgentHasAtMostTheTrustOfTheRevisedMemory() {
        Memory source = researcher.remember(web(STORES)).memory();

        Memory revised =
                writer.revise(source.id(), Draft.finding("Spain: many").build()).memory();
        Memory byPerson = ann.revise(revised.id(), "120 stores, I counted them").memory();

        assertThat(revised.trust()).isEqualTo(0.2);
        assertThat(byPerson.trust()).isEqualTo(1);
        assertThat(only(byPerson).origin()).isEqualTo(Origin.PERSON);
    }

    @Test
    void anEchoRaisesNothing() {
        Memory source = researcher.remember(web(STORES)).memory();
        memory.task("order-7").agent("writer").recall("stores in Spain", 3);

        Memory echoed = memory.task("order-7").agent("writer").remember(STORES).memory();
        Memory reworded = writer.remember("I learned that the vendor has 120 stores in Spain today")
                .memory();
        Memory own = writer.remember("Delivery takes three days by lorry").memory();

        assertThat(echoed.trust()).isEqualTo(0.2);
        assertThat(echoed.isLowTrust()).isTrue();
        assertThat(reworded.trust()).isEqualTo(0.2);
        assertThat(only(reworded).derivedFrom()).contains(source.id());
        assertThat(own.trust()).isEqualTo(0.5);
    }

    @Test
    void anEchoOfAKeyedValueRaisesNothing() {
        researcher.remember(budget("500000", Origin.WEB));
        writer.recall("budget", 3);

        Memory echoed = writer.remember(Draft.constraint("We may spend half a million")
                        .key("budget", "500000")
                        .build())
                .memory();

        assertThat(echoed.trust()).isEqualTo(0.2);
    }

    @Test
    void anEchoThatNamesAnotherSourceRaisesNothing() {
        Memory note = writer.aboutUser().remember("Acme asks about Spain").memory();
        researcher.remember(web(STORES));
        writer.recall("stores in Spain", 3);

        Memory echoed = writer.remember(
                        Draft.finding(STORES + " today").derivedFrom(note.id()).build())
                .memory();

        assertThat(echoed.trust()).isEqualTo(0.2);
    }

    @Test
    void anEchoIsWrittenOnce() {
        researcher.remember(web(STORES));
        writer.recall("stores in Spain", 3);
        writer.remember(STORES);

        Memory again = writer.remember(STORES).memory();

        assertThat(again.assertions()).hasSize(2);
    }

    @Test
    void twoOriginsConfirmAndManyAuthorsOfOneDoNot() {
        researcher.remember(web(STORES));
        Memory repeated = writer.remember(web(STORES)).memory();
        assertThat(repeated.isLowTrust()).isTrue();

        Memory confirmed = researcher
                .remember(Draft.finding(STORES).origin(Origin.DOCUMENT).build())
                .memory();

        assertThat(confirmed.sources()).containsExactly(Origin.DOCUMENT, Origin.WEB);
        assertThat(confirmed.isLowTrust()).isFalse();
        assertThat(writer.log().provenance(confirmed).confirmed()).isTrue();
    }

    @Test
    void oneAuthorMayHaveTwoSources() {
        researcher.remember(web(STORES));

        Memory confirmed = researcher
                .remember(Draft.finding(STORES).origin(Origin.DOCUMENT).build())
                .memory();

        assertThat(confirmed.sources()).hasSize(2);
    }

    @Test
    void aPromotedMemoryKeepsItsTrust() {
        Memory source = researcher.remember(web(STORES)).memory();

        Memory promoted = writer.promote(source.id()).memory();

        assertThat(promoted.trust()).isEqualTo(0.2);
        assertThat(only(promoted).author()).isEqualTo(Author.agent("researcher"));
    }

    /** The promoted memory is a copy of the writer's own, and no echo of what the writer was shown later. */
    @Test
    void aPromotedMemoryIsNoEchoOfASimilarOne() {
        Memory own =
                writer.remember("I counted: the vendor has 120 stores in Spain").memory();
        researcher.remember(web(STORES));
        writer.recall("stores in Spain", 3);

        Memory promoted = writer.promote(own.id()).memory();

        assertThat(promoted.trust()).isEqualTo(0.5);
        assertThat(only(promoted).derivedFrom()).containsExactly(own.id());
    }

    @Test
    void anImportLowersWhatIsDerivedAndSupersedesNothingOfMoreTrust() {
        researcher.remember(budget("50000", Origin.AGENT));
        researcher.remember(budget("60000", Origin.AGENT));
        Memory source = researcher.remember(Draft.finding(STORES).build()).memory();
        researcher.remember(
                Draft.finding("Spain is large").derivedFrom(source.id()).build());
        StringBuilder out = new StringBuilder();
        researcher.log().exportTo(out);
        String file = asWeb(asWeb(out.toString(), STORES), "The budget is 60000");

        try (SharedMemory other =
                SharedMemory.builder(folder.resolve("other.db")).keywordsOnly().open()) {
            AgentMemory reader = other.task("order-7").agent("writer");

            assertThat(reader.log().importFrom(new StringReader(file))).isEqualTo(4);
            assertThat(reader.log().importFrom(new StringReader(file))).isZero();
            assertThat(reader.list())
                    .extracting(Memory::text)
                    .contains("The budget is 50000", "The budget is 60000", "Spain is large");
            assertThat(reader.list())
                    .filteredOn(one -> one.text().equals("Spain is large"))
                    .extracting(Memory::trust)
                    .containsExactly(0.2);
        }
    }

    /** Returns an export in which the line of {@code text} comes from the web. */
    private static String asWeb(String export, String text) {
        return export.lines()
                .map(line -> line.contains("\"text\":\"" + text + "\"")
                        ? line.replace("\"origin\":\"AGENT\",\"trust\":0.5", "\"origin\":\"WEB\",\"trust\":0.2")
                        : line)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    @Test
    void lowTrustOverridesNoMetadata() {
        ann.remember(Draft.finding(STORES).metadata("rank", 1).build());
        Memory both = researcher
                .remember(Draft.finding(STORES)
                        .origin(Origin.WEB)
                        .metadata("rank", 9)
                        .metadata("page", 2)
                        .build())
                .memory();

        assertThat(both.metadata().values()).containsEntry("rank", 1L).containsEntry("page", 2L);
    }

    @Test
    void aPolicyNeedsAPersonOrTwoSources() {
        memory.close();
        open(Confirmation.DEFAULT.key("budget", Confirmation.Need.PERSON_OR_TWO_SOURCES));
        Memory right = ann.remember(budget("50000", Origin.PERSON)).memory();
        writer.recall("budget", 3);

        WriteOutcome outcome = writer.remember(budget("60000", Origin.AGENT));

        assertThat(outcome).isInstanceOf(WriteOutcome.InConflict.class);
        assertThat(writer.log().provenance(right).confirmed()).isTrue();
        assertThat(writer.log().provenance(outcome.memory()).text()).isEqualTo("unconfirmed");
        assertThat(writer.brief("plan").binding()).containsExactly(right);
        assertThat(writer.brief("plan").unconfirmed()).containsExactly(outcome.memory());
        assertThat(writer.brief("plan").text()).contains("does not bind");

        WriteOutcome confirmed = researcher.remember(budget("60000", Origin.TOOL));
        assertThat(researcher.log().provenance(confirmed.memory()).confirmed()).isTrue();
        assertThat(writer.conflicts()).extracting(Conflict::key).containsExactly("budget");
    }

    @Test
    void filtersReadTrustAndOrigin() {
        ann.remember("The pilot is in Leeds");
        Memory low = researcher.remember(web(STORES)).memory();

        RecallRequest lowOnly = RecallRequest.builder("stores pilot")
                .filter(Filter.trust().lessThan(Assertion.LOW_TRUST))
                .build();
        RecallRequest ofWeb = RecallRequest.builder("stores pilot")
                .filter(Filter.origin(Origin.WEB, Origin.DOCUMENT))
                .build();

        assertThat(writer.recall(lowOnly)).extracting(Match::memory).containsExactly(low);
        assertThat(writer.recall(ofWeb)).extracting(Match::memory).containsExactly(low);
    }

    @Test
    void lowTrustComesAfterColleaguesAndAnswersOnlyIfTheyDoNot() {
        ann.remember("The vendor opened stores in France");
        researcher.remember(web(STORES));
        List<Match> all = writer.recall("vendor stores in Spain", 5);

        assertThat(all).extracting(match -> match.memory().trust()).containsExactly(1.0, 0.2);
    }
}
