package dev.commonground.benchmarks.claims;

import dev.commonground.benchmarks.report.Figure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A claim about the crew runner that can be measured without a language model. */
interface MeasuredClaim {

    /** Returns the claim in one sentence. */
    String sentence();

    /**
     * Returns the measured figures, with those of baselines and controls.
     *
     * @param folder an empty folder for the stores
     */
    List<Figure> measure(Path folder) throws IOException, InterruptedException;
}
