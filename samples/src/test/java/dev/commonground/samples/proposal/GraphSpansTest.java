package dev.commonground.samples.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bsc.langgraph4j.GraphStateException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphSpansTest {

    private static final Pattern LABEL = Pattern.compile("fill=\"#222222\">([^<]*)<");

    @TempDir
    Path folder;

    private static Stream<String> labels(String svg) {
        return LABEL.matcher(svg).results().map(match -> match.group(1));
    }

    @Test
    void thePictureInTheGuideShowsTheRunOfAGraphWithItsBranchesAndTheirWrites()
            throws IOException, GraphStateException {
        SpanTree tree = GraphSpans.of(folder);

        assertThat(tree.rows())
                .extracting(SpanTree.SpanRow::toString)
                .startsWith("invoke_workflow proposal", "  step plan", "  step __PARALLEL__(plan)")
                .contains("    step legal", "    step market", "      create_memory")
                .endsWith("  step write", "    search_memory");
        assertThat(labels(new SpanPicture(tree).svg()).sorted())
                .as("draw docs/images/graph-spans.svg anew with GraphSpans")
                .containsExactlyElementsOf(labels(Files.readString(Path.of("../docs/images/graph-spans.svg")))
                        .sorted()
                        .toList());
    }
}
