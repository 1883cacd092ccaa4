package dev.commonground.samples.incident;

import dev.commonground.SharedMemory;
import dev.commonground.crew.Crew;
import dev.commonground.crew.CrewResult;
import dev.commonground.crew.Run;
import dev.commonground.crew.event.ConsoleProgress;
import dev.commonground.samples.model.ChosenModel;
import dev.commonground.samples.model.Models;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Reviews an incident. Two agents read one log each and disagree, a third settles the conflict, a fourth writes the review. */
@Command(
        name = "incident",
        mixinStandardHelpOptions = true,
        description = "Reviews an incident with four agents that share one memory.")
public final class IncidentReview implements Callable<Integer> {

    private final PrintStream out = System.out;

    @Option(names = "--shop", description = "Your own log of the shop (default: the sample log)")
    private @Nullable Path shop;

    @Option(names = "--database", description = "Your own log of the database (default: the sample log)")
    private @Nullable Path database;

    @Option(
            names = "--folder",
            defaultValue = "target/incident",
            description = "The folder for the memory, the review and the report (default: target/incident)")
    private Path folder = Path.of("target/incident");

    @Option(
            names = "--run",
            defaultValue = "incident-4711",
            description = "The id of the run; a stopped run is resumed")
    private String run = "incident-4711";

    @Option(names = "--quiet", description = "Print only the end of the run")
    private boolean quiet;

    /** Creates the command; it prints to the console. */
    public IncidentReview() {}

    /** Runs the command and exits with 0 for success, 1 for a failure and 2 for invalid options. */
    public static void main(String[] args) {
        int code = run(args);
        if (code != 0) {
            System.exit(code);
        }
    }

    static int run(String... args) {
        return new CommandLine(new IncidentReview())
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println(failure.getMessage());
                    return 1;
                })
                .execute(args);
    }

    @Override
    public Integer call() {
        ChosenModel model = Models.fromEnvironment(System.getenv());
        out.println(model.banner());
        try (SharedMemory memory = SharedMemory.open(folder.resolve("memory.db"))) {
            CrewResult result = review(model, memory);
            result.report().writeTo(folder.resolve("report"));
            out.println();
            out.println(result.text());
            out.println("The report is in " + folder.resolve("report").resolve("report.html"));
        }
        return 0;
    }

    private CrewResult review(ChosenModel model, SharedMemory memory) {
        ConsoleProgress progress = ConsoleProgress.to(out);
        Crew crew = new IncidentTeam(model.model())
                .crew(log(shop, "shop"), log(database, "database"), folder.resolve("review.md"))
                .memory(memory)
                .listener(quiet ? progress.quiet() : progress)
                .build();
        return crew.progress(run) == Crew.Progress.NOT_BEGUN
                ? crew.kickoff(Run.id(run).input("incident", run))
                : crew.resume(run);
    }

    private static LogFile log(@Nullable Path own, String sample) {
        return own == null ? LogFile.ofSample(sample) : LogFile.in(own);
    }
}
