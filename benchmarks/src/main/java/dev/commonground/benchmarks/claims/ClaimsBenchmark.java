package dev.commonground.benchmarks.claims;

import dev.commonground.benchmarks.measure.WorkFolder;
import dev.commonground.benchmarks.report.Figure;
import dev.commonground.benchmarks.report.Report;
import dev.commonground.benchmarks.report.ReportOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures eleven claims of the crew runner about handoffs, each with its baseline, its control and its pass line. */
@Command(
        name = "claims",
        description = "Measures eleven claims of the crew runner with baselines and controls; needs no model.")
public final class ClaimsBenchmark implements Callable<Integer> {

    @Option(
            names = "--crashes",
            defaultValue = "1000",
            description = "Maximum number of events at which each crew is killed (default: every event)")
    private int crashes = 1_000;

    @Option(
            names = "--only",
            paramLabel = "CLAIM",
            split = ",",
            description = "The numbers of the claims to measure (default: all)")
    private List<Integer> only = List.of();

    @Option(
            names = "--percent",
            defaultValue = "100",
            description = "The share of the repetitions of claims 6, 7 and 11 (default: ${DEFAULT-VALUE})")
    private int percent = 100;

    @Option(names = "--table", paramLabel = "FILE", description = "Also write the figures to FILE as a Markdown table")
    private @Nullable Path table;

    @Mixin
    private ReportOptions options = new ReportOptions();

    /** Creates the command. */
    public ClaimsBenchmark() {}

    @Override
    public Integer call() throws Exception {
        return options.report(System.out, this::measure);
    }

    private int share(int repetitions) {
        return Math.max(1, repetitions * percent / 100);
    }

    private void measure(Report report) throws IOException, InterruptedException {
        List<MeasuredClaim> claims = claims();
        ClaimsTable rows = new ClaimsTable();
        try (WorkFolder folder = WorkFolder.make()) {
            for (int number = 1; number <= claims.size(); number++) {
                if (only.isEmpty() || only.contains(number)) {
                    measure(number, claims.get(number - 1), folder.path(), report, rows);
                }
            }
        }
        write(rows);
    }

    private void write(ClaimsTable rows) throws IOException {
        if (table != null) {
            Files.writeString(table, rows.text());
        }
    }

    private static void measure(int number, MeasuredClaim claim, Path folder, Report report, ClaimsTable rows)
            throws IOException, InterruptedException {
        String title = "%d. %s".formatted(number, claim.sentence());
        System.out.println(title);
        List<Figure> figures = claim.measure(Files.createDirectories(folder.resolve("claim-" + number)));
        figures.forEach(report::add);
        rows.add(title, figures);
    }

    private List<MeasuredClaim> claims() {
        return List.of(
                new Handoffs(),
                new Survival(),
                new Effect(),
                new Discovery(),
                new Contradictions(),
                new Privacy(share(10_000)),
                new SideBySide(share(50)),
                new Resuming(crashes),
                new Rejected(),
                new Attribution(),
                new Overhead(share(4)));
    }
}
