package dev.commonground.samples.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProposalPipelineTest {

    @TempDir
    Path folder;

    int code;

    /** Runs the command without the embedding model, and returns its output. */
    String run(String... options) {
        return runOnDefaults(
                Stream.concat(Stream.of("--keywords-only"), Stream.of(options)).toArray(String[]::new));
    }

    /** Runs the command like a user, and returns its output. */
    String runOnDefaults(String... options) {
        List<String> args = new ArrayList<>(List.of(options));
        args.addAll(List.of("--folder", folder.toString()));
        PrintStream console = System.out;
        PrintStream errors = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream both = new PrintStream(printed, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both);
        try {
            code = ProposalPipeline.run(args.toArray(String[]::new));
        } finally {
            System.setOut(console);
            System.setErr(errors);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    String proposal() throws IOException {
        return Files.readString(folder.resolve("proposal.md"));
    }

    Path notes(String text) throws IOException {
        return Files.writeString(folder.resolve("notes.txt"), text);
    }

    @Test
    void writesAProposalThatMeetsEveryConstraintOfTheNotes() throws IOException {
        String printed = runOnDefaults();

        assertThat(code).isZero();
        assertThat(printed)
                .contains("No language model was used")
                .contains("[1/3] research", "[2/3] draft", "[3/3] review")
                .contains("+ CONSTRAINT max_words=500")
                .contains("Who wrote (W) and who read (R)")
                .contains(", 0 violated,");
        assertThat(proposal().lines().filter(line -> line.startsWith("## ")).findFirst())
                .get()
                .asString()
                .containsIgnoringCase("executive summary");
        assertThat(proposal())
                .containsIgnoringCase("ROI")
                .contains("140 percent")
                .doesNotContain("parrot");
        assertThat(proposal().split("\\s+").length).isLessThanOrEqualTo(500);
    }

    @Test
    void splitsTheResearchAmongThreeParallelAgents() throws IOException {
        String printed = run("--process", "parallel");

        assertThat(code).isZero();
        assertThat(printed)
                .contains("[2/5] legal  legal-researcher", "joined client, legal, market  memory v3")
                .contains(", 0 violated,");
        assertThat(proposal()).containsIgnoringCase("liability clause").doesNotContainIgnoringCase("guarantee");
        assertThat(folder.resolve("report/report.html")).content().contains("legal-researcher");
    }

    @Test
    void letsAManagerDelegate() throws IOException {
        String printed = run("--process", "hierarchical");

        assertThat(code).isZero();
        assertThat(printed).contains("delegates research", "delegates draft", "delegates review", ", 0 violated,");
        assertThat(proposal()).contains("140 percent").containsIgnoringCase("executive summary");
    }

    @Test
    void breaksConstraintsWithoutTheMemory() {
        String printed = run("--without-memory");

        assertThat(code).isZero();
        assertThat(printed)
                .contains("without memory")
                .contains("VIOLATED first_section")
                .contains("VIOLATED tone = formal")
                .doesNotContain(", 0 violated,");
    }

    @Test
    void comparesBoth() {
        String printed = run("compare");

        assertThat(code).isZero();
        assertThat(printed)
                .containsPattern("max_words = 500 +MET +VIOLATED")
                .containsPattern("tone = formal +MET +VIOLATED")
                .containsPattern("violated +0 +[1-9]");
    }

    @Test
    void followsOtherNotes() throws IOException {
        String printed = run("--client", "bakery");

        assertThat(code).isZero();
        assertThat(printed).contains("max_words = 300", ", 0 violated,");
        assertThat(proposal().lines().filter(line -> line.startsWith("## ")).findFirst())
                .get()
                .asString()
                .containsIgnoringCase("delivery map");
        assertThat(proposal()).containsIgnoringCase("allergen table").doesNotContainIgnoringCase("competitor");
    }

    @Test
    void followsNotesOfYourOwn() throws IOException {
        Path own = notes("""
                Call with the Harbour Museum. It rained all day.
                They need at most 200 words and a formal tone. Visitor numbers first.
                The proposal must include opening hours. Please never mention donors.
                Last year 40,000 people came. The cat of the porter is called Anton.
                """);

        String printed = run("--client", "Harbour Museum", "--notes", own.toString());

        assertThat(code).isZero();
        assertThat(printed).contains("max_words = 200", ", 0 violated,");
        assertThat(proposal()).contains("Harbour Museum").containsIgnoringCase("opening hours");
        assertThat(proposal()).doesNotContainIgnoringCase("donor").doesNotContain("Anton");
    }

    @Test
    void startsAnewWhenTheLastRunIsFinished() {
        run();

        assertThat(run())
                .contains("run task_q3_proposal-2", "this is a new run, task_q3_proposal-2, with a memory of its own");
    }

    @Test
    void showsAFinishedRunAgainWhenAskedForIt() {
        run("--run", "mine");

        assertThat(run("--run", "mine")).doesNotContain("[1/3]").contains(", 0 violated,");
        assertThat(code).isZero();
    }

    @Test
    void runsAsPlainNodesToo() throws IOException {
        String printed = run("graph");

        assertThat(code).isZero();
        assertThat(printed)
                .contains("researcher  wrote CONSTRAINT max_words = 500")
                .containsPattern("writer +read [1-9][0-9]* memories in a briefing")
                .contains(", 0 violated,");
        assertThat(proposal()).containsIgnoringCase("executive summary");
        assertThat(run("graph", "--run", "task_q3_proposal_graph"))
                .doesNotContain("wrote")
                .contains(", 0 violated,");
        assertThat(run("graph")).contains("researcher  wrote CONSTRAINT max_words = 500");
    }

    @Test
    void explainsInvalidNotes() throws IOException {
        assertThat(run("--notes", folder.resolve("none.txt").toString())).contains("There are no notes in");
        assertThat(code).isEqualTo(1);
        assertThat(run("--notes", notes(" \n").toString())).contains("are empty");
        assertThat(run("--client", "nobody")).contains("pass your own with --notes");
    }

    @Test
    void explainsAnInvalidMemory() throws IOException {
        Files.writeString(folder.resolve("memory.db"), "not a database at all, ".repeat(100));

        assertThat(run()).contains("memory.db").contains("pass another path or restore a backup");
        assertThat(code).isEqualTo(1);
    }

    @Test
    void explainsItself() {
        assertThat(run("--help")).contains("--without-memory", "--notes", "compare", "graph");
    }
}
