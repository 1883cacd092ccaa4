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
}
