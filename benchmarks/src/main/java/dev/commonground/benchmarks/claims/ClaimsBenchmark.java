package dev.commonground.benchmarks.claims;

import dev.commonground.benchmarks.Figure;
import dev.commonground.benchmarks.Report;
import dev.commonground.benchmarks.ReportOptions;
import dev.commonground.benchmarks.WorkFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what the crew runner claims about handoffs: eleven claims, each beside its baseline, its control and its pass line. */
@Command(
        name = "claims",
        mixinStandardHelpOptions = true,
        description = "Measures eleven claims of the crew runner beside baselines and controls; no model is needed.")
public final class ClaimsBenchmark implements Callable<Integer> {

    @Option(
            names = "--crashes",
            defaultValue = "1000",
            description = "The most events at which each crew is killed (default: every event)")
    private int crashes = 1_000;

    @Option(
            names = "--only",
            paramLabel = "CLAIM",
            split = ",",
            description = "The numbers of the claims to measure (default: all)")
    private List<Integer> only = List.of();

    @Option(
            names = "--table",
            paramLabel = "FILE",
            description = "Write the figures to FILE as a Markdown table as well")
    private @Nullable Path table;

    @Mixin
    private ReportOptions options = new ReportOptions();

    /** Creates the command. */
    public ClaimsBenchmark() {}

    @Override
    public Integer call() throws Exception {
        return options.report(System.out, this::measure);
    }

    private void measure(Report report) throws IOException, InterruptedException {
        List<Claim> claims = List.of(
                new Handoffs(),
                new Survival(),
                new Effect(),
                new Discovery(),
                new Contradictions(),
                new Privacy(),
                new SideBySide(),
                new Resuming(crashes),
                new Rejected(),
                new Attribution(),
                new Overhead());
        ClaimsTable rows = new ClaimsTable();
        try (WorkFolder folder = WorkFolder.make()) {
            for (int number = 1; number <= claims.size(); number++) {
                if (!only.isEmpty() && !only.contains(number)) {
                    continue;
                }
                Claim claim = claims.get(number - 1);
                String title = "%d. %s".formatted(number, claim.sentence());
                System.out.println(title);
                List<Figure> figures =
                        claim.measure(Files.createDirectories(folder.path().resolve("claim-" + number)));
                figures.forEach(report::add);
                rows.add(title, figures);
            }
        }
        if (table != null) {
            Files.writeString(table, rows.text());
        }
    }
}
