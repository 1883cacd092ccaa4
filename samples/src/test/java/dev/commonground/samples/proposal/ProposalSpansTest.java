package dev.commonground.samples.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.samples.model.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.bsc.langgraph4j.GraphStateException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Embeds with the real model, as the README does. */
@Tag("proofs")
class ProposalSpansTest {

    private static final Path PICTURE = Path.of("../docs/images/spans.svg");
    private static final Pattern LABEL = Pattern.compile("fill=\"#222222\">([^<]*)<");

    @TempDir
    Path folder;

    private static List<String> labels(String svg) {
        return LABEL.matcher(svg)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    @Test
    void thePictureInTheGuideShowsTheSpansOfThePipeline() throws IOException {
        SpanTree tree =
                ProposalSpans.of(folder, Models.fromEnvironment(Map.of()).model());

        assertThat(tree.rows())
                .extracting(SpanTree.SpanRow::toString)
                .startsWith("invoke_workflow proposal", "  invoke_agent researcher", "    step brief_research")
                .contains("    step run_draft", "      search_memory", "      commit", "  step finish");
        assertThat(labels(new SpanPicture(tree).svg()))
                .as("draw docs/images/spans.svg anew with ProposalSpans")
                .isEqualTo(labels(Files.readString(PICTURE)));
    }

    @Test
    void thePictureOfAGraphShowsItsRunItsBranchesAndTheirWrites() throws IOException, GraphStateException {
        SpanTree tree = GraphSpans.of(folder);

        assertThat(tree.rows())
                .extracting(SpanTree.SpanRow::toString)
                .startsWith("invoke_workflow proposal", "  step plan", "  step __PARALLEL__(plan)")
                .contains("    step legal", "    step market", "      create_memory")
                .endsWith("  step write", "    search_memory");
        assertThat(labels(new SpanPicture(tree).svg()))
                .as("draw docs/images/graph-spans.svg anew with GraphSpans")
                .containsExactlyInAnyOrderElementsOf(
                        labels(Files.readString(PICTURE.resolveSibling("graph-spans.svg"))));
    }
}
