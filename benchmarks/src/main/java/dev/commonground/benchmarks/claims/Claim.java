package dev.commonground.benchmarks.claims;

import dev.commonground.benchmarks.Figure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One thing that the crew runner claims, and how it is measured without a language model. */
interface Claim {

    /** Returns what is claimed, in one sentence. */
    String sentence();

    /**
     * Returns what was measured, the figures of baselines and controls among them.
     *
     * @param folder an empty folder for the stores
     */
    List<Figure> measure(Path folder) throws IOException, InterruptedException;
}
